"""Saving a record: what two people changed is merged, and nothing is ever overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from assessments import recording
from assessments.answers import NO_ANSWER, Answer, Posted
from assessments.merging import Conflict
from assessments.models import Instrument, Record
from assessments.recording import (
    PRESENT,
    QuestionsChangedError,
    RecordGoneError,
    Saved,
    answers_with_present,
    save_answers,
)
from tests.cast import Cast
from tests.factories import InstrumentVersionFactory, RecordFactory

from .build import Save, sent

YES, NO = Answer("yes"), Answer("no")


def stored() -> dict[str, Answer]:
    return {item: answer for item, answer in answers_with_present(Record.objects.get()).items() if answer}


def test_the_first_save_begins_the_record(cast: Cast, instrument: Instrument, save: Save) -> None:
    save(board=YES, _present=Answer(text="Ann, Bob"))
    record = Record.objects.for_organization(cast.organization).get()
    assert (record.instrument, record.version, record.saved_by) == (instrument, instrument.current_version, cast.leader)
    assert record.answers == {"board": {"choice": "yes", "text": ""}}
    assert record.present == "Ann, Bob"
    assert record.saved_at


def test_saving_merges_what_two_people_changed(cast: Cast, save: Save) -> None:
    save(board=YES, budget=NO_ANSWER)
    saved = save(board=NO_ANSWER, budget=NO, by=cast.owner)
    assert stored() == {"board": YES, "budget": NO}
    assert (saved.merge.changed, saved.merge.conflicts) == (("budget",), {})
    assert saved.record.saved_by == cast.owner


def test_a_stale_save_never_overwrites(save: Save) -> None:
    save(board=YES)
    save({"board": YES}, board=NO)
    conflicts = save({"board": YES}, board=Answer("partly")).merge.conflicts
    assert conflicts == {"board": Conflict(saved=NO, mine=Answer("partly"))}
    assert stored() == {"board": NO}


def test_names_of_those_present_are_merged_like_an_answer(save: Save) -> None:
    save(_present=Answer(text="Ann"))
    assert save(_present=Answer(text="Bob")).merge.conflicts.keys() == {PRESENT}
    assert stored() == {PRESENT: Answer(text="Ann")}


def test_saving_what_is_saved_already_moves_nothing(cast: Cast, save: Save) -> None:
    before = save(board=YES).record
    after = save(board=YES, by=cast.owner).record
    assert (after.saved_at, after.saved_by) == (before.saved_at, cast.leader)


def test_an_answer_taken_back_leaves_no_entry(save: Save) -> None:
    save(board=YES, budget=NO)
    save({"board": YES}, board=NO_ANSWER)
    assert Record.objects.get().answers == {"budget": {"choice": "no", "text": ""}}


def test_keep_resolves_the_conflict_that_was_seen(save: Save) -> None:
    save(board=YES)
    save(board=NO, budget=NO, keep=f"board:{YES.digest}")
    assert stored() == {"board": NO, "budget": NO}


def test_keep_overwrites_no_third_answer_that_nobody_saw(save: Save) -> None:
    save(board=YES)
    save({"board": YES}, board=Answer("partly"))
    conflicts = save(board=NO, keep=f"board:{YES.digest}").merge.conflicts
    assert conflicts["board"] == Conflict(saved=Answer("partly"), mine=NO)
    assert stored() == {"board": Answer("partly")}


def test_keep_wins_over_an_answer_taken_back(save: Save) -> None:
    save({"board": YES}, board=NO, keep="board:")
    assert stored() == {"board": NO}


@pytest.mark.parametrize("keep", ["board", "unknown:", "budget:abc", ":", "board:'--"])
def test_keep_of_anything_else_resolves_nothing(save: Save, keep: str) -> None:
    save(board=YES)
    assert save(board=NO, keep=keep).merge.conflicts
    assert stored() == {"board": YES}


def save_person(cast: Cast, record: Record) -> Saved:
    return save_answers(
        organization=cast.organization,
        instrument=record.instrument,
        person=record,
        posted=Posted({"pay": sent(YES)}),
        actor=cast.leader,
    )


def test_a_person_renamed_meanwhile_is_saved_under_the_new_name(cast: Cast, instrument: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=instrument, subject="JM")
    Record.objects.update(subject="K-07")
    assert save_person(cast, record).record.subject == "K-07"
    assert [(r.subject, r.answers["pay"]["choice"]) for r in Record.objects.all()] == [("K-07", "yes")]


def test_a_person_deleted_meanwhile_does_not_come_back(cast: Cast, instrument: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=instrument, subject="JM")
    Record.objects.all().delete()
    with pytest.raises(RecordGoneError):
        save_person(cast, record)
    assert not Record.objects.exists()


def test_a_person_of_another_organization_is_not_saved_to(cast: Cast, instrument: Instrument) -> None:
    record = RecordFactory(organization=cast.elsewhere, instrument=instrument, subject="JM")
    with pytest.raises(RecordGoneError):
        save_person(cast, record)


def test_nothing_begins_of_an_instrument_that_was_removed(instrument: Instrument, save: Save) -> None:
    Instrument.objects.filter(pk=instrument.pk).update(current_version=None)
    instrument.versions.all().delete()
    Instrument.objects.filter(pk=instrument.pk).delete()
    with pytest.raises(RecordGoneError):
        save(board=YES)


def test_a_record_begins_with_what_is_current_once_the_lock_is_held(
    instrument: Instrument, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = InstrumentVersionFactory(instrument=instrument, version="2")

    def wait(pk: int) -> None:
        Instrument.objects.filter(pk=instrument.pk).update(current_version=newer)

    monkeypatch.setattr(recording, "lock_organization", wait)
    assert save(board=YES).record.version == newer


@pytest.mark.parametrize("begun", [True, False])
def test_answers_to_other_questions_than_the_records_are_not_saved(
    cast: Cast, instrument: Instrument, begun: bool
) -> None:
    if begun:
        RecordFactory(organization=cast.organization, instrument=instrument, answers={})
    posted = Posted({"pay": sent(YES)})
    with pytest.raises(QuestionsChangedError):
        save_answers(
            organization=cast.organization,
            instrument=instrument,
            posted=posted,
            content_hash="of-other-questions",
            actor=cast.leader,
        )
    assert not Record.objects.exclude(answers={}).exists()
    assert Record.objects.exists() is begun


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_moment_lose_nothing(cast: Cast, save: Save) -> None:
    def at_once(item: str) -> None:
        try:
            save(**{item: YES})
        finally:
            connections.close_all()

    items = ["board", "budget", "pay", "hopes"]
    with ThreadPoolExecutor(len(items)) as pool:
        list(pool.map(at_once, items))
    assert stored() == dict.fromkeys(items, YES)
