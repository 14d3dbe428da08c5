"""What I have to do over all plans, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..models import Task
from ..working.reading import Line, read_lines
from .finding import readable_plans
from .plan import own_membership
from .rows import row_of_mine, rows_html
from .tabs import tabs

FINISHED_DAYS = 30
WHENS = (
    ("overdue", "Overdue"),
    ("week", "This week"),
    ("fortnight", "The next two weeks"),
    ("later", "Later"),
    ("undated", "Without a date"),
)


@dataclass(frozen=True)
class When:
    """My tasks of one stretch of time."""

    slug: str
    title: str
    count: int
    html: SafeString


@requires(Capability.READ)
@require_safe
def mine(request: OrganizationRequest) -> HttpResponse:
    """My open tasks over all plans that I may read, and what I finished lately. A visitor of the demo has none."""
    today, me = timezone.localdate(), own_membership(request)
    plans = dict(readable_plans(request).current().values_list("pk", "name"))
    since = today - timedelta(FINISHED_DAYS)
    tasks = Task.objects.for_organization(request.organization).present().filter(owner=me, plan__in=plans)
    lines = read_lines(tasks) if me else []
    finished = [line for line in lines if line.is_finished and line.finished_on and line.finished_on >= since]
    context = {
        "tabs": tabs(request, "plans"),
        "whens": _whens(request, [line for line in lines if not line.is_finished], plans, today),
        "finished": _when(request, "finished", "Finished in the last 30 days", finished[::-1], plans, today),
        "here": request.get_full_path(),
        "may_work": may(request.role, Capability.WORK_PLAN),
        "has_plans": bool(plans),
    }
    return render(request, "checklists/mine.html", context)


def when_of(due: date | None, today: date) -> str:
    """Which of WHENS a date is in. A week ends on Sunday."""
    if due is None:
        return "undated"
    if due < today:
        return "overdue"
    sunday = today + timedelta(6 - today.weekday())
    if due <= sunday:
        return "week"
    return "fortnight" if due <= sunday + timedelta(14) else "later"


def _whens(request: OrganizationRequest, lines: Sequence[Line], plans: dict[int, str], today: date) -> list[When]:
    by_when: dict[str, list[Line]] = {}
    for line in lines:
        by_when.setdefault(when_of(line.due, today), []).append(line)
    return [_when(request, slug, title, by_when[slug], plans, today) for slug, title in WHENS if slug in by_when]


def _when(
    request: OrganizationRequest, slug: str, title: str, lines: Sequence[Line], plans: dict[int, str], today: date
) -> When:
    may_work = may(request.role, Capability.WORK_PLAN)
    organization = request.organization.slug
    rows = [row_of_mine(line, organization, plans[line.plan], today=today, may_work=may_work) for line in lines]
    return When(slug, title, len(rows), rows_html(rows))
