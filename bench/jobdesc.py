"""Drafting a description of 1,200 words: a step's page, and a save in place with its preview, beside a bare view."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import HttpResponseBase

from jobdesc.drafting.document import Document, Responsibility, line, new_id
from jobdesc.drafting.lines import steady_id
from jobdesc.drafting.saving import begin
from jobdesc.hiring.fixture import hiring
from jobdesc.models import Description
from organizations.models import Organization, User

from .measuring import Measured, measure_calls
from .pages import Visitor

WORDS = 1_200


def measure(organization: Organization, user: User) -> list[Measured]:
    """Pages as whoever drafts sees them. "in place" is what one waits for while typing: saving, and the preview."""
    visitor = Visitor(user)
    made = begin(organization=organization, actor=user, document=a_description())
    root = f"/o/{organization.slug}/hiring/"
    saves = _saves(visitor, f"{root}{made.pk}/draft/parts/", made)
    calls: dict[str, Callable[[], HttpResponseBase]] = {
        "bare view": lambda: visitor.get("/bare/"),
        "a description of 1,200 words": lambda: visitor.get(f"{root}{made.pk}/"),
        "its five parts to edit": lambda: visitor.get(f"{root}{made.pk}/draft/parts/"),
        "its competencies": lambda: visitor.get(f"{root}{made.pk}/draft/competencies/"),
        "all on one page": lambda: visitor.get(f"{root}{made.pk}/draft/all/"),
        "a line saved in place, with preview": lambda: next(saves),
        "all descriptions": lambda: visitor.get(root),
    }
    return measure_calls(calls)


def a_description() -> Document:
    """Six responsibilities with the competencies' sentences as duties, over and over, until there are enough words."""
    content = hiring()
    sentences = itertools.cycle(content.competencies.values())
    groups = [Responsibility(new_id(), one.name, one.key) for one in content.categories[:6]]
    words = 0
    for at in itertools.cycle(range(6)):
        one = next(sentences)
        words += len(one.duty.split())
        duties = (*groups[at].duties, line(one.duty, source=one.key, competency=one.key))
        groups[at] = replace(groups[at], duties=duties)
        if words >= WORDS:
            return Document(title="Peer support worker", setting="court", responsibilities=tuple(groups))
    raise AssertionError


def _saves(visitor: Visitor, path: str, made: Description) -> Iterator[HttpResponseBase]:
    """Reword a line of the function, again and again, as htmx does."""
    key = steady_id("bench")
    groups = made.document.responsibilities
    typed: dict[str, object] = {"responsibilities": [one.id for one in groups], "function": key}
    for one in groups:
        typed |= {f"responsibility-{one.id}": one.name, f"duties-{one.id}": [duty.id for duty in one.duties]}
        typed |= {f"duties-{one.id}-{duty.id}": duty.text for duty in one.duties}
    for n in itertools.count():
        made.refresh_from_db()
        data = {
            **typed,
            "version": str(made.version),
            f"function-{key}": f"Support people as they are: {n}",
        }
        yield visitor.post(path, data, HTTP_HX_REQUEST="true")  # type: ignore[arg-type]
