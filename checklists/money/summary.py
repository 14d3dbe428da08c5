"""What an organization's program costs and what pays for it: for its pages, and for reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organizations.models import Organization
from toolkits.models import Entry

from ..models import FundingSource, YearlyCost
from .warnings import ADVICE, Caution, Kind, cautions
from .years import Source, Total, Year, by_year

ADVICE_KEYS = frozenset(key for of_kind in ADVICE.values() for key in of_kind)
_ORDER = {status: n for n, status in enumerate(("secured", "applied", "idea", "ended", "declined"))}


@dataclass(frozen=True)
class Warned:
    """A warning with what the toolkits say of it; each entry comes with its toolkit and collection."""

    caution: Caution
    advice: tuple[Entry, ...]


@dataclass(frozen=True)
class MoneySummary:
    """`years` from the first to the last known; the secured `sources` and the most pressing `warnings` come first."""

    today: date
    years: tuple[Year, ...]
    sources: tuple[Source, ...]
    warnings: tuple[Warned, ...]

    @property
    def is_empty(self) -> bool:
        return not self.years and not self.sources

    @property
    def ahead(self) -> Total:
        """This year and those to come."""
        return Total(tuple(year for year in self.years if year.year >= self.today.year))

    @property
    def needs_are_known(self) -> bool:
        return any(year.need for year in self.ahead.years)


def load_money(organization: Organization, today: date) -> MoneySummary:
    """Three queries, whatever the number of sources."""
    costs = list(YearlyCost.objects.filter(organization=organization))
    rows = list(FundingSource.objects.for_organization(organization))
    return summary_of(costs, rows, Entry.objects.select_related("toolkit", "collection").in_bulk(ADVICE_KEYS), today)


def summary_of(
    costs: Iterable[YearlyCost], rows: Iterable[FundingSource], entries: Mapping[str, Entry], today: date
) -> MoneySummary:
    """The same of rows that are there already; `entries` are those with ADVICE_KEYS. No query."""
    given = [*costs]
    sources = tuple(
        sorted(
            map(source_of, rows),
            key=lambda source: (_ORDER[source.status], source.name.casefold(), source.pk),
        )
    )
    need = {cost.year: cost.amount for cost in given}
    years = by_year(need, sources, today, {cost.year: cost.note for cost in given})
    found = cautions(years, sources, today)
    return MoneySummary(today, years, sources, tuple(Warned(one, _entries(one.kind, entries)) for one in found))


def source_of(row: FundingSource) -> Source:
    return Source(
        name=row.name,
        status=row.status,
        ends=row.ends,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        amounts={each["year"]: Decimal(each["amount"]) for each in row.amounts},
        key=row.key,
        notes=row.notes,
        pk=row.pk,
    )


def _entries(kind: Kind, entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    return tuple(entries[key] for key in ADVICE[kind] if key in entries)
