"""The fields of a part as they stand in its file: which there are, of what type, and a row as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from assessments.models import Instrument, content_hash
from organizations.models import Membership, Organization, User
from toolkits.models import Toolkit

from .contents import Part, Row
from .naming import Names
from .parts import BY_MODEL

ACCOUNT = "Accounts and members stay behind; the name stands as text."
KEY_FIELDS = {"item_key", "key", "activity"}
"""Fields that hold natural keys, and so the names of own instruments."""


@dataclass(frozen=True)
class Column:
    """A field as it stands in the file. `kind` is text, number, yes-no, day, time, decimal, data, id, instrument or
    toolkit; `of` is the part that an id belongs to.
    """

    field: models.Field[Any, Any]
    kind: str
    of: str = ""

    @property
    def name(self) -> str:
        return self.field.name


KINDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "yes-no"),
    (models.DateTimeField, "time"),
    (models.DateField, "day"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "number"),
    (models.JSONField, "data"),
    (models.FileField, ""),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


@cache
def columns(part: Part) -> tuple[Column, ...]:
    """Every field that goes along. Raises TypeError for one of which nobody has said what becomes of it."""
    found = (_column(field) for field in part.model._meta.concrete_fields if field.name not in part.left)
    return tuple(column for column in found if column)


def left_behind(part: Part) -> dict[str, str]:
    """The fields that stay, with the reason; the organization itself and numbers of rows are not worth a word."""
    accounts = {
        field.name: ACCOUNT
        for field in part.model._meta.concrete_fields
        if field.related_model in (User, Membership) and field.name not in part.left
    }
    return {**part.left, **accounts}


def as_row(part: Part, number: int, row: models.Model, ids: Mapping[type[models.Model], Mapping[Any, int]]) -> Row:
    """A row as the file has it. `ids` are its own numbers, by model and primary key; those of others are None."""
    names = Names.of_slugs(ids.get(Instrument, {}))
    given: Row = {"id": number}
    for column in columns(part):
        value = getattr(row, column.field.attname)
        given[column.name] = _as_json(column, value, ids, names)
    if part.name == "instrument-versions":
        given["version"] = given["version"].partition("~")[0]
        given["content_hash"] = content_hash(given["content_json"])
    return part.gives(given)


def _column(field: models.Field[Any, Any]) -> Column | None:
    if field.is_relation:
        target = field.related_model
        if target in (Organization, User, Membership):
            return None
        if target is Toolkit:
            return Column(field, "toolkit")
        if target is Instrument:
            return Column(field, "instrument")
        if target in BY_MODEL:
            return Column(field, "id", BY_MODEL[target].name)
        raise TypeError(f"{field.model.__name__}.{field.name} leads to what is not in the record.")
    if field.primary_key:
        return None
    for kind_of_field, kind in KINDS:
        if isinstance(field, kind_of_field) and kind:
            return Column(field, kind)
    raise TypeError(f"Nobody has said how {field.model.__name__}.{field.name} stands in the record.")


def _as_json(column: Column, value: Any, ids: Mapping[type[models.Model], Mapping[Any, int]], names: Names) -> Any:
    if value is None:
        return None
    match column.kind:
        case "id":
            # Of something that does not go along, such as a version of an open survey, there is no number.
            return ids[BY_MODEL_OF[column.of]].get(value)
        case "instrument":
            return names.out(value)
        case "time":
            return time_as_text(value)
        case "day":
            return value.isoformat()
        case "decimal":
            places = column.field.decimal_places  # type: ignore[attr-defined]
            return str(Decimal(value).quantize(Decimal(1).scaleb(-places)))
        case "data":
            return names.out(value)
        case "text" if column.name in KEY_FIELDS:
            return names.out(value)
    return value


def time_as_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


BY_MODEL_OF = {part.name: part.model for part in BY_MODEL.values()}
