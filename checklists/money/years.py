"""What is needed, secured and applied for, year by year. Pure: costs and sources in, years out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..models import FundingStatus
from .amounts import NOUGHT, years_in_words


@dataclass(frozen=True)
class Source:
    """A source of money. `amounts` is {year: dollars}; `ends` says that it is given for a time only."""

    name: str
    status: str
    ends: bool
    covers_from: date | None
    covers_to: date | None
    amounts: Mapping[int, Decimal]
    key: str = ""
    notes: str = ""
    pk: int = 0

    @property
    def status_label(self) -> str:
        return FundingStatus(self.status).label

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), NOUGHT)

    @property
    def in_order(self) -> list[tuple[int, Decimal]]:
        return sorted(self.amounts.items())

    @property
    def last_day(self) -> date | None:
        """The last day for which it is known to pay; None where it goes on, or nobody said until when."""
        if self.covers_to or not self.ends:
            return self.covers_to
        paid = [year for year, amount in self.amounts.items() if amount > 0]
        return date(max(paid), 12, 31) if paid else None

    def is_secured_in(self, year: int, today: date) -> bool:
        """Whether its money counts as secured: while it is secured, and once it has ended, up to the year at hand."""
        return self.status == FundingStatus.SECURED or (self.status == FundingStatus.ENDED and year <= today.year)

    def secured(self, year: int, today: date) -> Decimal:
        return self.amounts.get(year, NOUGHT) if self.is_secured_in(year, today) else NOUGHT

    def applied(self, year: int) -> Decimal:
        return self.amounts.get(year, NOUGHT) if self.status == FundingStatus.APPLIED else NOUGHT


@dataclass(frozen=True)
class Year:
    """A calendar year. `need` is what the program costs in it, None where nobody has said yet."""

    year: int
    need: Decimal | None
    secured: Decimal
    applied: Decimal
    note: str = ""

    @property
    def gap(self) -> Decimal | None:
        """What is needed and not secured; never below zero, and None where the need is not known."""
        return None if self.need is None else max(self.need - self.secured, NOUGHT)

    @property
    def applied_of_gap(self) -> Decimal:
        """How much of the gap is applied for."""
        return min(self.gap or NOUGHT, self.applied)

    @property
    def open(self) -> Decimal:
        """What is neither secured nor applied for."""
        return (self.gap or NOUGHT) - self.applied_of_gap


@dataclass(frozen=True)
class Total:
    """Years together. One year's surplus does not pay for another, so `gap` is the sum of the years' gaps."""

    years: tuple[Year, ...]

    @property
    def need(self) -> Decimal:
        return sum((year.need or NOUGHT for year in self.years), NOUGHT)

    @property
    def gap(self) -> Decimal:
        return sum((year.gap or NOUGHT for year in self.years), NOUGHT)

    @property
    def secured(self) -> Decimal:
        """How much of the need is secured."""
        return self.need - self.gap

    @property
    def applied(self) -> Decimal:
        """How much of the gap is applied for."""
        return sum((year.applied_of_gap for year in self.years), NOUGHT)

    @property
    def open(self) -> Decimal:
        return self.gap - self.applied

    @property
    def span(self) -> str:
        """The years of which the need is known, in words."""
        return years_in_words([year.year for year in self.years if year.need is not None])


def by_year(
    costs: Mapping[int, Decimal], sources: Sequence[Source], today: date, notes: Mapping[int, str] | None = None
) -> tuple[Year, ...]:
    """Each year from the first to the last of which there is something to say, in order."""
    counted = {
        year
        for source in sources
        for year, amount in source.amounts.items()
        if amount and (source.is_secured_in(year, today) or source.status == FundingStatus.APPLIED)
    }
    told = counted | set(costs)
    return tuple(
        Year(
            year=year,
            need=costs.get(year),
            secured=sum((source.secured(year, today) for source in sources), NOUGHT),
            applied=sum((source.applied(year) for source in sources), NOUGHT),
            note=(notes or {}).get(year, ""),
        )
        for year in (range(min(told), max(told) + 1) if told else ())
    )
