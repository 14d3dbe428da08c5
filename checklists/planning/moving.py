"""Moving the date that all others are counted from: first looked at, then done, and to be undone as one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from organizations.models import User

from ..models import Change, ChangeKind, Plan, Task
from ..working.changing import Edit, change, lock_plan
from .phases import phases_of
from .schedule import Planned, Window, schedule, windows
from .workdays import working_days


class PlanChangedError(Exception):
    """The plan or a task of it changed after the move was looked at. Nothing was moved."""


@dataclass(frozen=True)
class MovedTask:
    task: Task
    before: date | None
    after: date


@dataclass(frozen=True)
class Move:
    """What moving would do. `was` is the anchor now; `kept` are unfinished tasks whose date, set by hand, stays."""

    was: date
    anchor: date
    scheduled_from: date
    windows: dict[str, Window]
    moved: tuple[MovedTask, ...]
    kept: tuple[Task, ...]
    finished: int

    @property
    def seen(self) -> str:
        """A digest of all that the move does, so that a move that was looked at can be told from another one."""
        told = [(one.task.number, one.task.version, one.before, one.after) for one in self.moved]
        kept = [(task.number, task.due) for task in self.kept]
        return hashlib.sha256(repr((self.was, self.anchor, self.scheduled_from, told, kept)).encode()).hexdigest()[:32]

    def overdue(self, today: date) -> tuple[MovedTask, ...]:
        """Those that would be overdue at once."""
        return tuple(one for one in self.moved if one.after < today)


def windows_of(plan: Plan) -> dict[str, Window]:
    """When each phase of a plan is."""
    return windows(phases_of(plan.kind), plan.anchor, plan.scheduled_from)


def look_at_move(
    plan: Plan, tasks: Sequence[Task], anchor: date, *, scheduled_from: date | None = None, by_hand_too: bool = False
) -> Move:
    """What a move to `anchor` would do to the tasks of a plan. Pure.

    With `scheduled_from` what is left is spread anew from that day on; with `by_hand_too` dates set by hand move by as
    many days as the anchor. Raises ValueError for dates that no plan can hold.
    """
    begin = scheduled_from or plan.scheduled_from
    found = windows(phases_of(plan.kind), anchor, begin)
    shift = (anchor - plan.anchor).days if by_hand_too else None
    planned = [Planned(t.number, t.phase, t.place, t.due, t.due_by_hand, t.is_finished) for t in tasks]
    new = schedule(planned, found, working_days(skips_holidays=plan.skips_holidays), shift=shift)
    return Move(
        was=plan.anchor,
        anchor=anchor,
        scheduled_from=begin,
        windows=found,
        moved=tuple(MovedTask(task, task.due, new[task.number]) for task in tasks if task.number in new),
        kept=tuple(t for t in tasks if t.due_by_hand and t.due and not t.is_finished and t.number not in new),
        finished=sum(1 for task in tasks if task.is_finished),
    )


@transaction.atomic
def move_plan(
    *,
    plan: Plan,
    actor: User | None,
    anchor: date,
    scheduled_from: date | None = None,
    by_hand_too: bool = False,
    seen: str | None = None,
) -> Change | None:
    """Move a plan's anchor and with it the dates of unfinished tasks, as one change. None where nothing changes.

    With `seen`, what `Move.seen` was when it was looked at: raises PlanChangedError where it would be another by now.
    """
    locked = lock_plan(plan)
    tasks = list(Task.objects.filter(plan=locked).present())
    move = look_at_move(locked, tasks, anchor, scheduled_from=scheduled_from, by_hand_too=by_hand_too)
    if seen is not None and seen != move.seen:
        raise PlanChangedError
    told = f"Moved “{locked.anchor_label}” from {locked.anchor:%B %-d, %Y} to {anchor:%B %-d, %Y}"
    return change(
        plan=locked,
        actor=actor,
        kind=ChangeKind.MOVED,
        summary=told if anchor != locked.anchor else "Spread the tasks anew",
        edits=[Edit(one.task, {"due": one.after}) for one in move.moved],
        plan_values={"anchor": anchor, "scheduled_from": move.scheduled_from},
    )
