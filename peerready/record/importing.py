"""A new organization out of a record, in one transaction: all of it or nothing."""

from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import islice
from typing import IO, Any

from django.db import DatabaseError, OperationalError, connection, models, transaction
from django.utils import timezone

from assessments.authoring import new_slug
from assessments.models import Instrument, InstrumentVersion, content_hash
from organizations import audit
from organizations.founding import free_slug
from organizations.models import AuditEvent, Membership, Organization, Role, User
from peerready.databases import read_meanwhile

from .checking import Progress, check_record, checked_rows, here_with, open_record
from .columns import KEY_FIELDS, Column, columns
from .contents import Part, Row
from .naming import Names, own_number
from .parts import PARTS
from .unpacking import RecordError

AT_ONCE = 500
CONTRADICTS = "The lines of this record contradict one another, so nothing was taken in."
MOST_OWNED = 50
"""So many organizations may one person own before imports are refused."""


def import_record(
    file: IO[bytes],
    actor: User,
    progress: Progress = lambda done, total: None,
    also: Callable[[Organization], object] = lambda organization: None,
) -> Organization:
    """Make a new organization of a record, with the actor as its owner and only member. One transaction.

    Ids are given anew, and all that led from one line to another leads there again. People stay as names. `progress`
    is told how many lines were checked; then all are stored, and last `also` is done in the same transaction. Raises
    RecordError, or what the two raise, and then nothing was stored.
    """
    record = check_record(file, progress)
    progress(record.total, record.total)
    if Membership.objects.filter(user=actor, role=Role.OWNER).count() >= MOST_OWNED:
        raise RecordError(f"You own {MOST_OWNED} organizations, which is as many as there can be.")
    try:
        with read_meanwhile(), transaction.atomic():
            importing = _Importing(file, record.counts)
            for part in PARTS:
                importing.store(part)
            importing.join()
            organization = importing.organization
            Membership.objects.create(organization=organization, user=actor, role=Role.OWNER)
            earlier = record.counts["trail"]
            audit.note(
                organization=organization,
                actor=actor,
                action=AuditEvent.Action.IMPORTED,
                subject=f"the record of {record.name[:150]}, with {earlier:,} earlier lines as they stood in the file",
            )
            also(organization)
    except OperationalError:  # the database's own trouble, such as a full disk, is not the record's
        raise
    except (DatabaseError, OverflowError) as error:
        raise RecordError(CONTRADICTS) from error
    return organization


_Links = tuple[Column, list[tuple[Any, int]]]
"""A field, and of its rows the key and the number of the line that it leads to."""


class _Importing:
    """The rows that were stored, by part and number, and what is still to be joined."""

    def __init__(self, file: IO[bytes], counts: Mapping[str, int]) -> None:
        self.unpacked, self.counts = open_record(file), counts
        self.here = here_with(counts)
        self.pks: dict[str, list[Any]] = {}
        self.later: list[_Links] = []
        self.names = Names({}, {n: new_slug() for n in range(1, counts["own-instruments"] + 1)})
        self.organization: Organization

    def store(self, part: Part) -> None:
        """Store the rows of one part; what leads to rows that are not there yet waits for `join`."""
        pks = self.pks[part.name] = []
        waiting: dict[str, _Links] = {c.name: (c, []) for c in columns(part) if _waits(c, self.pks, part)}
        problems: list[str] = []
        with closing(checked_rows(self.unpacked, part, self.here, problems)) as rows:
            while batch := [row for _number, row in islice(rows, AT_ONCE)]:
                made = [self._made(part, row) for row in batch]
                _insert(part.model, [one for one in made if one._state.adding])
                pks.extend(one.pk for one in made)
                for one, row in zip(made, batch, strict=True):
                    for name, (_column, links) in waiting.items():
                        if row.get(name) is not None:
                            links.append((one.pk, row[name]))
        if problems or len(pks) != self.counts[part.name]:
            raise RecordError(problems or [CONTRADICTS])
        self.later.extend(waiting.values())
        if part.model is Organization:
            self.organization = Organization.objects.get(pk=pks[0])

    def join(self) -> None:
        """Lead from row to row where the other was not there yet."""
        for column, links in self.later:
            model, targets = column.field.model, self.pks[column.of]
            for start in range(0, len(links), AT_ONCE):
                found = dict(links[start : start + AT_ONCE])
                rows: list[Any] = list(models.QuerySet(model).filter(pk__in=found))
                for row in rows:
                    setattr(row, column.field.attname, targets[found[row.pk] - 1])
                models.QuerySet(model).bulk_update(rows, [column.name])

    def _made(self, part: Part, row: Row) -> models.Model:
        if part.name == "instrument-versions" and own_number(row["instrument"]) is None:
            return _toolkit_version(row)
        values: Row = {}
        for column in columns(part):
            if column.name in row:
                values[column.field.attname] = self._into(part, column, row[column.name])
        if part.name == "instrument-versions":
            values["content_hash"] = content_hash(values["content_json"])
        for field in part.model._meta.concrete_fields:
            if field.related_model is Organization:
                values[field.attname] = self.organization.pk
        made = part.model(**values, **part.sets(row))
        _fill_times(made, values)
        if isinstance(made, Instrument):
            made.slug = self.names.slugs[row["id"]]
        if isinstance(made, Organization):
            made.slug = free_slug(made.name)
        return made

    def _into(self, part: Part, column: Column, value: Any) -> Any:
        match column.kind:
            case _ if value is None:
                return None
            case "id":
                return None if _waits(column, self.pks, part) else self.pks[column.of][value - 1]
            case "instrument" | "data":
                return self.names.into(value)
            case "text" if column.name in KEY_FIELDS:
                return self.names.into(value)
        return value


def _waits(column: Column, pks: Mapping[str, Any], part: Part) -> bool:
    return column.kind == "id" and (column.of == part.name or column.of not in pks)


def _toolkit_version(row: Row) -> InstrumentVersion:
    """The version of a toolkit's assessment that says the same; else one of its own beside the toolkit's.

    It carries its hash in its name, which no toolkit's version does: so a record can never stand in the way of a
    version that is loaded later, and nobody else's answers are read by it.
    """
    known = InstrumentVersion.objects.filter(instrument=row["instrument"], content_hash=row["content_hash"])
    if found := known.order_by("pk").first():
        return found
    name = f"{row['version'][:11]}~{row['content_hash'][:8]}"
    return InstrumentVersion.objects.create(
        instrument_id=row["instrument"],
        version=name,
        content_hash=row["content_hash"],
        content_json=row["content_json"],
    )


def _fill_times(made: models.Model, values: Mapping[str, Any]) -> None:
    """Give a time to fields that Django would fill by itself, where the record has none."""
    for field in made._meta.concrete_fields:
        fills = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        if fills and field.attname not in values:
            setattr(made, field.attname, timezone.now())


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    """Store rows with all their fields as they are, also times that Django would set to now. Gives them their keys."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    fields = [field for field in fields if not getattr(field, "generated", False)]
    if not rows:
        return
    size = connection.ops.bulk_batch_size(fields, rows) or AT_ONCE
    for start in range(0, len(rows), size):
        batch = rows[start : start + size]
        has_own_key = not isinstance(model._meta.pk, models.AutoField)
        # As bulk_create does it, but raw: so fields with auto_now keep what the record says.
        returned = models.QuerySet(model)._insert(  # type: ignore[attr-defined]
            batch,
            fields=fields,
            returning_fields=None if has_own_key else model._meta.db_returning_fields,
            using=connection.alias,
            raw=True,
        )
        for one, values in zip(batch, returned or (), strict=False):
            for field, value in zip(model._meta.db_returning_fields, values, strict=True):
                setattr(one, field.attname, value)
        for one in batch:
            one._state.adding, one._state.db = False, connection.alias
