"""Saving what somebody made of a task in a form."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from organizations.models import User

from ..models import Change, ChangeKind, Task
from .changing import Edit, Values, as_json, change, from_json, lock_plan, values_at, values_of
from .merging import Conflict, merge
from .refusing import must_be_in_plan


@dataclass(frozen=True)
class Saved:
    """`task` as it stands now. `change` is None where nothing changed, and with conflicts, where nothing was saved."""

    task: Task
    change: Change | None
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def save_task(
    *, task: Task, version: int, actor: User | None, values: Values, summary: str = "", today: date | None = None
) -> Saved:
    """Save new values (FIELDS, as Python has them) that were made from a version of the task.

    What only this form changed is taken, what others changed meanwhile stays. Where both changed the same field
    differently nothing is saved, and both texts come back as JSON has them. Raises TakenOutError, PutAwayError.
    """
    plan = lock_plan(task.plan)
    now = Task.objects.select_related("plan", "owner__user").get(pk=task.pk)
    must_be_in_plan(now)
    base = values_at(now, version)
    mine = {name: as_json(name, value) for name, value in values.items()}
    merged = merge(base, values_of(now), mine)
    if merged.conflicts:
        return Saved(now, None, merged.conflicts)
    made = change(
        plan=plan,
        actor=actor,
        kind=ChangeKind.EDITED,
        summary=summary or f"Changed “{now.title}”",
        edits=[Edit(now, {name: from_json(name, value) for name, value in merged.values.items()})],
        today=today,
    )
    return Saved(Task.objects.select_related("plan", "owner__user").get(pk=task.pk), made)
