"""Public pages, interview guides and score sheets, made by the actions that make them in service."""

from datetime import date, timedelta

from django.utils import timezone

from jobdesc.kit.interviewing import begin_sheet, make_interview, save_scores
from jobdesc.kit.publishing import publish
from jobdesc.kit.questions import Asked
from jobdesc.models import Description, Interview, Posting, ScoreSheet
from organizations.models import User

QUESTIONS = (
    Asked("How do you build trust?", listen_for=("Gives it time",), categories=("provides-support",)),
    Asked("What would you do on a hard day?"),
)


def today() -> date:
    return timezone.localdate()


def posting_of(description: Description, days: int = 30) -> Posting:
    """An open public page; with days below 0 one whose closing date has passed."""
    posting = publish(description=description, closes_on=today(), actor=None)
    posting.closes_on = today() + timedelta(days=days)
    posting.save()
    return posting


def interview_of(description: Description, questions: tuple[Asked, ...] = QUESTIONS) -> Interview:
    return make_interview(description=description, questions=questions, actor=None)


def sheet_of(
    interview: Interview, interviewer: User, candidate: str = "K-7", scores: str = "", *, finished: bool = False
) -> ScoreSheet:
    """A sheet with a step for each question in turn, as "13" for the first two."""
    sheet = begin_sheet(interview=interview, actor=interviewer, candidate=candidate)
    if not scores:
        return sheet
    given = {str(place): step for place, step in enumerate(scores, 1)}
    return save_scores(sheet=sheet, version=sheet.version, scores=given, finish=finished)


def furnish_kit(description: Description, people: list[User], rows: int) -> None:
    """An open page, and `rows` guides with a sheet by each of these people for each of `rows` candidates; the last
    guide has none, so that it can be changed.
    """
    posting_of(description)
    for n in range(rows):
        interview = interview_of(description)
        for candidate in range(rows):
            for person in people:
                sheet_of(interview, person, f"K-{n}{candidate}", "13", finished=True)
    interview_of(description)
