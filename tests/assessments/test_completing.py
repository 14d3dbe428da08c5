"""Completing freezes the answers; reopening lets them change again and keeps what was completed."""

import pytest

from assessments.answers import NO_ANSWER, Answer
from assessments.models import Completion, Record
from assessments.recording import (
    PRESENT,
    AlreadyCompleteError,
    NothingAnsweredError,
    answers_with_present,
    complete,
    reopen,
)
from organizations.models import AuditEvent
from tests.cast import Cast

from .build import Save

YES, NO = Answer("yes"), Answer("no")


def events() -> list[str]:
    return [str(event) for event in AuditEvent.objects.order_by("pk")]


def stored() -> dict[str, Answer]:
    return {item: answer for item, answer in answers_with_present(Record.objects.get()).items() if answer}


def test_completing_freezes_the_answers(cast: Cast, save: Save) -> None:
    record = save(board=YES, _present=Answer(text="Ann")).record
    completion = complete(record=record, actor=cast.owner)
    for change in ({"board": NO}, {"budget": NO}, {PRESENT: Answer(text="Bob")}):
        with pytest.raises(AlreadyCompleteError):
            save({"board": YES}, **change)
    completion.refresh_from_db()
    assert (completion.number, completion.answers) == (1, {"board": {"choice": "yes", "text": ""}})
    assert (completion.present, completion.completed_by_name) == ("Ann", "Owner Person")
    assert stored() == {"board": YES, PRESENT: Answer(text="Ann")}


def test_sending_a_complete_record_once_more_is_no_refusal(cast: Cast, save: Save) -> None:
    complete(record=save(board=YES).record, actor=cast.leader)
    assert save(board=YES).record.is_complete
    with pytest.raises(AlreadyCompleteError):
        complete(record=Record.objects.get(), actor=cast.leader)
    assert Completion.objects.count() == 1


def test_reopening_keeps_the_history_and_numbers_count_up(cast: Cast, save: Save) -> None:
    record = save(board=YES).record
    for choice in ("no", "partly"):
        complete(record=record, actor=cast.leader)
        reopen(record=record, actor=cast.owner)
        save(answers_with_present(Record.objects.get()), board=Answer(choice))
    complete(record=record, actor=cast.leader)
    found = {completion.number: completion.answers["board"]["choice"] for completion in Completion.objects.all()}
    assert found == {1: "yes", 2: "no", 3: "partly"}


@pytest.mark.parametrize("answers", [{}, {"_present": Answer(text="Ann")}, {"board": NO_ANSWER}])
def test_nothing_answered_cannot_be_completed(cast: Cast, save: Save, answers: dict[str, Answer]) -> None:
    record = save(**answers).record
    with pytest.raises(NothingAnsweredError):
        complete(record=record, actor=cast.leader)
    assert not Record.objects.get().is_complete
    assert not Completion.objects.exists()


def test_completing_and_reopening_stand_in_the_audit_trail(cast: Cast, save: Save) -> None:
    record = save(board=YES).record
    complete(record=record, actor=cast.leader)
    reopen(record=record, actor=cast.owner)
    reopen(record=record, actor=cast.owner)
    with pytest.raises(NothingAnsweredError):
        complete(record=save({"board": YES}, board=NO_ANSWER).record, actor=cast.leader)
    assert events() == ["Leader Person: completed Are we ready?", "Owner Person: reopened Are we ready?"]
    assert AuditEvent.objects.for_organization(cast.organization).count() == 2
