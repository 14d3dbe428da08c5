"""The demo's job descriptions: one filled by three, read, approved and ready for an interview; one still being read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core import mail
from django.db import transaction
from pytest_django import DjangoDbBlocker

from jobdesc.models import Description, DescriptionStatus, Interview
from jobdesc.reviewing.approving import doubts_about
from organizations.models import Organization
from peerready.demo import load_demo
from peerready.role_tasks import roles_of_descriptions
from tests.real import load_real_fixtures
from toolkits.strict_yaml import RefusedFixturesError

FOLDER = project.FIXTURES / "demo"


@pytest.fixture(scope="module")
def demo_house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Organization]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(project, "VAR", tmp_path_factory.mktemp("var"))
        load_real_fixtures()
        load_demo(folder=FOLDER)
        yield Organization.objects.get(is_demo=True)
        transaction.set_rollback(True)


def test_it_is_approved_and_nothing_speaks_against_it(demo_house: Organization) -> None:
    description = Description.objects.for_organization(demo_house).approved().get()
    assert (description.title, description.status) == ("Peer Recovery Specialist", DescriptionStatus.APPROVED)
    doubts = doubts_about(description)
    assert not doubts.look.marks
    assert doubts.remarks == 0
    assert all(reader.verdict == "agreed" for reader in doubts.readers)


def test_three_people_filled_the_worksheet_and_what_they_saw_alike_is_decided(demo_house: Organization) -> None:
    description = Description.objects.for_organization(demo_house).approved().get()
    assert description.worksheets.exclude(finished_at=None).count() == 3
    refused = set(description.decisions.filter(belongs=False).values_list("activity", flat=True))
    assert {"lappa-activities/therapy-session", "lappa-activities/drive-to-appointments"} <= refused
    # What they saw differently and did not talk over yet is open, so that there is something to see.
    assert description.decisions.count() < 54


def test_another_one_for_a_court_is_still_being_read(demo_house: Organization) -> None:
    description = Description.objects.for_organization(demo_house).get(approved=None)
    assert description.title == "Veteran Peer Support Worker, Recovery Court"
    assert description.status == DescriptionStatus.IN_REVIEW
    doubts = doubts_about(description)
    assert (doubts.remarks, len(doubts.want_changes), len(doubts.silent)) == (1, 1, 1)
    assert doubts.lacks_a_peer
    assert not doubts.look.open_marks, "what the demo says is said in good words"


def test_nobody_is_mailed(demo_house: Organization) -> None:
    assert not mail.outbox


def test_the_kit_follows_from_it(demo_house: Organization) -> None:
    interview = Interview.objects.for_organization(demo_house).get()
    assert 8 <= len(interview.questions) <= 20
    [role] = roles_of_descriptions(demo_house)
    assert any(task.key.startswith("samhsa-competencies/") for task in role.tasks)


@pytest.mark.parametrize(
    ("there", "wrong", "said"),
    [
        ("template: prcoe-role-specialist", "template: prcoe-role-wizard", "prcoe-role-wizard"),
        ("kind: peer,", "kind: board,", "board"),
        ("therapy-session, suggest", "therapy, suggest", "therapy"),
        ("  setting: treatment", "  sitting: treatment", "sitting"),
        ("part: conditions", "part: weather", "weather"),
    ],
)
@pytest.mark.django_db
def test_wrong_content_is_refused_and_nothing_is_stored(
    there: str, wrong: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "VAR", tmp_path)
    load_real_fixtures()
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text()
        assert path.name != "job.yaml" or there in text
        (tmp_path / path.name).write_text(text.replace(there, wrong, 1) if path.name == "job.yaml" else text)
    with pytest.raises(RefusedFixturesError, match=said):
        load_demo(folder=tmp_path)
    assert not Organization.objects.filter(is_demo=True).exists()
