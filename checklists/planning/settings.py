"""Saving a plan's name and settings, made in a form while somebody else may have saved others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from organizations.models import User

from ..models import Change, Plan
from ..working.changing import lock_plan
from ..working.merging import Conflict, merge
from .making import change_plan

SETTINGS = ("name", "skips_holidays", "reminder_days")


@dataclass(frozen=True)
class SavedSettings:
    """`plan` as it stands now. `change` is None where nothing changed, and with conflicts, where nothing was saved."""

    plan: Plan
    change: Change | None
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def save_settings(*, plan: Plan, version: int, actor: User | None, values: Mapping[str, Any]) -> SavedSettings:
    """Save new values of SETTINGS that were made from a version of the plan.

    What only this form changed is taken, what others changed meanwhile stays. Where both changed the same differently
    nothing is saved, and both values come back.
    """
    now = lock_plan(plan)
    current = {name: getattr(now, name) for name in SETTINGS}
    merged = merge(settings_at(now, version), current, {name: values[name] for name in SETTINGS})
    if merged.conflicts:
        return SavedSettings(now, None, merged.conflicts)
    made = change_plan(plan=now, actor=actor, **{**current, **merged.values})
    now.refresh_from_db()
    return SavedSettings(now, made)


def settings_at(plan: Plan, version: int) -> dict[str, Any]:
    """What the settings were at an earlier version, by the changes of the plan since. One query, or none."""
    values = {name: getattr(plan, name) for name in SETTINGS}
    since = max(plan.version - max(version, 0), 0)
    if since:
        for made in plan.changes.exclude(plan_after={}).order_by("-pk")[:since]:
            values |= {name: made.plan_before[name] for name in SETTINGS if name in made.plan_before}
    return values
