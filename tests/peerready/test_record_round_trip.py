"""What goes out comes in the same: by the hash of all that counts, with new ids, and with nobody let in by it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from pytest_django.asserts import assertContains

from assessments.models import Completion, Instrument, InstrumentVersion, Record
from checklists.models import Task, TaskChange
from organizations.models import AuditEvent, Membership, Organization, User
from peerready.demo import load_demo
from peerready.record.checking import check_record
from peerready.record.importing import import_record
from surveys.lifecycle import NotReadyError, ask_again, reopen, suggested_closing
from surveys.models import Survey
from surveys.reading.results import load_results
from tests.cast import Cast
from tests.factories import OwnInstrumentFactory, RecordFactory, UserFactory
from tests.invariants.place import furnish
from tests.peerready.records import files_of, lines_of, written
from tests.real import load_real_fixtures
from tests.surveys.build import closed


@dataclass(frozen=True)
class Trip:
    """The demo and what came of it, to be read without them."""

    contents: tuple[str, str]
    people: dict[str, tuple[int, ...]]
    members: list[tuple[str, str]]
    trail: tuple[int, int, str]


@pytest.fixture(scope="module")
def trip(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Trip:
    """The demo organization out, in, and out again: once for all tests here, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            return _travel(tmp_path_factory.mktemp("var"))
        finally:
            transaction.set_rollback(True)


def _travel(var: Path) -> Trip:
    load_real_fixtures()
    kept, project.VAR = project.VAR, var
    try:
        load_demo(folder=project.FIXTURES / "demo")
    finally:
        project.VAR = kept
    demo, mover = Organization.objects.get(is_demo=True), UserFactory(email="mover@example.org")
    first = written(demo)
    there = import_record(first, mover)
    second = written(there)
    counted = (Record, Task, Survey)
    last = AuditEvent.objects.for_organization(there).first()
    assert last
    return Trip(
        contents=(check_record(first).content, check_record(second).content),
        people={m.__name__: tuple(m.objects.filter(organization=o).count() for o in (demo, there)) for m in counted},
        members=list(Membership.objects.filter(organization=there).values_list("user__email", "role")),
        trail=(len(lines_of(first, "trail")), len(lines_of(second, "trail")), f"{last.actor_name}: {last.action}"),
    )


def test_the_demo_goes_round_and_says_the_same(trip: Trip) -> None:
    first, second = trip.contents
    assert first == second
    assert len(first) == 64
    for model, (before, after) in trip.people.items():
        assert before == after > 0, model


def test_who_imports_is_the_only_member_and_the_trail_says_so(trip: Trip) -> None:
    assert trip.members == [("mover@example.org", "owner")]
    before, after, last = trip.trail
    assert after == before + 1
    assert last.endswith(": imported")


@pytest.fixture
def moved(cast: Cast) -> Organization:
    """Something of everything, out of Harbor House and in again, owned by the outsider."""
    furnish(cast.organization, rows=2)
    return import_record(written(cast.organization), cast.outsider)


def test_something_of_everything_goes_round(cast: Cast, moved: Organization) -> None:
    first, second = files_of(written(cast.organization)), files_of(written(moved))
    different = {name for name in first if first[name] != second[name]}
    assert different == {"manifest.json", "records/people.json", "records/trail.jsonl"}
    assert check_record(written(cast.organization)).content == check_record(written(moved)).content
    assert written(moved).getvalue() == written(moved).getvalue(), "and twice the same bytes"


def test_an_own_assessment_gets_a_new_name_and_keeps_what_hangs_on_it(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, title="Ours")
    RecordFactory(organization=cast.organization, instrument=own, answers={"board": {"choice": "yes", "text": ""}})
    there = import_record(written(cast.organization), cast.outsider)
    new = Instrument.objects.get(organization=there)
    assert new.slug != own.slug
    assert new.title == "Ours"
    assert new.current_version
    assert new.current_version.content.slug == new.slug
    assert all(item.key.startswith(f"{new.slug}/") for item in new.current_version.content.items)
    record = Record.objects.get(organization=there)
    assert (record.instrument, record.version) == (new, new.current_version)
    assert record.saved_at == Record.objects.get(organization=cast.organization).saved_at


def test_a_wording_that_is_not_here_stands_beside_the_toolkits_and_not_in_its_way(cast: Cast) -> None:
    furnish(cast.organization)
    file = written(cast.organization)
    before = {one.pk: one.content_hash for one in InstrumentVersion.objects.all()}
    old = Completion.objects.filter(record__organization=cast.organization).first()
    assert old
    InstrumentVersion.objects.filter(pk=old.version_id).update(content_hash="0" * 64)
    there = import_record(file, cast.outsider)
    [new] = InstrumentVersion.objects.exclude(pk__in=before).filter(instrument__organization=None)
    assert new.content_hash == before[old.version_id]
    assert new.version == f"{old.version.version}~{new.content_hash[:8]}"
    assert Completion.objects.filter(record__organization=there, version=new).exists()
    assert check_record(written(there)).content == check_record(file).content


def test_no_member_is_made_and_nobodys_number_is_taken_over(cast: Cast, moved: Organization) -> None:
    assert list(Membership.objects.filter(organization=moved).values_list("user", "role")) == [
        (cast.outsider.pk, "owner")
    ]
    assert not Task.objects.filter(organization=moved).exclude(owner=None)
    rows = TaskChange.objects.filter(task__organization=moved)
    assert not any(row.after.get("owner_id") or row.before.get("owner_id") for row in rows)
    assert not Record.objects.filter(organization=moved).exclude(saved_by=None)
    assert User.objects.filter(memberships__organization=cast.organization).count() > 1


def test_an_imported_survey_is_read_and_asked_again_and_never_opened_again(cast: Cast) -> None:
    before = closed(cast.organization)
    there = import_record(written(cast.organization), cast.outsider)
    survey = Survey.objects.get(organization=there)
    old, new = load_results(before), load_results(survey)
    assert old
    assert new
    assert new.view == old.view
    assert survey.public_id != before.public_id
    assert not survey.responses.exists()
    page = cast.client("outsider").get(reverse("surveys:results", args=[there.slug, survey.pk]))
    assertContains(page, "it is not opened again")
    with pytest.raises(NotReadyError, match="imported"):
        reopen(survey=survey, closes_at=suggested_closing(before.closed_at), actor=cast.outsider)
    assert ask_again(survey=survey, actor=cast.outsider).is_draft


def test_pages_of_what_was_imported_open(cast: Cast, moved: Organization) -> None:
    client = cast.client("outsider")
    for name in (
        "home",
        "assessments:index",
        "surveys:index",
        "checklists:index",
        "jobdesc:index",
        "reports:readiness",
    ):
        assertContains(client.get(reverse(name, args=[moved.slug])), moved.name)
    for task in Task.objects.filter(organization=moved, is_removed=False)[:2]:
        assert client.get(reverse("checklists:task", args=[moved.slug, task.plan_id, task.number])).status_code == 200
