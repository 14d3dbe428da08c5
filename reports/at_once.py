"""Rows of several tables with one query, so that a page about everything asks the database no more often than others.

Each table's rows come as JSON, one below the other (UNION ALL), and are made into the model's instances again.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

Rows = dict[str, list[Any]]


class Wanted:
    """Rows of one table: a queryset, whose order does not count, and which fields of it (all if none is named).

    `also` names values of other tables, {attribute: lookup}, that are set on each instance.
    """

    def __init__(self, rows: "models.QuerySet[Any]", fields: tuple[str, ...] = (), **also: str) -> None:
        self.rows = rows
        self.also = also
        columns = rows.model._meta.concrete_fields
        self.fields = [field for field in columns if not fields or field.attname in fields]

    def query(self, name: str) -> "models.QuerySet[Any, Any]":
        said = {field.attname: F(field.attname) for field in self.fields} | {k: F(v) for k, v in self.also.items()}
        named = Value(name, output_field=models.CharField())
        return self.rows.order_by().values_list(named, JSONObject(**said))

    def instance(self, row: Mapping[str, Any]) -> Any:
        names = [field.attname for field in self.fields]
        found = self.rows.model.from_db(self.rows.db, names, [_value(f, row[f.attname]) for f in self.fields])
        for name in self.also:
            setattr(found, name, row[name])
        return found


def read_at_once(wanted: Mapping[str, Wanted]) -> Rows:
    """The rows of each, by its name, in order of their keys. One query."""
    first, *others = (one.query(name) for name, one in wanted.items())
    found: Rows = {name: [] for name in wanted}
    for name, row in first.union(*others, all=True):
        found[name].append(wanted[name].instance(row))
    return {name: sorted(rows, key=lambda one: one.pk) for name, rows in found.items()}


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A field's value from what JSON has of it, which differs between databases."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    if isinstance(field, models.DecimalField):
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-field.decimal_places))
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value)
        return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
    return field.to_python(value)
