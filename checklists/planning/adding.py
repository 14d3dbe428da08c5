"""Tasks that come into a plan: from a toolkit's list, from a result, from a file, or in somebody's own words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from organizations.models import Membership, User

from ..models import Change, ChangeKind, Origin, OwnerKind, Plan, Task, TaskChange
from ..models.task import FINISHED
from ..working.changing import lock_plan, members_there
from .phases import phases_of
from .schedule import place_from, windows
from .workdays import working_days

MOST_TASKS = 1000
"""Tasks that a plan can hold. More than that is no plan that people work with."""


AGAIN = timedelta(minutes=1)


class TooManyTasksError(ValueError):
    """A plan would hold more than MOST_TASKS."""


@dataclass(frozen=True)
class NewTask:
    """A task before it is in a plan. Without `due`, its date follows from phase and place.

    `needs` are natural keys of tasks that come before it, wherever they are in the plan. `origins` are unsaved. The
    owner is `member`, or somebody outside whose name is `owner_name`.
    """

    title: str
    phase: str
    place: int = 500
    detail: str = ""
    key: str = ""
    list_name: str = ""
    steps: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    due: date | None = None
    owner_name: str = ""
    member: Membership | None = None
    status: str = "not-started"
    reason: str = ""
    notes: str = ""
    evidence: tuple[dict[str, str], ...] = field(default=())


@transaction.atomic
def add_tasks(
    *, plan: Plan, actor: User | None, tasks: Sequence[NewTask], summary: str = "", today: date | None = None
) -> tuple[Change | None, list[Task]]:
    """Add tasks to a plan as one change that can be undone; a toolkit's task that is there already is not added twice.

    A toolkit's task that is there gets the origins alone. What would have been due before `today` is put into what is
    left of its phase, or where nothing is left, two weeks ahead. Returns the change, None where nothing was added, and
    the tasks added. Raises TooManyTasksError. Many tasks are written in batches.
    """
    locked = lock_plan(plan)
    present = list(Task.objects.filter(plan=locked).present().only("pk", "number", "key", "plan"))
    by_key = {task.key: task for task in present if task.key}
    new = _without_those_there(tasks, by_key)
    if len(present) + len(new) > MOST_TASKS:
        raise TooManyTasksError(f"A plan holds at most {MOST_TASKS:,} tasks.")
    members = members_there({task.member.pk for task in new if task.member})
    today = today or timezone.localdate()
    first = locked.last_number + 1
    is_working = working_days(skips_holidays=locked.skips_holidays)
    found = windows(phases_of(locked.kind), locked.anchor, locked.scheduled_from)
    numbers = {task.key: task.number for task in present if task.key}
    numbers |= {task.key: first + n for n, task in enumerate(new) if task.key}
    rows = []
    for n, task in enumerate(new):
        place, due, by_hand = task.place, task.due, task.due is not None
        if due is None:
            place, due, by_hand = place_from(today, found[task.phase], place, is_working)
        rows.append(
            Task(
                plan=locked,
                organization_id=locked.organization_id,
                number=first + n,
                key=task.key,
                list_name=task.list_name,
                title=task.title,
                detail=task.detail,
                phase=task.phase,
                place=place,
                due=due,
                due_by_hand=by_hand,
                status=task.status,
                reason=task.reason,
                finished_on=_finished_on(task, today),
                **_owner(task, members),
                notes=task.notes,
                steps=[{"text": text, "done": False} for text in task.steps],
                evidence=list(task.evidence),
                needs=sorted(numbers[key] for key in task.needs if key in numbers),
            )
        )
    rows = Task.objects.bulk_create(rows, batch_size=200)
    made = None
    if rows:
        locked.last_number += len(rows)
        locked.save(update_fields=["last_number"])
        made = _write_down(locked, actor, rows, summary)
    by_key |= {task.key: task for task in rows if task.key}
    _add_origins(tasks, [*zip(new, rows, strict=True)], by_key)
    return made, rows


@transaction.atomic
def add_own_task(
    *, plan: Plan, actor: User | None, task: NewTask, today: date | None = None
) -> tuple[Change | None, Task, bool]:
    """Add a task in somebody's own words: the change, the task, and whether it is new.

    The same title in the same phase by the same person within AGAIN is the same task: a second click adds nothing
    twice. Raises TooManyTasksError.
    """
    locked = lock_plan(plan)
    same = Task.objects.filter(plan=locked, title=task.title, phase=task.phase, key="").present()
    added = TaskChange.objects.filter(
        task__in=same,
        version=1,
        change__kind=ChangeKind.ADDED,
        change__by_name=str(actor)[:150] if actor else "",
        change__at__gt=timezone.now() - AGAIN,
    )
    before = added.select_related("change", "task").order_by("pk").last()
    if before:
        return before.change, before.task, False
    made, (row,) = add_tasks(plan=locked, actor=actor, tasks=[task], today=today)
    return made, row, True


def _finished_on(task: NewTask, today: date) -> date | None:
    """Of a task that comes in finished, when that was: nobody said, so its date, or today where that is still ahead."""
    return min(task.due or today, today) if task.status in FINISHED else None


def _owner(task: NewTask, members: Collection[int]) -> dict[str, Any]:
    """Of a member who has left the name stays, as on every task of theirs."""
    if task.member:
        name, owner = str(task.member.user)[:150], task.member.pk if task.member.pk in members else None
        return {"owner_kind": OwnerKind.MEMBER, "owner_id": owner, "owner_name": name}
    return {"owner_kind": OwnerKind.OUTSIDE if task.owner_name else OwnerKind.NOBODY, "owner_name": task.owner_name}


def _without_those_there(tasks: Sequence[NewTask], there: dict[str, Task]) -> list[NewTask]:
    seen = set(there)
    new = []
    for task in tasks:
        if task.key and task.key in seen:
            continue
        seen.add(task.key)
        new.append(task)
    return new


def _write_down(plan: Plan, actor: User | None, rows: Sequence[Task], summary: str) -> Change:
    told = summary or (f"Added “{rows[0].title}”" if len(rows) == 1 else f"Added {len(rows)} tasks")
    made = Change.objects.create(
        plan=plan, kind=ChangeKind.ADDED, summary=told[:300], by_name=str(actor)[:150] if actor else ""
    )
    before, after = {"is_removed": True}, {"is_removed": False}
    TaskChange.objects.bulk_create(
        [TaskChange(change=made, task=task, version=1, before=before, after=after) for task in rows], batch_size=200
    )
    return made


def _add_origins(tasks: Sequence[NewTask], added: list[tuple[NewTask, Task]], by_key: dict[str, Task]) -> None:
    rows_of = {id(task): row for task, row in added}
    origins = []
    for task in tasks:
        row = rows_of.get(id(task)) or by_key.get(task.key)
        for origin in task.origins if row else ():
            origin.task = row  # type: ignore[assignment]
            origins.append(origin)
    Origin.objects.bulk_create(origins, ignore_conflicts=True)
