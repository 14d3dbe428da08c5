"""What the pages of a closed survey's results share: loading them, and the frame with the way between them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.access import Capability, OrganizationRequest, may

from ..models import Survey
from ..reading.results import Results, load_results

PAGES = {
    "results": "Overview",
    "questions": "Questions",
    "differences": "Differences",
    "over-time": "Over time",
    "beside": "Our own record",
    "comments": "Comments",
}
"""The pages by their routes' names."""

MOST_IN_A_PAGE = 4
"""Groups; a heat map with more takes a wider page."""


@dataclass(frozen=True)
class Tab:
    """One of the pages; `current` is the one that is shown."""

    label: str
    url: str
    current: bool


def read_results(survey: Survey) -> Results:
    """What a closed survey shows. Raises Http404 where it was never closed by the action that does it."""
    results = load_results(survey)
    if results is None:
        raise Http404("Nothing has been published yet.")
    return results


def results_page(
    request: OrganizationRequest, results: Results, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """One of PAGES in the frame that all share. Where everything is hidden, the overview alone says why."""
    if results.is_hidden and here != "results":
        return redirect("surveys:results", request.organization.slug, results.survey.pk)
    of = [request.organization.slug, results.survey.pk]
    pages = {} if results.is_hidden else PAGES
    frame = {
        "results": results,
        "survey": results.survey,
        "here": PAGES[here],
        "tabs": [Tab(label, reverse(f"surveys:{name}", args=of), name == here) for name, label in pages.items()],
        "is_wide": here == "questions" and len(results.groups_shown) > MOST_IN_A_PAGE,
        "may_run": may(request.role, Capability.RUN_SURVEYS),
        "may_export": may(request.role, Capability.EXPORT),
    }
    template = f"surveys/results/{here.replace('-', '_')}.html"
    return render(request, template, {**frame, **context}, status=status)
