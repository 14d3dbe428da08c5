"""Saving a form about a task, with what only the plan as a whole can say; and putting an earlier state back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from organizations.models import User

from ..models import Change, ChangeKind, OwnerKind, Status, Task
from ..planning.phases import phases_of
from .changing import Edit, Values, all_needs, change, from_json, lock_plan, restore
from .dependencies import circle
from .merging import Conflict
from .saving import Saved, save_task

GROUPS = {
    "title": ("What is to be done", ("title",)),
    "detail": ("In more words", ("detail",)),
    "phase": ("Phase", ("phase", "place")),
    "status": ("Status", ("status", "reason")),
    "owner": ("Who does it", ("owner_kind", "owner_id", "owner_name")),
    "due": ("Due", ("due", "due_by_hand")),
    "notes": ("Notes", ("notes",)),
    "needs": ("Waits for", ("needs",)),
}
"""What a form asks in one: its name, its label, and the fields of a task that it says."""


class CircleError(ValueError):
    """A task would wait for itself. `way` are the numbers on the way round, first and last the same."""

    def __init__(self, way: Sequence[int]) -> None:
        super().__init__(way)
        self.way = way


class ChangedSinceError(ValueError):
    """Somebody changed the task since it was looked at."""


@transaction.atomic
def save_edit(*, task: Task, version: int, actor: User | None, values: Values) -> Saved:
    """Save what was changed in a form made from a version (saving.save_task). Raises CircleError."""
    plan = lock_plan(task.plan)
    if values.get("needs"):
        way = circle(all_needs(plan), task.number, values["needs"])
        if way:
            raise CircleError(way)
    return save_task(task=task, version=version, actor=actor, values=values)


@transaction.atomic
def put_back(*, task: Task, version: int, seen: int, actor: User | None) -> Change | None:
    """Make a task again what it was at a version, as long as nobody changed it since it was `seen`.

    Raises ChangedSinceError.
    """
    lock_plan(task.plan)
    now = Task.objects.select_related("plan").get(pk=task.pk)
    if now.version != seen:
        raise ChangedSinceError
    return restore(task=now, version=version, actor=actor)


@transaction.atomic
def bring_back(*, task: Task, actor: User | None) -> tuple[Change | None, list[int]]:
    """Put a task back that was taken out, without what would have it wait for itself: those numbers come back too."""
    plan = lock_plan(task.plan)
    now, needs = Task.objects.get(pk=task.pk), all_needs(plan)
    dropped = [number for number in now.needs if circle(needs, now.number, [number])]
    values: dict[str, Any] = {"is_removed": False}
    if dropped:
        values["needs"] = [number for number in now.needs if number not in dropped]
    summary = f"Brought back “{now.title}”"
    made = change(plan=plan, actor=actor, kind=ChangeKind.EDITED, summary=summary, edits=[Edit(now, values)])
    return made, dropped


@dataclass(frozen=True)
class Clash:
    """Something that two people said differently, in words."""

    name: str
    label: str
    theirs: str
    mine: str


def clashes(
    conflicts: Sequence[Conflict], now: Values, mine: Values, kind: str, titles: Mapping[int, str]
) -> list[Clash]:
    """Conflicts as a form asks for them. `now` and `mine` are values as JSON has them, mine only those changed."""
    names = {conflict.name for conflict in conflicts}
    both = {**now, **mine}
    return [
        Clash(name, label, in_words(name, now, kind, titles), in_words(name, both, kind, titles))
        for name, (label, fields) in GROUPS.items()
        if names & set(fields)
    ]


def in_words(name: str, values: Values, kind: str, titles: Mapping[int, str]) -> str:
    """What a task's values (as JSON has them) say where the form asks for `name`."""
    said: Any = values.get(name)
    if name == "phase":
        return next((phase.title for phase in phases_of(kind) if phase.slug == said), str(said))
    if name == "status":
        return ": ".join(filter(None, (Status(said).label, values["reason"])))
    if name == "owner":
        return values["owner_name"] or OwnerKind.NOBODY.label
    if name == "due":
        return day_in_words(from_json("due", said)) + ("" if values["due_by_hand"] else ", as the plan gives it")
    if name == "needs":
        return "; ".join(titles.get(number, f"task {number}") for number in said)
    return str(said or "")


def day_in_words(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "No date"
