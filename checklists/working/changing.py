"""The one place where tasks change. Each change locks the plan, raises versions, and writes down what was before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from organizations.models import Membership, User

from ..models import Change, ChangeKind, Plan, Task, TaskChange
from ..models.task import FINISHED
from .dependencies import circle
from .merging import TOGETHER
from .refusing import PutAwayError

FIELDS = (
    "title",
    "detail",
    "phase",
    "place",
    "due",
    "due_by_hand",
    "status",
    "reason",
    "finished_on",
    "owner_kind",
    "owner_id",
    "owner_name",
    "notes",
    "steps",
    "evidence",
    "needs",
    "is_removed",
)
"""What of a task changes, and is kept before and after."""
PLAN_FIELDS = ("name", "anchor", "anchor_kind", "scheduled_from", "skips_holidays", "reminder_days")
TOLD_CALENDARS = {"title", "detail", "due", "status", "owner_name", "is_removed"}
DATES = {"due", "finished_on", "anchor", "scheduled_from"}
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """New values of a task's fields (FIELDS), as Python has them."""

    task: Task
    values: Values


def lock_plan(plan: Plan, *, even_put_away: bool = False) -> Plan:
    """The plan as it stands now, and nobody else changes it or its tasks until this transaction ends.

    Raises Http404 where it was deleted meanwhile, PutAwayError where it is not to be changed any more.
    """
    found = Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).first()
    if found is None:
        raise Http404("Deleted meanwhile.")
    if found.archived_at and not even_put_away:
        raise PutAwayError(found)
    return found


def members_there(named: Collection[int]) -> set[int]:
    """Those of these memberships that have not ended, and none of them ends until this transaction does.

    Only behind the plan's lock and before tasks are written: who leaves locks the membership and then the tasks too.
    """
    if not named:
        return set()
    found = Membership.objects.select_for_update(no_key=True).filter(pk__in=named).order_by("pk")
    return set(found.values_list("pk", flat=True))


def all_needs(plan: Plan) -> dict[int, list[int]]:
    """What waits for what in a plan, with the tasks that were taken out: they can come back. One query."""
    return dict(Task.objects.filter(plan=plan).values_list("number", "needs"))


def fresh_tasks(plan: Plan, tasks: Iterable[Task]) -> dict[int, Task]:
    """The tasks as they stand now, by their keys. Only behind the plan's lock."""
    return Task.objects.filter(plan=plan).in_bulk([task.pk for task in tasks])


@transaction.atomic
def change(
    *,
    plan: Plan,
    actor: User | None,
    kind: ChangeKind,
    summary: str,
    edits: Sequence[Edit] = (),
    plan_values: Values | None = None,
    today: date | None = None,
) -> Change | None:
    """Change tasks of a plan, and the plan itself, as one thing that can be undone as one. None where nothing changes.

    Finishing a task dates it by itself. Writes Task, Plan, Change and TaskChange, many tasks in batches.
    """
    locked = lock_plan(plan)
    current = fresh_tasks(locked, (edit.task for edit in edits))
    edits = _without_owners_who_left(edits)
    rows = []
    for edit in edits:
        task = current.get(edit.task.pk)
        if task is None:
            continue
        new = {
            name: value for name, value in _complete(task, edit.values, today).items() if _differs(task, name, value)
        }
        if new:
            rows.append(_apply(task, new))
    plan_new = {name: value for name, value in (plan_values or {}).items() if getattr(locked, name) != value}
    if not rows and not plan_new:
        return None
    made = Change(plan=locked, kind=kind, summary=summary[:300], by_name=str(actor)[:150] if actor else "")
    if plan_new:
        made.plan_before = {name: as_json(name, getattr(locked, name)) for name in plan_new}
        made.plan_after = {name: as_json(name, value) for name, value in plan_new.items()}
        for name, value in plan_new.items():
            setattr(locked, name, value)
        locked.version += 1
        locked.save(update_fields=[*plan_new, "version"])
    made.save()
    for row in rows:
        row.change = made
    changed = [row.task for row in rows]
    names = {name.removesuffix("_id") for row in rows for name in row.after}
    Task.objects.bulk_update(changed, [*sorted(names), "version", "sequence", "changed_at"], batch_size=200)
    TaskChange.objects.bulk_create(rows, batch_size=200)
    return made


def values_of(task: Task) -> dict[str, Any]:
    """All fields of a task as JSON has them."""
    return {name: as_json(name, getattr(task, name)) for name in FIELDS}


def values_at(task: Task, version: int) -> dict[str, Any]:
    """What the fields were at an earlier version, as JSON has them. One query."""
    values = values_of(task)
    for row in TaskChange.objects.filter(task=task, version__gt=version).order_by("-version"):
        values.update(row.before)
    return values


def as_json(name: str, value: Any) -> Any:
    """A field's value as it is kept in a change."""
    return value.isoformat() if name in DATES and value is not None else value


def from_json(name: str, value: Any) -> Any:
    """The other way round."""
    return date.fromisoformat(value) if name in DATES and value is not None else value


@dataclass
class Undone:
    """What undoing did. `left` are tasks of which something stayed as it is, because it was changed again since."""

    change: Change | None
    left: list[Task] = field(default_factory=list)


@transaction.atomic
def undo(*, change_made: Change, actor: User | None, today: date | None = None) -> Undone:
    """Take a change back: each field that still is what the change made of it becomes again what it was.

    Fields that say one thing together (merging.TOGETHER) go back together, or stay.
    """
    plan = lock_plan(change_made.plan)
    rows = list(change_made.tasks.select_related("task"))
    changed, needs = _changed_since(change_made), _needs_of(plan, rows)
    edits, left = [], []
    for row in rows:
        kept = changed.get(row.task_id, set())
        back = {name: from_json(name, was) for name, was in row.before.items() if name not in kept}
        back = _without_circle(row.task, back, needs)
        edits.append(Edit(row.task, back))
        if len(back) < len(row.after):
            left.append(row.task)
    plan_back = {
        name: from_json(name, change_made.plan_before[name])
        for name, made in change_made.plan_after.items()
        if as_json(name, getattr(plan, name)) == made
    }
    done = change(
        plan=plan,
        actor=actor,
        kind=ChangeKind.UNDONE,
        summary=f"Undid: {change_made.summary}",
        edits=edits,
        plan_values=plan_back,
        today=today,
    )
    if done:
        Change.objects.filter(pk=change_made.pk).update(undone_by=done)
    return Undone(done, left)


def restore(*, task: Task, version: int, actor: User | None) -> Change | None:
    """Make a task again what it was at an earlier version; that too is a change that can be undone."""
    then = values_at(task, version)
    values = {name: from_json(name, value) for name, value in then.items()}
    values = _without_circle(task, values, all_needs(task.plan))
    return change(
        plan=task.plan,
        actor=actor,
        kind=ChangeKind.EDITED,
        summary=f"Put back an earlier state of “{task.title}”",
        edits=[Edit(task, values)],
    )


def _changed_since(change_made: Change) -> dict[int, set[str]]:
    """By task, the fields that are not what they were right after the change, with those that go together with them."""
    later = TaskChange.objects.filter(task__changes__change=change_made, version__gt=F("task__changes__version"))
    then: dict[int, dict[str, Any]] = {}
    now: dict[int, dict[str, Any]] = {}
    for row in later.select_related("task").order_by("-version"):
        then.setdefault(row.task_id, {}).update(row.before)
        now.setdefault(row.task_id, values_of(row.task))
    found = {}
    for task, values in then.items():
        changed = {name for name, value in values.items() if now[task][name] != value}
        found[task] = changed.union(*(group for group in TOGETHER if changed & set(group)))
    return found


def _needs_of(plan: Plan, rows: Iterable[TaskChange]) -> dict[int, list[int]]:
    """What waits for what in the plan, where taking the rows back changes it."""
    if not any(row.before.get("needs") for row in rows):
        return {}
    return all_needs(plan)


def _without_circle(task: Task, values: dict[str, Any], needs: dict[int, list[int]]) -> dict[str, Any]:
    """The values without what the task waited for, where it would come to wait for itself by what was planned since.

    `needs` is what waits for what, and is brought up to date.
    """
    wanted = values.get("needs")
    if wanted and circle(needs, task.number, wanted):
        return {name: value for name, value in values.items() if name != "needs"}
    if wanted is not None:
        needs[task.number] = wanted
    return values


def _without_owners_who_left(edits: Sequence[Edit]) -> Sequence[Edit]:
    """Putting an earlier state back may name a membership that has ended: the name stays, as it does on the task."""
    named = {edit.values["owner_id"] for edit in edits if edit.values.get("owner_id") is not None}
    left = named - members_there(named)
    return (
        [
            Edit(edit.task, {**edit.values, "owner_id": None}) if edit.values.get("owner_id") in left else edit
            for edit in edits
        ]
        if left
        else edits
    )


def _complete(task: Task, values: Values, today: date | None) -> dict[str, Any]:
    """With the date of finishing, where the status changes and nothing is said of it."""
    completed = dict(values)
    if "status" in completed and "finished_on" not in completed and completed["status"] != task.status:
        finished = completed["status"] in FINISHED
        completed["finished_on"] = (today or timezone.localdate()) if finished else None
    return completed


def _differs(task: Task, name: str, value: Any) -> bool:
    return bool(getattr(task, name) != value)


def _apply(task: Task, new: dict[str, Any]) -> TaskChange:
    """Set the values on the task, and say what that changed."""
    before = {name: as_json(name, getattr(task, name)) for name in new}
    for name, value in new.items():
        setattr(task, name, value)
    task.version += 1
    if TOLD_CALENDARS & new.keys():
        task.sequence += 1
    task.changed_at = timezone.now()
    after = {name: as_json(name, value) for name, value in new.items()}
    return TaskChange(task=task, version=task.version, before=before, after=after)
