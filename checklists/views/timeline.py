"""A plan along time, as a chart and as a table."""

from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..planning.moving import windows_of
from ..planning.timeline import span_of
from ..working.entries import Entry
from ..working.reading import read_plan
from .finding import find_plan, may_work_on, part_of
from .plan import progress_of_lines
from .rows import addresses_of
from .tabs import tabs

MOST_KEPT = 4_000
"""Lines of tables that are kept in a process, of 700 bytes each."""


@requires(Capability.READ)
@require_safe
def timeline(request: OrganizationRequest, plan: int) -> HttpResponse:
    """The phases as bands, today, the plan's date, and each task where it is due."""
    found, today = find_plan(request, plan), timezone.localdate()
    lines = read_plan(found)
    span = span_of(found, lines, windows_of(found), today)
    addresses = addresses_of(request.organization.slug, found.pk)

    def rows(entries: tuple[Entry, ...]) -> SafeString:
        made = (line_html(one, addresses.task(one.number)) for one in entries)
        return mark_safe("".join(made))  # noqa: S308 - joined of what templates have rendered

    context = {
        "tabs": tabs(request, part_of(found)),
        "plan": found,
        "current": "timeline",
        "may_work": may_work_on(request, found),
        "span": span,
        "phases": [(phase, rows(phase.entries)) for phase in span.phases],
        "progress": progress_of_lines(lines, today),
    }
    return render(request, "checklists/timeline/timeline.html", context)


@lru_cache(maxsize=MOST_KEPT)
def line_html(one: Entry, url: str) -> SafeString:
    """A task's line of the table, rendered once for as long as it says the same."""
    return render_to_string("checklists/timeline/_line.html", {"one": one, "url": url})
