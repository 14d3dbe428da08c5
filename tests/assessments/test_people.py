"""Records about people: added, renamed, deleted and counted, each organization by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import people
from assessments.models import Completion, Instrument, Record
from assessments.people import (
    PersonExistsError,
    add_person,
    delete_person,
    people_of,
    people_overview,
    rename_person,
)
from organizations.models import AuditEvent
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, InstrumentVersionFactory, RecordFactory

from .skills import skills_instrument, skills_record


@pytest.fixture
def skills(cast: Cast) -> Instrument:
    return skills_instrument()


def add(cast: Cast, skills: Instrument, subject: str) -> Record:
    return add_person(organization=cast.organization, instrument=skills, subject=subject)


def test_a_person_begins_with_an_empty_record_of_the_current_version(cast: Cast, skills: Instrument) -> None:
    record = add(cast, skills, "JM")
    assert (record.subject, record.answers, record.saved_at) == ("JM", {}, None)
    assert record.version == skills.current_version


def test_a_person_begins_with_what_is_current_once_the_lock_is_held(
    cast: Cast, skills: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = InstrumentVersionFactory(instrument=skills, version="2")

    def wait(pk: int) -> None:
        Instrument.objects.filter(pk=skills.pk).update(current_version=newer)

    monkeypatch.setattr(people, "lock_organization", wait)
    assert add(cast, skills, "JM").version == newer


@pytest.mark.parametrize("again", ["JM", "jm"])
def test_nobody_is_there_twice(cast: Cast, skills: Instrument, again: str) -> None:
    add(cast, skills, "JM")
    with pytest.raises(PersonExistsError):
        add(cast, skills, again)
    assert Record.objects.count() == 1


def test_other_organizations_and_instruments_have_their_own_people(cast: Cast, skills: Instrument) -> None:
    add(cast, skills, "JM")
    add(cast, skills_instrument("other"), "JM")
    add_person(organization=cast.elsewhere, instrument=skills, subject="JM")
    assert Record.objects.count() == 3


def test_a_rename_keeps_everything_else(cast: Cast, skills: Instrument) -> None:
    record = skills_record(cast.organization, skills)
    before = record.answers
    rename_person(record=record, subject="K-07")
    record.refresh_from_db()
    assert (record.subject, record.answers) == ("K-07", before)
    rename_person(record=record, subject="k-07")
    record.refresh_from_db()
    assert record.subject == "k-07"


def test_a_rename_takes_nobody_elses_name(cast: Cast, skills: Instrument) -> None:
    add(cast, skills, "JM")
    record = add(cast, skills, "K-07")
    with pytest.raises(PersonExistsError):
        rename_person(record=record, subject="jm")
    record.refresh_from_db()
    assert record.subject == "K-07"


def test_deleting_takes_the_results_too_and_stays_in_the_trail(cast: Cast, skills: Instrument) -> None:
    CompletionFactory(record=skills_record(cast.organization, skills))
    kept = skills_record(cast.organization, skills, "KT")
    delete_person(record=Record.objects.get(subject="JM"), actor=cast.hr)
    assert list(Record.objects.all()) == [kept]
    assert not Completion.objects.exists()
    event = AuditEvent.objects.for_organization(cast.organization).get()
    assert (event.action_label, event.subject) == ("Deleted the record of", f"{skills.title} (a person)")


def test_of_skills_those_signed_off_count_and_what_is_set_aside_is_not_asked(cast: Cast, skills: Instrument) -> None:
    skills_record(cast.organization, skills)
    aside = {"greets": {"choice": "not-in-role", "text": ""}, "shares": {"choice": "signed-off", "text": ""}}
    skills_record(cast.organization, skills, "aa", answers=aside)
    found = [(state.record.subject, state.done, state.of) for state in people_of(cast.organization, skills)]
    assert found == [("aa", 1, 2), ("JM", 1, 3)]


def test_of_other_kinds_the_answers_count(cast: Cast) -> None:
    instrument = InstrumentFactory(about="person")
    RecordFactory(organization=cast.organization, instrument=instrument, subject="JM")
    (state,) = people_of(cast.organization, instrument)
    assert (state.done, state.of) == (2, 4)


def test_a_record_is_new_under_way_complete_or_open_again(cast: Cast, skills: Instrument) -> None:
    add(cast, skills, "a")
    skills_record(cast.organization, skills, "b")
    CompletionFactory(record=skills_record(cast.organization, skills, "c", completed_at=timezone.now()))
    CompletionFactory(record=skills_record(cast.organization, skills, "d"))
    skills_record(cast.elsewhere, skills, "e")
    states = [state.state for state in people_of(cast.organization, skills)]
    assert states == ["new", "under-way", "complete", "reopened"]


def test_the_overview_counts_the_people_of_one_organization(cast: Cast, skills: Instrument) -> None:
    InstrumentFactory(about="organization")
    InstrumentFactory(about="private")
    nobody = InstrumentFactory(about="person", area="people", slug="zz")
    InstrumentFactory(about="person", toolkit=None, organization=cast.elsewhere)
    skills_record(cast.organization, skills, "a")
    skills_record(cast.organization, skills, "b", completed_at=timezone.now())
    skills_record(cast.elsewhere, skills, "c")
    with CaptureQueriesContext(connection) as queries:
        found = people_overview(cast.organization)
    assert {(state.instrument, state.people, state.complete) for state in found} == {(skills, 2, 1), (nobody, 0, 0)}
    assert len(queries) == 1


def test_more_people_take_no_more_queries(cast: Cast, skills: Instrument) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            [str(state.record.saved_by) for state in people_of(cast.organization, skills)]
        return len(queries)

    skills_record(cast.organization, skills, "a")
    one = count()
    for name in "bcd":
        CompletionFactory(record=skills_record(cast.organization, skills, name))
    assert count() == one == 2
