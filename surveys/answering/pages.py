"""What the respondent's pages show. The preview before launch shows the same pages with the same words.

`page_context` is all that the templates below `surveys/answer/` need; it knows of no request, session or user.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments.content import Option
from organizations import client_data

from ..languages import weakest_status
from ..models import Group, Survey, Way
from ..questions import Part, Question, Questionnaire
from .items import anchor, part_html
from .spoken import language_of, of, with_language
from .submitting import LONGEST_COMMENT, Answered

START, REVIEW, THANKS = "start", "review", "thanks"
Page = str | int
Address = Callable[[Page], str]


@dataclass(frozen=True)
class Line:
    """A question on the page that looks everything over: what was chosen, if anything, and where to change it."""

    question: Question
    number: int
    chosen: Option | None
    url: str


@dataclass(frozen=True)
class Reviewed:
    """A part on that page. `number` counts the parts from 1."""

    part: Part
    number: int
    url: str
    lines: tuple[Line, ...]


def pages(questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages in the order in which one goes through them: "start", 1, 2, ..., "review", "thanks"."""
    return (START, *range(1, len(questionnaire.parts) + 1), REVIEW, THANKS)


def template_of(page: Page) -> str:
    """The template of a page; every number is a part."""
    return f"surveys/answer/{'part' if isinstance(page, int) else page}.html"


def address_of(survey: Survey) -> Address:
    """Where a respondent finds each page, in the language that is spoken."""

    def address(page: Page) -> str:
        name, more = ("part", [page]) if isinstance(page, int) else (page, [])
        return with_language(reverse(f"answer:{name}", args=[survey.public_id, *more]), survey)

    return address


def page_context(
    survey: Survey,
    questionnaire: Questionnaire,
    page: Page,
    answered: Answered,
    *,
    preview: bool,
    group: Group | None = None,
    address: Address | None = None,
    leave_url: str = "",
    token: str = "",
) -> dict[str, Any]:
    """What `template_of(page)` shows. `page` is one of `pages(questionnaire)`, else IndexError or KeyError.

    `group` is the one that the link is for (in a preview the first one unless another is given); `address` says where
    the other pages are (a preview has its own) and `leave_url` where one leaves a preview; `token` is what a form must
    bring back, and no page of a preview sends anything. One query at most: the first page asks for the groups.
    """
    address = address or address_of(survey)
    context = {
        "survey": survey,
        "preview": preview,
        "page": page,
        "token": token,
        "here": address(page),
        "start_url": address(START),
        "leave_url": leave_url,
        "review_url": address(REVIEW),
        "part_count": len(questionnaire.parts),
        "question_count": len(questionnaire.questions),
        "answered_count": len(answered.answers),
        "translation": weakest_status(questionnaire),
    }
    if isinstance(page, int):
        return context | _part(questionnaire, page, answered, address)
    more = {START: _start, REVIEW: _review, THANKS: _thanks}[page]
    return context | more(survey, questionnaire, answered, address, group)


def _start(
    survey: Survey, questionnaire: Questionnaire, answered: Answered, address: Address, group: Group | None
) -> dict[str, Any]:
    groups = list(survey.groups.all())
    group = group or next(iter(groups), None)
    return {
        "minutes": questionnaire.minutes,
        "titles": list(dict.fromkeys(part.title for part in questionnaire.parts)),
        "languages": of(survey.languages) if len(survey.languages) > 1 else (),
        "language": language_of(survey),
        "groups": groups,
        "group": group,
        "is_shared": bool(group and group.way == Way.SHARED),
        "fewest": survey.fewest_for_scores,
        "fewest_for_details": survey.fewest_for_details,
        "few_others": survey.fewest_for_scores - 1,
        "has_draft": bool(answered),
        "erased": False,
        "first_url": address(first_open(questionnaire, answered)),
    }


def first_open(questionnaire: Questionnaire, answered: Answered) -> Page:
    """Where to go on: the first part in which something is not answered, or the look over everything."""
    for number, part in enumerate(questionnaire.parts, 1):
        if any(question.key not in answered.answers for question in part.questions):
            return number
    return REVIEW


def _part(questionnaire: Questionnaire, number: int, answered: Answered, address: Address) -> dict[str, Any]:
    parts = questionnaire.parts
    if not 1 <= number <= len(parts):
        raise IndexError(number)
    part = parts[number - 1]
    before = parts[number - 2] if number > 1 else None
    return {
        "part": part,
        "number": number,
        "done_count": number - 1,
        "is_new_instrument": before is None or before.instrument != part.instrument,
        "items": part_html(part, answered.answers),
        "back_url": address(number - 1 if number > 1 else START),
        "next_url": address(number + 1 if number < len(parts) else REVIEW),
        "is_last": number == len(parts),
    }


def _review(
    survey: Survey, questionnaire: Questionnaire, answered: Answered, address: Address, group: Group | None
) -> dict[str, Any]:
    reviewed = reviewed_parts(questionnaire, answered, address)
    return {
        "parts": reviewed,
        "answers": answered.answers,
        "missing_count": len(questionnaire.questions) - len(answered.answers),
        "back_url": address(len(questionnaire.parts) or START),
        "thanks_url": address(THANKS),
        "problem": "",
        **comment_context(survey, answered),
    }


def reviewed_parts(questionnaire: Questionnaire, answered: Answered, address: Address) -> tuple[Reviewed, ...]:
    """Everything asked, with what was answered."""

    def line(question: Question, number: int, url: str) -> Line:
        return Line(question, number, chosen(question, answered.answers), f"{url}#{anchor(question.key)}")

    return tuple(
        Reviewed(part, number, url, tuple(line(question, n, url) for n, question in enumerate(part.questions, 1)))
        for number, part in enumerate(questionnaire.parts, 1)
        for url in [address(number)]
    )


def chosen(question: Question, answers: Mapping[str, str]) -> Option | None:
    """The option that was chosen; None where nothing was, or nothing that the question takes."""
    key = answers.get(question.key)
    return next((option for option in (*question.options, *question.apart) if option.key == key), None)


def comment_context(survey: Survey, answered: Answered) -> dict[str, Any]:
    """The field for one's own words."""
    return {
        "comment": answered.comment,
        "longest_comment": LONGEST_COMMENT,
        "comment_question": client_data.looks_like_client_record(answered.comment),
    }


def _thanks(
    survey: Survey, questionnaire: Questionnaire, answered: Answered, address: Address, group: Group | None
) -> dict[str, Any]:
    return {"fewest": survey.fewest_for_scores}
