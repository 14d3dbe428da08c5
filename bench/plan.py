"""The page of a plan at several sizes, and a status set in place, beside a bare view."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.http import HttpResponseBase
from django.utils import timezone

from checklists.models import Plan, Task
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.making import make_plan
from checklists.planning.phases import PROGRAM
from checklists.views.rows import row_html
from checklists.working.changing import Edit, change
from checklists.working.values import owner_values
from organizations.models import Membership, Organization, User

from .measuring import Measured, measure_calls
from .pages import Visitor

SIZES = (20, 200, 1_000)
WORDS = "Agree with the county on how peer workers are supervised, and write down who does it and when it is looked at"


def measure(organization: Organization, user: User) -> list[Measured]:
    """Pages as somebody who works the plan sees them. "anew" renders each row, as the first visit of a day does."""
    visitor = Visitor(user)
    plans = {size: plan_of(organization, user, size) for size in SIZES}
    root = f"/o/{organization.slug}/plan/"
    calls: dict[str, Callable[[], HttpResponseBase]] = {"bare view": lambda: visitor.get("/bare/")}
    for size, plan in plans.items():
        calls[f"plan of {size:,} tasks"] = lambda plan=plan: visitor.get(f"{root}{plan.pk}/")  # type: ignore[misc]
    middle = plans[200]
    sets = _statuses(visitor, f"{root}{middle.pk}/", middle)
    calls["a search in 200 tasks"] = lambda: visitor.get(f"{root}{middle.pk}/?q=county+17&show=open")
    calls["a status set in place, of 200"] = lambda: next(sets)
    calls["my tasks"] = lambda: visitor.get(f"{root}mine/")
    anew = {"bare view": calls["bare view"], "plan of 200 tasks, anew": lambda: _anew(visitor, f"{root}{middle.pk}/")}
    return [*measure_calls(calls), *measure_calls(anew)[1:]]


def plan_of(organization: Organization, user: User, size: int) -> Plan:
    """A plan with so many tasks in all phases, a third of them with an owner, every seventh waiting for another."""
    today = timezone.localdate()
    plan = make_plan(organization=organization, actor=user, name=f"{size} tasks", anchor=today + timedelta(200))
    new = [
        NewTask(
            title=f"{WORDS} ({n})", phase=PROGRAM[n % 4].slug, place=n * 999 // size, detail=WORDS * 3, key=f"own/{n}"
        )
        for n in range(size)
    ]
    _, tasks = add_tasks(plan=plan, actor=user, tasks=new)
    member = Membership.objects.get(organization=organization, user=user)
    edits = [Edit(task, owner_values(member)) for task in tasks[::3]]
    edits += [Edit(task, {"needs": [task.number - 1]}) for task in tasks[7::7] if task not in tasks[::3]]
    change(plan=plan, actor=user, kind="several", summary="Prepared", edits=edits)  # type: ignore[arg-type]
    return plan


def _anew(visitor: Visitor, path: str) -> HttpResponseBase:
    row_html.cache_clear()
    return visitor.get(path)


def _statuses(visitor: Visitor, path: str, plan: Plan) -> Iterator[HttpResponseBase]:
    """Set one task to done and back, again and again, as htmx does."""
    task = Task.objects.filter(plan=plan).present().order_by("number")[0]
    for status in itertools.cycle(("done", "not-started")):
        task.refresh_from_db()
        yield visitor.post(
            f"{path}tasks/{task.number}/status/?version={task.version}", {"status": status}, HTTP_HX_REQUEST="true"
        )
