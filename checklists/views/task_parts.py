"""The parts of a task that change one by one: steps, links, its history, and whether it is in the plan."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..models import ChangeKind, Task
from ..working import steps as lists
from ..working.changing import Edit, change
from ..working.editing import ChangedSinceError, put_back
from ..working.editing import bring_back as put_it_back
from ..working.evidence import LinkForm
from ..working.forms import StepForm
from ..working.history import Names, lines_of
from .finding import find_task, may_work_on, part_of, task_to_work
from .refusing import changes_plans
from .tabs import tabs
from .task import to_task
from .task_page import show, steps_of
from .undoing import tell_done

MOST_SHOWN = 200
Make = Callable[[list[Any]], list[Any]]


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def steps(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Change one step: the name of the pressed button says what to do, its value to which."""
    found = task_to_work(request, plan, number)
    form = StepForm(request.POST, auto_id="step_%s")
    make = _step_change(request, form)
    if make is None:
        return _steps(request, found, 422, step_form=form)
    try:
        changed = lists.change_list(
            task=found, field="steps", actor=request.user, make=make, summary=f"Changed the steps of “{found.title}”"
        )
    except lists.ThereAlreadyError:
        form.add_error("text", "There is a step in these words already.")
    except lists.TooManyError:
        form.add_error("text", f"A task has {lists.MOST_STEPS} steps at most. Make a task of some of them.")
    except lists.GoneError:
        form.add_error(
            None, "Somebody changed this step meanwhile, so nothing was saved. Here are the steps as they stand now."
        )
        return _steps(request, find_task(request, plan, number), 409, step_form=form)
    else:
        return _steps(request, changed, 200)
    return _steps(request, found, 422, step_form=form)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def links(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Add a link to what shows that the task is done, or take one out."""
    found = task_to_work(request, plan, number)
    summary = f"Changed the links of “{found.title}”"
    apply = partial(lists.change_list, task=found, field="evidence", actor=request.user, summary=summary)
    if "remove" in request.POST:
        apply(make=lambda there: lists.remove_link(there, request.POST["remove"]))
        return to_task(request, found, "#links")
    form = LinkForm(request.POST, auto_id="link_%s")
    if not form.is_valid():
        return show(request, found, 422, link_form=form)
    try:
        apply(make=lambda there: lists.add_link(there, form.link()))
    except lists.TooManyError:
        form.add_error("url", f"A task has {lists.MOST_LINKS} links at most. Take one out first.")
        return show(request, found, 422, link_form=form)
    return to_task(request, found, "#links")


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def take_out(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Take a task out of the plan. It stays, so that this can be undone."""
    found = task_to_work(request, plan, number, even_taken_out=True)
    made = change(
        plan=found.plan,
        actor=request.user,
        kind=ChangeKind.REMOVED,
        summary=f"Took out “{found.title}”",
        edits=[Edit(found, {"is_removed": True})],
    )
    tell_done(request, made, f"“{found.title}” is out of the plan.")
    return redirect("checklists:plan", request.organization.slug, found.plan_id)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def bring_back(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Put a task back that was taken out."""
    found = task_to_work(request, plan, number, even_taken_out=True)
    made, dropped = put_it_back(task=found, actor=request.user)
    tell_done(request, made, "The task is in the plan again.")
    if dropped:
        titles = found.plan.tasks.filter(number__in=dropped).order_by("number").values_list("title", flat=True)
        said = ", ".join(f"“{title}”" for title in titles)
        messages.warning(request, f"It no longer waits for {said}: that waits for this task by now.")
    return to_task(request, found)


@requires(Capability.READ)
@require_safe
def history(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Everything that was done to a task, the latest first."""
    return _history(request, find_task(request, plan, number))


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def restore(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Make the task again what it was at a version, unless somebody changed it since this was looked at."""
    found = task_to_work(request, plan, number, even_taken_out=True)
    version, seen = (whole_number(request.POST.get(name)) for name in ("version", "seen"))
    if not 1 <= version <= found.version:
        messages.error(request, "There is no such state of this task.")
        return _history(request, found, 422)
    try:
        made = put_back(task=found, version=version, seen=seen, actor=request.user)
    except ChangedSinceError:
        messages.warning(request, "Somebody changed this task meanwhile, so nothing was put back. Here is what it was.")
        return _history(request, find_task(request, plan, number), 409)
    tell_done(request, made, "The earlier state is back." if made else "The task is in that state already.")
    return to_task(request, found)


def _step_change(request: OrganizationRequest, form: StepForm) -> Make | None:
    """What the pressed button does to the steps; None where something is missing."""
    posted = request.POST
    for name in ("tick", "untick"):
        if name in posted:
            return partial(lists.tick, text=posted[name], done=name == "tick")
    for name, by in (("up", -1), ("down", 1)):
        if name in posted:
            return partial(lists.move, text=posted[name], by=by)
    if "remove" in posted:
        return partial(lists.remove, text=posted["remove"])
    if not form.is_valid():
        return None
    if "was" in posted:
        return partial(lists.reword, was=posted["was"], text=form.cleaned_data["text"])
    return partial(lists.add, text=form.cleaned_data["text"])


def _steps(request: OrganizationRequest, task: Task, status: int, **typed: Any) -> HttpResponse:
    """The list alone where it is changed in place, else the page."""
    if request.htmx:  # type: ignore[attr-defined]
        context = {**steps_of(task), "may_work": True, "organization": request.organization.slug, **typed}
        return render(request, "checklists/task/_steps.html", context, status=status)
    return to_task(request, task, "#steps") if status == 200 else show(request, task, status, **typed)


def _history(request: OrganizationRequest, task: Task, status: int = 200) -> HttpResponse:
    rows = list(task.changes.select_related("change")[: MOST_SHOWN + 1])
    names = Names(dict(task.plan.tasks.values_list("number", "title")))
    context = {
        "tabs": tabs(request, part_of(task.plan)),
        "plan": task.plan,
        "task": task,
        "rows": [(row, lines_of(row, names)) for row in rows[:MOST_SHOWN]],
        "has_more": len(rows) > MOST_SHOWN,
        "may_work": may_work_on(request, task.plan),
    }
    return render(request, "checklists/task/history.html", context, status=status)
