"""What about the money deserves a warning. Pure: years and sources in, sentences out.

That programs with several sources are steadier, and that grants and contracts end, the toolkits say (`ADVICE`). When
that becomes a warning is ours: a PeerReady heuristic, called so on the pages that show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .amounts import NOUGHT, dollars, years_in_words
from .years import Source, Total, Year


class Kind(StrEnum):
    ONE_SOURCE = "one-source"
    ENDS_EARLY = "ends-early"
    NOTHING_SECURED = "nothing-secured"


TITLES = {
    Kind.ONE_SOURCE: "One source that ends carries all",
    Kind.ENDS_EARLY: "The money ends before the need does",
    Kind.NOTHING_SECURED: "Nothing is secured yet for {years}",
}
ADVICE = {
    Kind.ONE_SOURCE: ("prcoe-plan-funding", "prcoe-financing/grants"),
    Kind.ENDS_EARLY: ("lappa-grants", "prcoe-money-and-time"),
    Kind.NOTHING_SECURED: ("prcoe-implementation/identify-funding", "prcoe-money-and-time"),
}
"""The keys of the entries that say more, by kind of warning."""


@dataclass(frozen=True)
class Caution:
    """A warning: `lines` are whole sentences, `years` those that it is about."""

    kind: Kind
    lines: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def title(self) -> str:
        return TITLES[self.kind].format(years=years_in_words(self.years))


def cautions(years: Sequence[Year], sources: Sequence[Source], today: date) -> tuple[Caution, ...]:
    """The warnings for the year at hand and those to come, the most pressing first."""
    ahead = [year for year in years if year.year >= today.year]
    found = (_nothing_secured(ahead), _one_source(ahead, sources, today), _ends_early(ahead, sources, today))
    return tuple(one for one in found if one)


def _nothing_secured(ahead: Sequence[Year]) -> Caution | None:
    bare = tuple(year for year in ahead if year.need and not year.secured)
    if not bare:
        return None
    total = Total(bare)
    told = tuple(year.year for year in bare)
    applied = f"{dollars(total.applied)} of it is applied for." if total.applied else "None of it is applied for."
    return Caution(Kind.NOTHING_SECURED, (f"The program needs {dollars(total.need)} then. {applied}",), told)


def _one_source(ahead: Sequence[Year], sources: Sequence[Source], today: date) -> Caution | None:
    """Years whose secured money comes from exactly one source, which ends."""
    alone: dict[int, list[int]] = {}
    for year in ahead:
        paying = [n for n, source in enumerate(sources) if source.secured(year.year, today) > NOUGHT]
        if len(paying) == 1 and sources[paying[0]].ends:
            alone.setdefault(paying[0], []).append(year.year)
    if not alone:
        return None
    lines = tuple(
        f"All that is secured for {years_in_words(of)} comes from “{sources[n].name}”, which is given for a time only."
        for n, of in alone.items()
    )
    return Caution(Kind.ONE_SOURCE, lines, tuple(sorted(year for of in alone.values() for year in of)))


def _ends_early(ahead: Sequence[Year], sources: Sequence[Source], today: date) -> Caution | None:
    """Secured sources that end while the program goes on to need money which nothing else has secured."""
    lines, told = [], set()
    for source in sources:
        end = source.last_day
        pays = any(source.secured(year.year, today) > NOUGHT for year in ahead)
        if not source.ends or end is None or end < today or not pays:
            continue
        after = [year for year in ahead if date(year.year, 12, 31) > end and year.gap]
        if after:
            gap = Total(tuple(after)).gap
            which = years_in_words([year.year for year in after])
            costs = "costs" if len(after) == 1 else "cost"
            lines.append(
                f"“{source.name}” ends on {end:%B} {end.day}, {end.year}. "
                f"Of what {which} {costs}, {dollars(gap)} is not secured."
            )
            told |= {year.year for year in after}
    return Caution(Kind.ENDS_EARLY, tuple(lines), tuple(sorted(told))) if lines else None
