"""One thing done to several tasks at once, which is undone as one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from organizations.models import User

from ..models import Change, ChangeKind, Plan, Task
from ..planning.schedule import EARLIEST, LATEST
from ..planning.workdays import working_days
from .changing import Edit, change, lock_plan
from .values import due_values, phase_values

MOST_DAYS = 3_650


@dataclass(frozen=True)
class Deed:
    """What to do to each of the tasks: `values` gives a task's new ones, none where it is to stay as it is.

    `told` says it of many ("Set the status to “Done”"), and the history says so too.
    """

    told: str
    values: Callable[[Task], dict[str, Any]]
    kind: ChangeKind = ChangeKind.SEVERAL


@dataclass(frozen=True)
class Outcome:
    """The change, None where nothing changed; how many tasks it changed, and how many there were to change."""

    change: Change | None
    changed: int
    chosen: int


@transaction.atomic
def do_to_several(
    *, plan: Plan, actor: User | None, numbers: Collection[int], deed: Deed, today: date | None = None
) -> Outcome:
    """Do it to the tasks with these numbers that are in the plan now, as one change. Writes tasks and history."""
    locked = lock_plan(plan)
    tasks = list(Task.objects.filter(plan=locked, number__in=list(numbers)).present())
    for task in tasks:
        task.plan = locked
    edits = [Edit(task, values) for task in tasks if (values := deed.values(task))]
    noun = "1 task" if len(edits) == 1 else f"{len(edits):,} tasks"
    made = change(plan=locked, actor=actor, kind=deed.kind, summary=f"{deed.told}: {noun}", edits=edits, today=today)
    return Outcome(made, made.tasks.count() if made else 0, len(tasks))


def moved_by(days: int, plan: Plan) -> Callable[[Task], dict[str, Any]]:
    """A date so many days later (or, with less than 0, earlier), on the next working day in that direction.

    Of tasks that have a date and are not finished; never beyond the dates that a plan can hold.
    """
    is_working = working_days(skips_holidays=plan.skips_holidays)

    def values(task: Task) -> dict[str, Any]:
        if task.due is None or task.is_finished:
            return {}
        return due_values(_shifted(task.due, days, is_working))

    return values


def into_phase(phase: str) -> Callable[[Task], dict[str, Any]]:
    """Another phase, with the date that it has there unless that was set by hand."""
    return lambda task: phase_values(task.plan, task, phase) if task.phase != phase else {}


def _shifted(due: date, days: int, is_working: Callable[[date], bool]) -> date:
    step = timedelta(1 if days > 0 else -1)
    day = due + timedelta(days)
    while EARLIEST < day < LATEST and not is_working(day):
        day += step
    return min(max(day, EARLIEST), LATEST)
