"""Reading what a respondent's page sends. All of it is hostile: what is not asked, or is no answer, is passed over."""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from organizations.text import clean_text

from ..models import Survey
from ..questions import Question, Questionnaire
from .submitting import LONGEST_COMMENT

ABOUT_A_CLIENT = _(
    "Your comment reads as if it were about somebody you serve. Please take out names, dates of birth and record "
    "numbers of people whom you serve. If it is about nobody, just send once more."
)


def is_from_script(request: HttpRequest) -> bool:
    """Whether answer.js sent this, which goes to the next page itself and shows every refusal by sending again."""
    return request.headers.get("Accept") == "application/json"


def read_changes(asked: Questionnaire, post: QueryDict) -> dict[str, str]:
    """What differs from what the page was made with; "" takes an answer back. So another tab's answers stay."""
    changes = {}
    for question in asked.questions:
        chosen = _chosen(question, post)
        if chosen is not None and chosen != post.get(f"was-{question.key}", ""):
            changes[question.key] = chosen
    return changes


def read_answers(asked: Questionnaire, post: QueryDict) -> dict[str, str]:
    """All that was answered."""
    found: Mapping[str, str | None] = {question.key: _chosen(question, post) for question in asked.questions}
    return {key: chosen for key, chosen in found.items() if chosen}


def _chosen(question: Question, post: QueryDict) -> str | None:
    """The option chosen, "" for none; None where nothing valid was sent, or two answers to one question."""
    sent = set(post.getlist(f"q-{question.key}"))
    if len(sent) != 1:
        return None
    chosen = sent.pop()
    return chosen if not chosen or chosen in question.takes else None


def read_comment(survey: Survey, post: QueryDict) -> str | None:
    """The comment, clean; None where none was asked for or sent."""
    return clean_text(post.get("comment", "")) if survey.takes_comments and "comment" in post else None


def is_too_long(comment: str) -> bool:
    return len(comment) > LONGEST_COMMENT
