"""What is needed, secured and applied for, a column a year. Pure geometry, as in `charts.py`.

What is secured is solid, what is applied for hatched, what is found neither way a dashed frame, and the need a thick
line across: they differ without colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from checklists.money.amounts import dollars, in_short
from checklists.money.summary import MoneySummary
from checklists.money.years import Year

from .charts import NARROW

HEIGHT, TOP, LEFT = 200, 14, 50
WIDEST = 56
OVERHANG = 6
HATCH = 7
MOST_YEARS = 10
FEWEST_TICKS = 3
ROOM_FOR_GAP, ROOM_FOR_YEAR = 56, 34
"""The least width of a year's column for its gap, and for all four digits of its year."""
KEY_LINE = 24
KEY = (("secured", "Secured"), ("applied", "Applied for"), ("open", "Not found yet"), ("need", "Needed"))


@dataclass(frozen=True)
class Block:
    """A part of a column, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def hatching(self) -> str:
        """Slanting lines that fill it."""
        lines = []
        for at in range(HATCH, self.width + self.height, HATCH):
            left, right = max(0, at - self.height), min(at, self.width)
            lines.append(f"M{self.x + left} {self.y + at - left}L{self.x + right} {self.y + at - right}")
        return "".join(lines)


@dataclass(frozen=True)
class Column:
    """A year. `need` is the path of the line at the height of what is needed."""

    label: str
    x: int
    secured: Block | None
    applied: Block | None
    open: Block | None
    need: str
    gap: str


@dataclass(frozen=True)
class KeyMark:
    """What a mark in the chart means. `kind` is one of KEY."""

    kind: str
    label: str
    x: int
    y: int

    @property
    def block(self) -> Block:
        return Block(self.x, self.y - 11, 22, 13)

    @property
    def line(self) -> str:
        return f"M{self.x} {self.y - 4}h22"

    @property
    def text_x(self) -> int:
        return self.x + 30


@dataclass(frozen=True)
class FundingChart:
    """A whole chart. `ticks` are sums with their heights; `title` says everything that it shows."""

    title: str
    width: int
    height: int
    ticks: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]
    key: tuple[KeyMark, ...]
    left_out: int

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - 4

    @property
    def year_y(self) -> int:
        return TOP + HEIGHT + 19

    @property
    def gap_y(self) -> int:
        return TOP + HEIGHT + 36


def funding_chart_of(summary: MoneySummary, width: int = 640) -> FundingChart:
    """The years of a summary; of more than MOST_YEARS those at hand and to come."""
    return funding_chart("Money by year", summary.years, this_year=summary.today.year, width=width)


def funding_chart(title: str, years: Sequence[Year], *, this_year: int, width: int = 640) -> FundingChart:
    """A column a year, from left to right, and the key below."""
    drawn = _drawn(years, this_year)
    step, ticks = _ticks(max((_top(year) for year in drawn), default=Decimal(0)))
    pitch = Decimal(width - 4 - LEFT) / max(1, len(drawn))
    across = 2 if width < NARROW else len(KEY)
    key_y = TOP + HEIGHT + (62 if pitch >= ROOM_FOR_GAP else 46)
    return FundingChart(
        title=describe(title, drawn),
        width=width,
        height=key_y + KEY_LINE * ((len(KEY) - 1) // across) + 8,
        ticks=tuple((in_short(step * n), _height(step * n, step * ticks)) for n in range(ticks + 1)),
        columns=tuple(_column(year, LEFT + round(pitch * n), pitch, step * ticks) for n, year in enumerate(drawn)),
        key=tuple(
            KeyMark(kind, label, (width // across) * (n % across) + 2, key_y + KEY_LINE * (n // across))
            for n, (kind, label) in enumerate(KEY)
        ),
        left_out=len(years) - len(drawn),
    )


def gap_in_words(year: Year) -> str:
    """A year's gap, such as "$40,000, of which $10,000 is applied for"; or that there is none, or that nobody knows."""
    if year.gap is None:
        return "cost not known yet"
    if not year.gap:
        return "covered" if year.need else "nothing needed"
    applied = f", of which {dollars(year.applied_of_gap)} is applied for" if year.applied_of_gap else ""
    return f"{dollars(year.gap)}{applied}"


def describe(title: str, years: Sequence[Year]) -> str:
    """The chart in words, for who hears it instead of seeing it."""
    said = []
    for year in years:
        need = f"needed {dollars(year.need)}" if year.need is not None else "need not known"
        parts = [need, f"secured {dollars(year.secured)}", f"applied for {dollars(year.applied)}"]
        if year.gap:
            parts.append(f"gap {dollars(year.gap)}")
        said.append(f"{year.year}: {', '.join(parts)}.")
    return " ".join((f"{title}.", *said))


def _drawn(years: Sequence[Year], this_year: int) -> Sequence[Year]:
    if len(years) <= MOST_YEARS:
        return years
    ahead = [year for year in years if year.year >= this_year]
    return ahead[:MOST_YEARS] if len(ahead) >= MOST_YEARS else years[-MOST_YEARS:]


def _top(year: Year) -> Decimal:
    return max(year.need or Decimal(0), year.secured + year.applied)


def _ticks(top: Decimal) -> tuple[Decimal, int]:
    """The step between two round sums, and how many steps reach the top."""
    if top <= 0:
        return Decimal(1), 1
    size = Decimal(10) ** (top.adjusted() + 1)
    steps = (size * part for part in map(Decimal, ("1", "0.5", "0.25", "0.2", "0.1", "0.05", "0.025", "0.02")))
    step = next(step for step in steps if top / step > FEWEST_TICKS - 1)
    return step, int((top / step).to_integral_value(ROUND_CEILING))


def _height(amount: Decimal, whole: Decimal) -> int:
    return TOP + HEIGHT - round(HEIGHT * amount / whole)


def _column(year: Year, left: int, pitch: Decimal, whole: Decimal) -> Column:
    middle = left + round(pitch / 2)
    wide = min(WIDEST, round(pitch * Decimal("0.6")))
    begin = middle - wide // 2

    def block(low: Decimal, amount: Decimal) -> Block | None:
        y = _height(low + amount, whole)
        return Block(begin, y, wide, max(2, _height(low, whole) - y)) if amount > 0 else None

    there = year.secured + year.applied
    over = min(OVERHANG, max(1, round(pitch) // 2 - wide // 2 - 1))
    line = f"M{begin - over} {_height(year.need, whole)}h{wide + 2 * over}" if year.need is not None else ""
    return Column(
        label=str(year.year) if pitch >= ROOM_FOR_YEAR else f"'{year.year % 100:02}",
        x=middle,
        secured=block(Decimal(0), year.secured),
        applied=block(year.secured, year.applied),
        open=block(there, year.open),
        need=line,
        gap=_gap_label(year) if pitch >= ROOM_FOR_GAP else "",
    )


def _gap_label(year: Year) -> str:
    if year.gap:
        return f"gap {in_short(year.gap)}"
    return "covered" if year.need else ""
