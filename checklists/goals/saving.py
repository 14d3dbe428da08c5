"""Saving, marking and removing goals and measures. Nothing that somebody else saved is overwritten unseen."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from organizations.models import Organization, User

from ..models import Goal, GoalStatus, Measure

Row = TypeVar("Row", Goal, Measure)
Fields = Mapping[str, Any]


class StaleError(Exception):
    """Somebody else changed it meanwhile: `current` is what they saved. Nothing was changed."""

    def __init__(self, current: Goal | Measure) -> None:
        super().__init__()
        self.current = current


class AlreadyThereError(Exception):
    """There is one of these words already: `there`. Nothing was added."""

    def __init__(self, there: Goal | Measure) -> None:
        super().__init__()
        self.there = there


@transaction.atomic
def add_goal(*, organization: Organization, fields: Fields, actor: User, key: str = "") -> Goal:
    """Add a goal, of the question with the natural key `key` if it answers one. Raises AlreadyThereError."""
    _alone(organization)
    if there := organization.goals.filter(what=fields["what"], key=key).first():
        raise AlreadyThereError(there)
    return Goal.objects.create(organization=organization, key=key, changed_by_name=_name(actor), **fields)


@transaction.atomic
def add_goals(*, organization: Organization, wanted: Sequence[tuple[str, Fields]], actor: User) -> list[Goal]:
    """Add goals, each (key, fields). Those that are there already are passed over, so sending twice is safe."""
    made = []
    for key, fields in wanted:
        try:
            made.append(add_goal(organization=organization, fields=fields, actor=actor, key=key))
        except AlreadyThereError:
            continue
    return made


@transaction.atomic
def add_measure(*, organization: Organization, fields: Fields, actor: User, key: str = "") -> Measure:
    """Add a measure, of the toolkit's item `key` if it is one. Raises AlreadyThereError."""
    _alone(organization)
    if there := organization.measures.filter(name=fields["name"], ended_at=None).first():
        raise AlreadyThereError(there)
    return Measure.objects.create(organization=organization, key=key, changed_by_name=_name(actor), **fields)


@transaction.atomic
def change_goal(*, goal: Goal, version: int, fields: Fields, actor: User) -> Goal:
    """Save what was made of `version` of a goal. Raises StaleError where it is another by now, and differs."""
    return _change(lock_row(goal), version, fields, actor)


@transaction.atomic
def change_measure(*, measure: Measure, version: int, fields: Fields, actor: User) -> Measure:
    """Save what was made of `version` of a measure; its values stay. Raises StaleError as for a goal."""
    return _change(lock_row(measure), version, fields, actor)


@transaction.atomic
def mark_goal(*, goal: Goal, version: int, status: GoalStatus, actor: User) -> Goal:
    """Say that a goal is reached, let go, or under way again. Raises StaleError as for a change."""
    return _change(lock_row(goal), version, {"status": status}, actor)


@transaction.atomic
def end_measure(*, measure: Measure, actor: User) -> Measure:
    """Stop asking for values; all stay. Ending what has ended does nothing."""
    now = lock_row(measure)
    if now.ended_at:
        return now
    return _change(now, now.version, {"ended_at": timezone.now()}, actor)


@transaction.atomic
def resume_measure(*, measure: Measure, actor: User) -> Measure:
    """Ask for values again."""
    now = lock_row(measure)
    return _change(now, now.version, {"ended_at": None}, actor)


@transaction.atomic
def remove_goal(*, goal: Goal, version: int) -> None:
    """Remove a goal; its measures stay, without one. Raises StaleError where it was changed meanwhile."""
    now = lock_row(goal)
    if now.version != version:
        raise StaleError(now)
    now.delete()


@transaction.atomic
def remove_measure(*, measure: Measure, version: int, count: int) -> None:
    """Remove a measure with its `count` values. Raises StaleError where it, or their number, is another by now."""
    now = lock_row(measure)
    if now.version != version or now.values.count() != count:
        raise StaleError(now)
    now.delete()


def lock_row(row: Row) -> Row:
    """The row as it is now, for the rest of the transaction. Raises Http404 where it was removed meanwhile."""
    found = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if found is None:
        raise Http404("Removed meanwhile.")
    return found


def _alone(organization: Organization) -> None:
    """Have nobody else add anything to the organization for the rest of the transaction."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _change(row: Row, version: int, fields: Fields, actor: User) -> Row:
    if all(getattr(row, name) == value for name, value in fields.items()):
        return row
    if row.version != version:
        raise StaleError(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.changed_by_name = _name(actor)
    row.save()
    return row


def _name(actor: User) -> str:
    return str(actor)[:150]
