"""The 60 statements as a survey of django-survey-and-report: on one page, and in five categories of 12.

It has no page of results. What it has: a CSV of all answers, made anew once somebody has answered and then read from a
file; and a count for each question, from which its LaTeX report is made.
"""

import itertools
from pathlib import Path

from django.core.management import call_command
from django.http import HttpResponse, HttpResponseBase

from ...measuring import BARE, Call
from .. import asked, site
from ..browser import Browser

VERSION_OF = "django-survey-and-report"


def setup(folder: str) -> None:
    site.configure(
        folder,
        ["survey"],
        "bench.peers.survey_site.urls",
        CSV_DIRECTORY=folder,
        TEX_DIRECTORY=folder,
        USER_DID_NOT_ANSWER="Left blank",
        EXCEL_COMPATIBLE_CSV=False,
        CHOICES_SEPARATOR=",",
        DEFAULT_SURVEY_PUBLISHING_DURATION=7,
        LOGIN_URL="/login/",
    )


def prepare(folder: str) -> tuple[dict[str, Call], dict[str, float]]:
    """Make the site. Return its calls, and figures that are taken once, in seconds."""
    call_command("migrate", verbosity=0)
    from survey.models import Answer, Survey

    browser = Browser()
    one, parts = _survey("One page", Survey.ALL_IN_ONE_PAGE), _survey("Categories", Survey.BY_CATEGORY)
    answered = _survey("Answered", Survey.ALL_IN_ONE_PAGE)
    _fill(answered)
    everything, here = _posted(one), {"thanks": ""}

    def send() -> HttpResponseBase:
        response = browser.forget().post(f"/survey/{one.pk}/", everything)
        here["thanks"] = response.headers["Location"]
        return response

    calls: dict[str, Call] = {
        BARE: lambda: browser.forget().get("/bare/"),
        "one row": lambda: browser.forget().get("/bare-row/"),
        "show all": lambda: browser.forget().get(f"/survey/{one.pk}/"),
        "submit all": send,
        "thanks": lambda: browser.get(here["thanks"]),
    }
    calls |= _by_category(browser, parts)
    calls["results: CSV, anew"] = lambda: _anew(browser, answered.pk, Path(folder))
    calls["results: CSV, kept"] = lambda: browser.get(f"/survey/csv/{answered.pk}/")
    calls["results: its count of each question"] = lambda: _counts(answered)
    calls["submit all"]()
    if Answer.objects.filter(question__survey=one).exclude(body="").count() != asked.COUNT:
        raise RuntimeError("The answers were not stored.")
    return calls, {}


def _survey(name, display):  # type: ignore[no-untyped-def]
    from survey.models import Category, Question, Survey

    survey = Survey.objects.create(
        name=name, description="", is_published=True, need_logged_user=False, display_method=display
    )
    order = itertools.count(1)
    for number, (part, statements) in enumerate(zip(asked.PARTS, asked.STATEMENTS, strict=True)):
        category = Category.objects.create(name=part, survey=survey, order=number, description="")
        for text in statements:
            Question.objects.create(
                text=text,
                order=next(order),
                required=False,
                category=category,
                survey=survey,
                type=Question.RADIO,
                choices=",".join(asked.LABELS),
            )
    return survey


def _posted(survey, part: int | None = None) -> dict[str, str]:  # type: ignore[no-untyped-def]
    from django.utils.text import slugify

    questions = list(survey.questions.order_by("order"))
    keys = [slugify(label) for label in asked.LABELS]
    data = {f"question_{one.pk}": keys[step] for one, step in zip(questions, asked.steps(3), strict=True)}
    return data if part is None else dict(list(data.items())[12 * part : 12 * part + 12])


def _by_category(browser: Browser, survey) -> dict[str, Call]:  # type: ignore[no-untyped-def]
    """One respondent's way through the five pages: each is shown, then sent; the last sending stores all."""
    calls: dict[str, Call] = {}
    for n in range(len(asked.PARTS)):
        path, data = f"/survey/{survey.pk}-{n}/", _posted(survey, n)

        def show(path: str = path, n: int = n) -> HttpResponseBase:
            return (browser if n else browser.forget()).get(path)

        calls[f"show part {n + 1}"] = show
        calls[f"submit part {n + 1}"] = lambda path=path, data=data: browser.post(path, data)  # type: ignore[misc]
    return calls


def _fill(survey) -> None:  # type: ignore[no-untyped-def]
    from django.utils.text import slugify
    from survey.models import Answer, Response

    questions = list(survey.questions.order_by("order"))
    keys = [slugify(label) for label in asked.LABELS]
    made = Response.objects.bulk_create(
        [Response(survey=survey, interview_uuid=f"{n:032x}") for n in range(asked.RESPONSES)]
    )
    for person, response in enumerate(made):
        answers = []
        for question, step in zip(questions, asked.steps(person), strict=True):
            answer = Answer(question=question, response=response)
            answer.body = keys[step]  # as its own form sets it: what is stored is the label's slug
            answers.append(answer)
        Answer.objects.bulk_create(answers)


def _anew(browser: Browser, pk: int, folder: Path) -> HttpResponseBase:
    for file in folder.glob("*.csv"):
        file.unlink()
    return browser.get(f"/survey/csv/{pk}/")


def _counts(survey) -> HttpResponse:  # type: ignore[no-untyped-def]
    found = {one.text: one.sorted_answers_cardinality() for one in survey.questions.all()}
    if any(sum(counts.values()) != asked.RESPONSES for counts in found.values()):
        raise RuntimeError("Not every answer was counted.")
    return HttpResponse(repr(found))
