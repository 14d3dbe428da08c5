"""Adding a toolkit's task, or a whole list of them, to a plan from wherever it is read."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from organizations.access import Capability, OrganizationRequest, requires
from toolkits.models import CollectionKind, Entry

from ..models import Change, Plan, PlanKind, Task
from ..planning.adding import TooManyTasksError, add_tasks
from ..planning.called_for import add_called_for
from ..planning.listing import tasks_of_lists
from ..planning.phases import BY_COLLECTION
from .refusing import changes_plans
from .undoing import safe_next, tell_done


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def add(request: OrganizationRequest) -> HttpResponse:
    """Add the task `entry`, or the tasks of `list`, to `plan`, or to the only one there is; then go to `next`."""
    entry, listed = request.POST.get("entry", ""), request.POST.get("list", "")
    tasks = Entry.objects.filter(collection__kind=CollectionKind.CHECKLIST)
    if listed in BY_COLLECTION and BY_COLLECTION[listed].kind == PlanKind.PROGRAM:
        entry = ""
    elif not tasks.of_key(entry).exists():
        raise Http404("There is no such task.")
    plan = _plan(request)
    back = safe_next(request, reverse("checklists:index", args=[request.organization.slug]))
    if plan is None:
        messages.info(request, "First there has to be a plan. Make one, then add the task.")
        new = reverse("checklists:new", args=[request.organization.slug])
        return redirect(f"{new}?{urlencode({'list': listed or entry.partition('/')[0]})}")
    try:
        change, added = (
            add_called_for(plan=plan, actor=request.user, entries=[entry], organization=request.organization)
            if entry
            else _add_list(request, plan, listed)
        )
    except TooManyTasksError as refused:
        messages.error(request, f"{refused} Nothing was added. Take out what is not needed first.")
        return redirect(back)
    _tell(request, plan, change, added)
    return redirect(back)


def _plan(request: OrganizationRequest) -> Plan | None:
    """The plan that was chosen; without a choice the one that is due next. None where there is none to add to."""
    plans = Plan.objects.for_organization(request.organization).programs().current()
    wanted = request.POST.get("plan", "")
    if not wanted:
        return plans.order_by("anchor", "pk").first()
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        raise Http404("There is no such plan.")
    return get_object_or_404(plans, pk=int(wanted))


def _add_list(request: OrganizationRequest, plan: Plan, listed: str) -> tuple[Change | None, list[Task]]:
    return add_tasks(plan=plan, actor=request.user, tasks=tasks_of_lists([listed], plan.kind))


def _tell(request: OrganizationRequest, plan: Plan, change: Change | None, added: Sequence[Task]) -> None:
    slug = request.organization.slug
    if not added:
        messages.info(request, f"“{plan.name}” has this already.")
    elif len(added) == 1:
        url = reverse("checklists:task", args=[slug, plan.pk, added[0].number])
        text = format_html("“{}” is in the plan. <a href='{}'>Give it an owner</a>.", added[0].title, url)
        tell_done(request, change, text)
    else:
        url = reverse("checklists:plan", args=[slug, plan.pk])
        text = format_html("{} tasks are in the plan. <a href='{}'>Look at “{}”</a>.", len(added), url, plan.name)
        tell_done(request, change, text)
