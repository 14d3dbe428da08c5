"""New values of a task's fields, as `saving.save_task` and `changing.change` take them, for what people do to tasks."""

from datetime import date
from typing import Any

from organizations.models import Membership

from ..models import OwnerKind, Plan, Task
from ..planning.moving import windows_of
from ..planning.schedule import due_date
from ..planning.workdays import working_days


def owner_values(member: Membership | None = None, outside: str = "") -> dict[str, Any]:
    """A member, or the name of somebody outside, or nobody."""
    if member:
        return {"owner_kind": OwnerKind.MEMBER, "owner_id": member.pk, "owner_name": str(member.user)[:150]}
    kind = OwnerKind.OUTSIDE if outside else OwnerKind.NOBODY
    return {"owner_kind": kind, "owner_id": None, "owner_name": outside}


def due_values(due: date | None) -> dict[str, Any]:
    """A date that somebody sets, or none; either way the plan leaves it alone from now on."""
    return {"due": due, "due_by_hand": True}


def planned_values(plan: Plan, task: Task) -> dict[str, Any]:
    """The date that the plan gives a task, in place of one that was set by hand."""
    return {"due": _planned(plan, task.phase, task.place), "due_by_hand": False}


def phase_values(plan: Plan, task: Task, phase: str, place: int = 500) -> dict[str, Any]:
    """Another phase, and the date in it, unless the date was set by hand. `phase` is one of the plan's."""
    values: dict[str, Any] = {"phase": phase, "place": place}
    return values if task.due_by_hand else {**values, "due": _planned(plan, phase, place), "due_by_hand": False}


def status_values(status: str, reason: str = "") -> dict[str, Any]:
    """A status; the reason says why a task is not needed, or what it waits for."""
    return {"status": status, "reason": reason}


def _planned(plan: Plan, phase: str, place: int) -> date:
    return due_date(windows_of(plan)[phase], place, working_days(skips_holidays=plan.skips_holidays))
