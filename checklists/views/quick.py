"""A task of one's own, added without leaving the page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations.access import Capability, OrganizationRequest, requires

from ..models import Plan, Task
from ..planning.adding import TooManyTasksError, add_own_task
from ..working.filtering import wanted_of
from ..working.quick_form import QuickForm
from .finding import plan_to_work
from .plan import members_of, phase_counts, sheet_of, show_plan
from .refusing import changes_plans
from .rows import Row, rows_of
from .undoing import tell_done


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def quick(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Add a task. In place it comes where it belongs in the list, and the form is empty again."""
    found = plan_to_work(request, plan)
    members = members_of(request)
    form = QuickForm(request.POST, plan=found, members=members)
    if not form.is_valid():
        return _again(request, found, form)
    try:
        change, task, is_new = add_own_task(
            plan=found, actor=request.user, task=form.task(), today=timezone.localdate()
        )
    except TooManyTasksError as refused:
        form.add_error(None, f"{refused} Take out some that are not needed first.")
        return _again(request, found, form)
    tell_done(request, change, f"Added “{task.title}”.")
    if not request.htmx:  # type: ignore[attr-defined]
        address = reverse("checklists:plan", args=[request.organization.slug, found.pk])
        return redirect(f"{address}{wanted_of(request.GET).query()}#task-{task.number}")
    return _added(request, found, task, QuickForm(plan=found, members=members, phase=task.phase), is_new=is_new)


def _again(request: OrganizationRequest, plan: Plan, form: QuickForm) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        context = {
            "plan": plan,
            "quick": form,
            "query": wanted_of(request.GET).query(),
            "in_place": True,
            "focus": True,
        }
        return render(request, "checklists/plan/_quick.html", context, status=422)
    return show_plan(request, plan, quick=form)


def _added(request: OrganizationRequest, plan: Plan, task: Task, form: QuickForm, *, is_new: bool) -> HttpResponse:
    """The new row, behind the one before which it stands in its phase, also where a filter would leave it out."""
    sheet = sheet_of(request, plan)
    everything = {line.number: line for line in sheet.lines}
    line = everything[task.number]
    shown = {one.number for one in sheet.found}
    before = [
        one.number
        for one in sheet.lines
        if one.phase == line.phase and one.number in shown and one.in_order < line.in_order
    ]
    row: Row = rows_of([line], plan, everything, today=timezone.localdate(), may_work=True)[0]
    context = {
        "plan": plan,
        "quick": form,
        "query": sheet.wanted.query(),
        "in_place": True,
        "focus": True,
        "row": row if is_new else None,
        "line": line,
        "phase_counts": phase_counts(sheet.lines, line.phase),
        "after": before[-1] if before else None,
        "sheet": sheet,
    }
    return render(request, "checklists/plan/_added.html", context)
