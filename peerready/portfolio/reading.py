"""A portfolio as it is read: who is in it and how they stand, in which order, and the group from five on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.content import LEVELS
from assessments.models import Area, Instrument
from assessments.standing import AREAS
from organizations.models import Membership
from reports.bars import Figures
from reports.charts import Bar
from surveys.confidentiality import FEWEST_FOR_SCORES

from .comparing import Group, group_of
from .models import Comparison, EntryState, Portfolio, PortfolioEntry, PortfolioPerson
from .standing import Standing, Standings, standings


@dataclass(frozen=True)
class Row:
    """An organization that is seen, and the entry by which."""

    entry: PortfolioEntry
    standing: Standing


@dataclass(frozen=True)
class Compared:
    """What is shown of the group for one assessment."""

    instrument: Instrument
    group: Group

    @property
    def area(self) -> Area:
        return Area(self.instrument.area)


@dataclass(frozen=True)
class LevelCount:
    """How many organizations have which level in an area; `none` have too few answers to say, or none."""

    label: str
    strong: int
    middle: int
    low: int
    none: int


@dataclass(frozen=True)
class Seen:
    """A portfolio with all that those who keep it see. `counted` is how many organizations can be compared at most."""

    portfolio: Portfolio
    rows: tuple[Row, ...]
    compared: tuple[Compared, ...]
    counted: int
    made_at: datetime

    fewest = FEWEST_FOR_SCORES

    @property
    def title(self) -> str:
        return "Portfolio report"

    @property
    def left_out(self) -> int:
        """How many are not compared, because somebody who may open the portfolio is a member there."""
        return len(self.rows) - self.counted

    @cached_property
    def levels(self) -> tuple[LevelCount, ...]:
        return tuple(self._count(place, area.label) for place, area in enumerate(AREAS))

    @cached_property
    def with_plan(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.standing.plan)

    @property
    def overdue(self) -> tuple[Row, ...]:
        """Those with overdue tasks, most first."""
        late = (row for row in self.with_plan if row.standing.plan and row.standing.plan.progress.overdue)
        return tuple(sorted(late, key=lambda row: -_overdue(row)))

    @property
    def figures(self) -> Figures:
        """A bar for each assessment that is compared: the average of all."""
        bars = (
            Bar(
                label=f"{one.area.label}: {one.instrument.title}",
                share=float(one.group.average),
                answered=one.group.number,
                of=one.group.number,
                said=one.group.average_words,
                basis=f"{one.group.number} organizations",
            )
            for one in self.compared
        )
        return Figures("The group on average, by assessment", tuple(bars), "Average share")

    @property
    def has_halves(self) -> bool:
        return any(one.group.lower is not None for one in self.compared)

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        return tuple(one.instrument for one in self.compared)

    def _count(self, place: int, label: str) -> LevelCount:
        found = [row.standing.areas[place].standing.level for row in self.rows]
        return LevelCount(label, found.count("strong"), found.count("middle"), found.count("low"), found.count(None))


def read(portfolio: Portfolio, *, sort: str = "") -> Seen:
    """All that is seen now; six queries, and four more where averages are counted anew."""
    today = timezone.localdate()
    # An organization that ends, or that became the demo, drops out.
    here = PortfolioEntry.objects.filter(
        portfolio=portfolio, state=EntryState.AGREED, organization__delete_at=None, organization__is_demo=False
    )
    entries = {entry.organization_id: entry for entry in here.select_related("organization")}
    found = standings([entry.organization for entry in entries.values() if entry.organization], today)
    people = PortfolioPerson.objects.filter(portfolio=portfolio).exclude(user=None).values("user")
    theirs = set(
        Membership.objects.filter(user__in=people, organization__in=entries).values_list("organization", flat=True)
    )
    rows = [Row(entries[standing.organization.pk], standing) for standing in found.rows]
    return Seen(
        portfolio=portfolio,
        rows=tuple(in_order(rows, sort)),
        compared=_compared(portfolio, found, theirs, today),
        counted=len(rows) - len(theirs),
        made_at=timezone.now(),
    )


def _compared(portfolio: Portfolio, found: Standings, left_out: set[int], today: date) -> tuple[Compared, ...]:
    """The group for each assessment, by area and in the toolkits' order. What is counted anew is kept."""
    kept = _kept(portfolio)
    groups = _groups(found, left_out, kept, today)
    if any(group is not kept.get(slug) for slug, group in groups.items()):
        with transaction.atomic():  # two who look at once must not each get averages of their own
            Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio.pk)
            kept = _kept(portfolio)
            groups = _groups(found, left_out, kept, today)
            _keep(portfolio, {slug: group for slug, group in groups.items() if group is not kept.get(slug)})
    order = {area: place for place, area in enumerate(AREAS)}
    shown = [Compared(found.instruments[slug], group) for slug, group in groups.items()]
    return tuple(sorted(shown, key=lambda one: order[one.area]))


def _groups(found: Standings, left_out: set[int], kept: Mapping[str, Group], today: date) -> dict[str, Group]:
    groups = {}
    for slug, figures in found.figures.items():
        counted = [figure for figure in figures if figure.organization not in left_out]
        group = group_of(counted, kept.get(slug), today)
        if group is not None:
            groups[slug] = group
    return groups


def _kept(portfolio: Portfolio) -> dict[str, Group]:
    return {
        one.instrument_id: Group(
            {int(organization): completion for organization, completion in one.counted.items()},
            one.number,
            one.made_on,
            one.average,
            one.lower,
            one.upper,
        )
        for one in Comparison.objects.filter(portfolio=portfolio)
    }


def _keep(portfolio: Portfolio, groups: Mapping[str, Group]) -> None:
    fields = ("made_on", "counted", "number", "average", "lower", "upper")
    Comparison.objects.bulk_create(
        (
            Comparison(
                portfolio=portfolio,
                instrument_id=slug,
                **{name: getattr(group, name) for name in fields},
            )
            for slug, group in groups.items()
        ),
        update_conflicts=True,
        unique_fields=("portfolio", "instrument"),
        update_fields=fields,
    )


def _level(row: Row, place: int) -> tuple[int]:
    """What is not known comes last."""
    level = row.standing.areas[place].standing.level
    return (len(LEVELS) - LEVELS.index(level) if level else len(LEVELS) + 1,)


def _percent(row: Row) -> int:
    return row.standing.plan.progress.percent if row.standing.plan else 0


def _overdue(row: Row) -> int:
    return row.standing.plan.progress.overdue if row.standing.plan else 0


def _next(row: Row) -> date:
    return (row.standing.plan.next if row.standing.plan else None) or date.max


SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "name": ("Name", lambda row: ()),
    **{area.value: (f"{area.label}, lowest first", partial(_level, place=place)) for place, area in enumerate(AREAS)},
    "assessed": ("Assessed longest ago", lambda row: (row.standing.assessed_on or date.min,)),
    "far": ("Plan, least done first", lambda row: (row.standing.plan is not None, _percent(row))),
    "overdue": ("Most overdue", lambda row: (-_overdue(row),)),
    "next": ("Next date", lambda row: (_next(row),)),
}
"""By which organizations can be put in order, each with its words; equal ones by name."""


def in_order(rows: Iterable[Row], sort: str) -> list[Row]:
    """The rows in one of SORTS, by name where it is none of them."""
    _, key = SORTS.get(sort, SORTS["name"])
    return sorted(rows, key=lambda row: (*key(row), row.standing.organization.name.casefold(), row.entry.pk))
