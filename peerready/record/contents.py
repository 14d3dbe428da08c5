"""What a part of the record is: one model, one file, which rows, and what of them stays behind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min, Model, OuterRef, Q, QuerySet, Subquery

from assessments.models import Instrument, InstrumentVersion
from organizations.models import Organization
from surveys.models import Snapshot, Status

Row = dict[str, Any]
FOLDER = "records"


@dataclass(frozen=True, eq=False)
class Part:
    """One file of the record with the rows of one model. Every field goes along but those in `left`, which says why,
    and those that `columns.py` never takes.

    `path` leads from the model to the organization; `only` or `rows` say which rows, `order` or `sort` in which order:
    the same wherever they are stored. `gives` changes a row before it is written; `sets` are fields that an import
    gives by itself, from the row. What does not count (`counts`) is passed over when two records are compared.
    """

    name: str
    model: type[Model]
    says: str
    path: str = "organization"
    order: tuple[str, ...] = ("pk",)
    only: Q = field(default_factory=Q)
    left: Mapping[str, str] = field(default_factory=dict)
    gives: Callable[[Row], Row] = lambda row: row
    sets: Callable[[Row], Row] = lambda row: {}
    rows: Callable[[Organization], QuerySet[Any]] | None = None
    sort: Callable[[Any], Any] | None = None
    counts: bool = True

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.name}.jsonl"

    def of(self, organization: Organization) -> Iterable[Any]:
        """The rows that go along, in their order."""
        found = self.rows(organization) if self.rows else self._own(organization)
        # Databases differ in how they sort text, so that is done here.
        return sorted(found, key=self.sort) if self.sort else found.iterator(chunk_size=1_000)

    def numbers(self, organization: Organization) -> dict[Any, int]:
        """The number of each row in the record, by primary key."""
        if self.sort:
            return {row.pk: n for n, row in enumerate(self.of(organization), 1)}
        found = self.rows(organization) if self.rows else self._own(organization)
        return {pk: n for n, pk in enumerate(found.values_list("pk", flat=True), 1)}

    def _own(self, organization: Organization) -> QuerySet[Any]:
        rows: QuerySet[Any] = QuerySet(self.model)
        return rows.filter(self.only, **{self.path: organization.pk}).order_by(*self.order)


def own_instruments(organization: Organization) -> QuerySet[Any]:
    """In the order in which they were made: their names are random."""
    instruments: QuerySet[Any] = QuerySet(Instrument)
    own: QuerySet[Any] = instruments.filter(organization=organization).annotate(first=Min("versions__pk"))
    return own.order_by("first")


def versions_used(organization: Organization) -> QuerySet[Any]:
    """Those of the toolkits' that something here was answered with, and all of the organization's own."""
    used = Q(records__organization=organization) | Q(completions__record__organization=organization)
    used |= Q(surveys__survey__organization=organization) | Q(instrument__organization=organization)
    pks = InstrumentVersion.objects.filter(used).values("pk")
    found: QuerySet[Any] = QuerySet(InstrumentVersion).filter(pk__in=pks)
    return found.select_related("instrument")


def order_of_version(version: InstrumentVersion) -> tuple[object, ...]:
    """The toolkits' by name, and then own ones as they were made."""
    is_own = version.instrument.is_own
    return (is_own, "", "", version.pk) if is_own else (is_own, version.instrument_id, version.version, 0)


def latest_snapshots(organization: Organization) -> QuerySet[Any]:
    """What the last closing found, of surveys that are closed: the only one that pages show."""
    newest: QuerySet[Any, Any] = (
        QuerySet(Snapshot).filter(survey=OuterRef("survey")).order_by("-number").values("pk")[:1]
    )
    closed: QuerySet[Any] = QuerySet(Snapshot).filter(survey__organization=organization, survey__status=Status.CLOSED)
    return closed.filter(pk=Subquery(newest)).defer("counts").order_by("survey")


def as_draft(row: Row) -> Row:
    """An open survey as what it asks: whoever imports it can launch it. Who answered it, and what, stays behind."""
    if row["status"] != Status.OPEN:
        return row
    return {**row, "status": Status.DRAFT, **dict.fromkeys(("opens_at", "closes_at", "launched_at", "closed_at"))}


def as_shown(row: Row) -> Row:
    """A comment as everybody reads it, without the words that were taken out."""
    return {**row, "text": row["shown_text"]}


def without_members(name: str) -> Callable[[Row], Row]:
    """What a change did to a task, without the number of the member who was its owner; the name stays."""

    def gives(row: Row) -> Row:
        sides = {side: dict(row[side]) for side in name.split()}
        for values in sides.values():
            if "owner_id" in values:
                values["owner_id"] = None
        return {**row, **sides}

    return gives
