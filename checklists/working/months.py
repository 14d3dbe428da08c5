"""A month of a plan, week by week, with what is due. Pure."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..planning.schedule import EARLIEST, LATEST
from .entries import Entry, Standing

SHOWN_A_DAY = 6
"""Tasks of a day that are shown at once; the others open."""
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@dataclass(frozen=True, slots=True)
class Day:
    """`anchor` and `holiday` are what the day is, in words, or empty."""

    on: date
    entries: tuple[Entry, ...]
    holiday: str = ""
    anchor: str = ""
    is_today: bool = False

    @property
    def is_weekend(self) -> bool:
        return self.on.weekday() > 4

    @property
    def has_something(self) -> bool:
        return bool(self.entries or self.holiday or self.anchor or self.is_today)

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries if len(self.entries) <= SHOWN_A_DAY + 1 else self.entries[:SHOWN_A_DAY]

    @property
    def folded(self) -> tuple[Entry, ...]:
        return self.entries[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` begin on Sunday; None stands for a day of another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    due: int
    done: int

    @property
    def before(self) -> str:
        """The month before as an address has it, or empty where plans hold none."""
        return _address(self.first - timedelta(1))

    @property
    def after(self) -> str:
        return _address(following(self.first))


def month_of(
    first: date,
    entries: Iterable[Entry],
    *,
    today: date,
    holidays: Mapping[date, str],
    anchor: date,
    anchor_label: str,
) -> Month:
    """The month that begins on `first`. Entries of other months are passed over."""
    due = defaultdict(list)
    for entry in entries:
        if entry.due and (entry.due.year, entry.due.month) == (first.year, first.month):
            due[entry.due].append(entry)

    def day(on: date) -> Day | None:
        if on.month != first.month:
            return None
        label = anchor_label if on == anchor else ""
        return Day(on, tuple(due.get(on, ())), holidays.get(on, ""), label, on == today)

    begin = first - timedelta((first.weekday() + 1) % 7)
    count = -(-(calendar.monthrange(first.year, first.month)[1] + (first - begin).days) // 7)
    weeks = tuple(tuple(day(begin + timedelta(7 * week + n)) for n in range(7)) for week in range(count))
    everything = [entry for those in due.values() for entry in those]
    done = sum(1 for entry in everything if entry.standing == Standing.DONE)
    return Month(first, weeks, len(everything), done)


def parse_month(text: str, today: date) -> date:
    """The first day of a month such as "2027-03"; of today's where the text is none that a plan can hold."""
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII) and EARLIEST.year <= int(text[:4]) <= LATEST.year:
        return date(int(text[:4]), int(text[5:]), 1)
    return today.replace(day=1)


def following(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(31)).replace(day=1)


def address(day: date) -> str:
    """A day's month as an address has it."""
    return f"{day.year:04}-{day.month:02}"


def _address(day: date) -> str:
    return address(day) if EARLIEST <= day <= LATEST else ""
