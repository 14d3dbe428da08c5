"""A plan as a calendar, a month a page."""

from datetime import timedelta

from django.db.models import Count, Max, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..planning.workdays import holiday_names
from ..working.entries import entry
from ..working.months import WEEKDAYS, address, following, month_of, parse_month
from ..working.reading import read_lines
from .finding import find_plan, may_work_on, part_of
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def calendar(request: OrganizationRequest, plan: int) -> HttpResponse:
    """The month that `?month=2027-03` asks for, else today's."""
    found, today = find_plan(request, plan), timezone.localdate()
    first = parse_month(request.GET.get("month", ""), today)
    end = following(first)
    tasks = found.tasks.present()
    due = read_lines(tasks.filter(due__gte=first, due__lte=end - timedelta(1)))
    month = month_of(
        first,
        (entry(line, today) for line in due),
        today=today,
        holidays=holiday_names(first.year),
        anchor=found.anchor,
        anchor_label=found.anchor_label,
    )
    around = tasks.aggregate(
        before=Max("due", filter=Q(due__lt=first)),
        after=Min("due", filter=Q(due__gte=end)),
        undated=Count("pk", filter=Q(due=None)),
    )
    context = {
        "tabs": tabs(request, part_of(found)),
        "plan": found,
        "current": "calendar",
        "may_work": may_work_on(request, found),
        "month": month,
        "weekdays": WEEKDAYS,
        "today": today,
        "this_month": address(today),
        "nearest": [(day, address(day)) for day in (around["before"], around["after"]) if day],
        "undated": around["undated"],
    }
    return render(request, "checklists/calendar/calendar.html", context)
