"""Interview guides and score sheets come about, change and end here alone.

Where the description has been put away nothing but ending can be done: whatever else writes raises PutAwayError.

A guide is locked while anything about it is written, so that its questions stand fixed from the first sheet on.
"""

import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import User

from ..drafting.saving import lock
from ..models import Description, Interview, ScoreSheet
from .publishing import NotApprovedError
from .questions import MOST, Asked, to_json
from .summarizing import NOT_ASKED

CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")
"""A candidate's code, in capitals: letters, digits, points and hyphens."""


class InterviewError(ValueError):
    """Cannot be done with this interview as it is now. The message says why, for people."""


class EndedError(InterviewError):
    def __init__(self) -> None:
        super().__init__("These interviews have ended and the score sheets are erased. Nothing was saved.")


class FixedError(InterviewError):
    def __init__(self) -> None:
        super().__init__(
            "Somebody has begun a score sheet, so the questions can no longer be changed: everybody is asked the same. "
            "Nothing was saved."
        )


class StaleError(InterviewError):
    def __init__(self) -> None:
        super().__init__("Somebody else changed this meanwhile. Nothing was saved; here it stands as it is now.")


class FinishedError(InterviewError):
    def __init__(self) -> None:
        super().__init__("You have finished this sheet, so it stays as it is. Nothing was saved.")


@transaction.atomic
def make_interview(*, description: Description, questions: Sequence[Asked], actor: User | None) -> Interview:
    """Make a guide for the approved version; where the last one asks the same and nobody has begun a sheet, it is that.

    Raises PutAwayError and NotApprovedError.
    """
    now = lock(description)
    if now.approved_id is None:
        raise NotApprovedError
    asked, name = to_json(questions[:MOST]), str(actor)[:150] if actor else ""
    last = now.interviews.filter(revision_id=now.approved_id, ended_at=None, sheets=None).first()
    if last is not None and last.questions == asked:
        return last
    return Interview.objects.create(description=now, revision_id=now.approved_id, questions=asked, made_by_name=name)


@transaction.atomic
def change_questions(*, interview: Interview, version: int, questions: Sequence[Asked]) -> Interview:
    """Give a guide other questions, or the same in another order. Raises EndedError, FixedError and StaleError."""
    now = _locked(interview)
    if now.sheets.exists():
        raise FixedError
    if now.version != version:
        raise StaleError
    now.questions, now.version = to_json(questions[:MOST]), now.version + 1
    now.save(update_fields=["questions", "version"])
    return now


@transaction.atomic
def begin_sheet(*, interview: Interview, actor: User, candidate: str) -> ScoreSheet:
    """The interviewer's sheet for a candidate, who is a code; a new one unless there is one. Raises EndedError."""
    now = _locked(interview)
    sheet, _ = ScoreSheet.objects.get_or_create(
        interview=now, interviewer=actor, candidate=candidate, defaults={"interviewer_name": str(actor)[:150]}
    )
    return sheet


@transaction.atomic
def save_scores(*, sheet: ScoreSheet, version: int, scores: Mapping[str, str], finish: bool = False) -> ScoreSheet:
    """Keep these steps, by place of the question, in place of what was there; with `finish` for good.

    Raises EndedError, FinishedError, and StaleError where another tab saved meanwhile.
    """
    now = _locked_sheet(sheet)
    if now.version != version:
        raise StaleError
    now.scores, now.version = dict(scores), now.version + 1
    now.finished_at = timezone.now() if finish else None
    now.save(update_fields=["scores", "version", "finished_at", "saved_at"])
    return now


@transaction.atomic
def erase_sheet(*, sheet: ScoreSheet) -> None:
    """Erase a sheet that is not finished, such as one with a mistyped code. Raises EndedError and FinishedError."""
    _locked_sheet(sheet).delete()


@transaction.atomic
def end_interview(*, interview: Interview, actor: User | None) -> int:
    """End the interviews and erase every score sheet; how many there were. Ending twice does nothing."""
    found = Interview.objects.select_for_update(of=("self",)).select_related("description__organization")
    now = found.get(pk=interview.pk)
    if now.ended_at is not None:
        return 0
    erased, _ = now.sheets.all().delete()
    now.ended_at = timezone.now()
    now.save(update_fields=["ended_at"])
    organization = now.description.organization
    note(organization=organization, actor=actor, action=Action.SCORES_ERASED, subject=str(now.description))
    return erased


def questions_left(scores: Mapping[str, str], count: int) -> list[int]:
    """The places of questions that have neither a step nor the word that they were not put."""
    return [place for place in range(1, count + 1) if str(place) not in scores]


def posted_scores(posted: Mapping[str, str], count: int, steps: Sequence[str]) -> dict[str, str]:
    """The steps that a form has as `score-<place>`; whatever is no step of the scale and no question is passed over."""
    allowed = (*steps, NOT_ASKED)
    found = {str(place): posted.get(f"score-{place}", "") for place in range(1, count + 1)}
    return {place: step for place, step in found.items() if step in allowed}


def looks_like_somebody(code: str) -> bool:
    """Whether a code reads like a person's name or address: a guess, to ask by."""
    words = [word for word in re.split(r"[^A-Za-z]+", code) if len(word) > 2]
    return "@" in code or (bool(words) and not any(letter.isdigit() for letter in code))


def _locked(interview: Interview) -> Interview:
    lock(interview.description)
    now = Interview.objects.select_for_update().get(pk=interview.pk)
    if now.ended_at is not None:
        raise EndedError
    return now


def _locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    _locked(sheet.interview)
    now = ScoreSheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if now is None:
        raise EndedError
    if now.finished_at is not None:
        raise FinishedError
    return now
