"""Compares the rows of a table with what the fixtures want them to be."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from .kinds import Change, State

Row = TypeVar("Row", bound=models.Model)


def plan_rows(
    kind: str, model: type[Row], wanted: Mapping[str, Mapping[str, Any]], key_of: Callable[[Row], str]
) -> list[Change]:
    """Say what makes a table hold exactly the wanted rows: {key: {field: value}}. One query, nothing written."""
    rows = {key_of(row): row for row in model._default_manager.all()}
    changes = []
    for key, values in wanted.items():
        row = rows.pop(key, None)
        if row is None:
            changes.append(Change(kind, key, State.NOT_LOADED, partial(_create, model, values)))
        elif stale := different(row, values):
            changes.append(Change(kind, key, State.DIFFERS, partial(update, row, stale)))
        else:
            changes.append(Change(kind, key, State.LOADED, lambda: State.UNCHANGED))
    changes.extend(Change(kind, key, State.VANISHED, partial(remove, row)) for key, row in rows.items())
    return changes


def different(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """The wanted values that the row does not have yet."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def update(row: models.Model, values: Mapping[str, Any]) -> State:
    """Write these values to the row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return State.CHANGED


def remove(row: models.Model) -> State:
    """Delete the row, unless something that must stay refers to it."""
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        return State.KEPT
    return State.REMOVED


def _create(model: type[Row], values: Mapping[str, Any]) -> State:
    model._default_manager.create(**values)
    return State.CREATED
