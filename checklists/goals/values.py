"""Entering, changing and removing a measure's values: never two for one day."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404

from organizations.models import User

from ..models import Measure, MeasureValue
from .numbers import plain
from .saving import lock_row

Fields = Mapping[str, Any]


class DayTakenError(Exception):
    """There is a value for that day: `there`. Nothing was changed."""

    def __init__(self, there: MeasureValue) -> None:
        super().__init__()
        self.there = there


class ChangedMeanwhileError(Exception):
    """Somebody else changed the value: `current` is what they saved. Nothing was changed."""

    def __init__(self, current: MeasureValue) -> None:
        super().__init__()
        self.current = current


def seal(value: MeasureValue) -> str:
    """A short digest of what a value says, for a form to carry."""
    said = "\n".join((value.on.isoformat(), plain(value.value), value.note))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def enter_value(*, measure: Measure, fields: Fields, actor: User, over: str = "") -> MeasureValue:
    """Add a value (`value`, `on`, `note`), or write it over the one of that day whose seal is `over`.

    Raises DayTakenError where that day has another value; sending the same again changes nothing.
    """
    lock_row(measure)
    there = measure.values.filter(on=fields["on"]).first()
    if there is None:
        return MeasureValue.objects.create(measure=measure, by_name=str(actor)[:150], **fields)
    return _write(there, fields, actor, over, DayTakenError)


@transaction.atomic
def change_value(*, value: MeasureValue, fields: Fields, actor: User, was: str, over: str = "") -> MeasureValue:
    """Change a value that was seen as `was`, a seal. It may move to another day, over the value whose seal is `over`.

    Raises ChangedMeanwhileError where it says something else by now, DayTakenError where the other day has a value.
    """
    lock_row(value.measure)
    now = _now(value)
    there = MeasureValue.objects.filter(measure=now.measure_id, on=fields["on"]).exclude(pk=now.pk).first()
    if there is not None:
        if seal(now) != was:
            raise ChangedMeanwhileError(now)
        if seal(there) != over:
            raise DayTakenError(there)
        there.delete()
    return _write(now, fields, actor, was, ChangedMeanwhileError)


@transaction.atomic
def remove_value(*, value: MeasureValue, was: str) -> None:
    """Remove a value that was seen as `was`. Raises ChangedMeanwhileError where it says something else by now."""
    lock_row(value.measure)
    now = _now(value)
    if seal(now) != was:
        raise ChangedMeanwhileError(now)
    now.delete()


def _now(value: MeasureValue) -> MeasureValue:
    """The value as it is now. Raises Http404 where it was removed meanwhile."""
    found = MeasureValue.objects.filter(pk=value.pk).first()
    if found is None:
        raise Http404("Removed meanwhile.")
    return found


def _write(
    value: MeasureValue,
    fields: Fields,
    actor: User,
    was: str,
    refusal: type[DayTakenError] | type[ChangedMeanwhileError],
) -> MeasureValue:
    if all(getattr(value, name) == given for name, given in fields.items()):
        return value
    if seal(value) != was:
        raise refusal(value)
    for name, given in fields.items():
        setattr(value, name, given)
    value.by_name = str(actor)[:150]
    value.save()
    return value
