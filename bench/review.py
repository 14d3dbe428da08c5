"""A description of 1,200 words: its review, its preview, and a step saved in place, beside a bare view."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponseBase
from django.template.loader import render_to_string

from jobdesc.drafting.document import Document, Responsibility, line
from jobdesc.drafting.reading import passages
from jobdesc.drafting.saving import begin
from jobdesc.hiring.fixture import hiring
from jobdesc.models import Description
from jobdesc.reviewing import marks
from jobdesc.reviewing.looking import look_at
from jobdesc.reviewing.places import written
from organizations.models import Organization, User

from .measuring import Measured, measure_calls
from .pages import Visitor

WORDS = 1_200
MARKED = (
    "Monitor participants who abuse drugs and report any relapse to the judge",
    "Transport clients to appointments and file their paperwork",
    "Must disclose a mental health diagnosis and current medication",
)


def measure(organization: Organization, user: User) -> list[Measured]:
    """The page of the review as it comes again and again, and anew, when no text has been reviewed before.

    "look and preview" is no page: marks, what is missing, and the text as it reads.
    """
    visitor = Visitor(user)
    made = begin(organization=organization, actor=user, document=a_long_one())
    page = f"/o/{organization.slug}/hiring/{made.pk}/draft/review/"
    calls: dict[str, Callable[[], HttpResponseBase]] = {
        "bare view": lambda: visitor.get("/bare/"),
        f"review of {WORDS:,} words": lambda: visitor.get(page),
        f"review of {WORDS:,} words, anew": lambda: _anew(visitor, page),
        "look and preview, anew": lambda: _look(made, visitor),
    }
    return measure_calls(calls)


def a_long_one() -> Document:
    """A description of WORDS words, with duties in the words of the competencies and some that are marked."""
    duties = [one.duty for one in hiring().competencies.values()]
    texts = [*MARKED, *duties]
    document = Document(title="Peer support worker", state="CA", setting="community", peer_workers="1")
    n = 0
    while sum(len(one.text.split()) for one in written(document)) < WORDS:
        parts = tuple(
            Responsibility(f"{k:012x}", f"Responsibility {k}", duties=tuple(line(t) for t in texts[k : 8 * n : 6]))
            for k in range(6)
        )
        required = tuple(line(f"{text}, year {k}") for k, text in enumerate(texts[: 2 * n]))
        document = replace(document, responsibilities=parts, required=required)
        n += 1
    return document


def _anew(visitor: Visitor, page: str) -> HttpResponseBase:
    marks._reviewer.cache_clear()
    return visitor.get(page)


def _look(made: Description, visitor: Visitor) -> HttpResponseBase:
    marks._reviewer.cache_clear()
    document = made.document
    look_at(made, document)
    render_to_string("jobdesc/_document.html", {"passages": passages(document), "title": document.title, "level": 3})
    return visitor.get("/bare/")
