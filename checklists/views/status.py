"""The status of one task, changed where it stands in a list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..models import Status, Task
from ..working.reading import next_steps, read_plan
from ..working.saving import Saved, save_task
from ..working.status_form import StatusForm
from .finding import part_of, task_to_work
from .plan import phase_counts, progress_of_lines
from .refusing import changes_plans
from .rows import as_read, rows_of
from .tabs import tabs
from .undoing import came_from, safe_next, tell_done

LONGEST_TOLD = 80
"""Letters of a title that the message repeats."""


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Ask for a status, and with POST set it. In place only this row, and what depends on it, is sent back."""
    task = task_to_work(request, plan, number, even_taken_out=True)
    if task.is_removed:
        return _ask(request, task, 409, is_gone=True)
    if request.method != "POST":
        return _ask(request, task, form=StatusForm(task=task))
    form, version = StatusForm(request.POST, task=task), _version(request)
    if not form.is_valid():
        return _ask(request, task, 422, form=form, version=version)
    label = Status(form.cleaned_data["status"]).label
    told = f"Set “{task.title[:200]}” to “{label}”"
    saved = save_task(task=task, version=version, actor=request.user, values=form.values(), summary=told)
    if saved.conflicts:
        return _ask(request, saved.task, 409, form=form, is_conflict=True)
    if saved.change:
        tell_done(request, saved.change, f"Set “{Truncator(task.title).chars(LONGEST_TOLD)}” to “{label}”.")
    if request.htmx:  # type: ignore[attr-defined]
        return _row(request, saved)
    back = safe_next(request, reverse("checklists:plan", args=[request.organization.slug, plan]))
    return redirect(f"{back.partition('#')[0]}#task-{number}")


def _version(request: OrganizationRequest) -> int:
    """The version from which the button or form was made; 0, before everything, where it is not said."""
    return whole_number(request.GET.get("version") or request.POST.get("version"))


def _ask(request: OrganizationRequest, task: Task, status: int = 200, **context: Any) -> HttpResponse:
    """The question for a status: in place below the row, or as a page of its own."""
    shown: dict[str, Any] = {
        "tabs": tabs(request, part_of(task.plan)),
        "plan": task.plan,
        "task": task,
        "current": "",
        "may_work": True,
        "form": None,
        "version": task.version,
        "is_conflict": False,
        "is_gone": False,
        "statuses": Status.choices,
        "next": safe_next(request, came_from(request)),
        "in_place": bool(request.htmx),  # type: ignore[attr-defined]
    }
    template = "_status_form.html" if shown["in_place"] else "status.html"
    response = render(request, f"checklists/plan/{template}", shown | context, status=status)
    if shown["in_place"]:
        # A button of the row asks for the whole row to be replaced; a question belongs below it.
        response["HX-Retarget"], response["HX-Reswap"] = f"#drawer-{task.number}", "innerHTML"
    return response


def _row(request: OrganizationRequest, saved: Saved) -> HttpResponse:
    """The row; and outside of it those that wait for it, how far plan and phase are, what is next, and the message."""
    plan, today = saved.task.plan, timezone.localdate()
    plan.organization = request.organization
    lines = read_plan(plan)
    everything = {line.number: line for line in lines}
    waiting = [line for line in lines if saved.task.number in line.needs]
    rows = rows_of([everything[saved.task.number], *waiting], plan, everything, today=today, may_work=True)
    context = {
        "plan": plan,
        "row": rows[0],
        "waiting": rows[1:],
        "far": progress_of_lines(lines, today),
        "phase": saved.task.phase,
        "phase_counts": phase_counts(lines, saved.task.phase),
        "next": [as_read(row) for row in rows_of(next_steps(lines), plan, everything, today=today, may_work=False)],
    }
    return render(request, "checklists/plan/_changed.html", context)
