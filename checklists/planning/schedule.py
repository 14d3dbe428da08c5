"""From an anchor to dates. Pure: an anchor, a day to begin, phases and a calendar in; dates out.

A task has a place in its phase, 0 to 1000. Its date is that part of the phase's window, put on a working day. It
depends on nothing else, so moving the anchor there and back gives the same dates again. How windows shrink when there
is less time than the toolkit says, is a PeerReady heuristic.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .phases import Phase

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Dates that are taken for an anchor or a task."""
LEAST_OF_A_PHASE = 30
"""Days of a first phase that must be left for it to keep its own time; with fewer, what is left is shared out anew."""
SHORTEST = 14
"""Days of a window that must be left; with fewer, it is given CATCH_UP days from the first day on."""
CATCH_UP = 28
WHOLE = 1000
IsWorking = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Window:
    """When a phase's tasks are due: first and last day. `is_moved`: not when the toolkit says, for lack of time."""

    phase: Phase
    opens: date
    closes: date
    is_moved: bool = False

    def holds(self, day: date) -> bool:
        return self.opens <= day <= self.closes


def windows(phases: Sequence[Phase], anchor: date, scheduled_from: date) -> dict[str, Window]:
    """The window of each phase, by its slug. Nothing begins before `scheduled_from`.

    Raises ValueError where the anchor or the day to begin is not between EARLIEST and LATEST.
    """
    for day in (anchor, scheduled_from):
        if not EARLIEST <= day <= LATEST:
            raise ValueError(f"{day} is not between {EARLIEST} and {LATEST}.")
    lead = (anchor - scheduled_from).days
    before = [phase for phase in phases if phase.closes < 0]
    is_squeezed = bool(before) and lead < -before[0].closes + min(LEAST_OF_A_PHASE, before[0].closes - before[0].opens)
    found = {}
    for phase in phases:
        if phase in before and is_squeezed:
            found[phase.slug] = _squeezed(phase, before[0], anchor, scheduled_from)
        else:
            found[phase.slug] = _in_time(phase, anchor, scheduled_from)
    return found


def _in_time(phase: Phase, anchor: date, scheduled_from: date) -> Window:
    opens, closes = anchor + timedelta(phase.opens), anchor + timedelta(phase.closes)
    natural = closes - opens
    if closes - scheduled_from >= min(natural, timedelta(SHORTEST)):
        return Window(phase, max(opens, scheduled_from), closes)
    return Window(phase, scheduled_from, scheduled_from + min(natural, timedelta(CATCH_UP)), is_moved=True)


def _squeezed(phase: Phase, first: Phase, anchor: date, scheduled_from: date) -> Window:
    """The phases before the anchor, each with its share of the time that is left."""
    # A twelfth of the whole lead time is the least: a month of a year, but five days of somebody's sixty.
    left = max((anchor - scheduled_from).days, min(CATCH_UP, -first.opens // 12))
    opens = scheduled_from + timedelta(left * (phase.opens - first.opens) // -first.opens)
    closes = scheduled_from + timedelta(left * (phase.closes - first.opens) // -first.opens)
    return Window(phase, opens, closes, is_moved=True)


def due_date(window: Window, place: int, is_working: IsWorking) -> date:
    """The working day at this place of the window, 0 to 1000: the nearest before it, else the first one after it.

    Where the window has no working day at all, the next one behind it.
    """
    wanted = window.opens + timedelta(round((window.closes - window.opens).days * place / WHOLE))
    day = wanted
    while day > window.opens and not is_working(day):
        day -= timedelta(1)
    if is_working(day):
        return day
    while not is_working(day) and day.toordinal() < date.max.toordinal():
        day += timedelta(1)
    return day


def place_from(today: date, window: Window, place: int, is_working: IsWorking) -> tuple[int, date, bool]:
    """Place and date of a task that comes into a plan today, and whether it is a date that the plan must leave alone.

    A task is never late on the day on which it is added: its place is taken in what is left of the window, and where
    nothing is left, it is due SHORTEST days from now, whatever the phase.
    """
    due = due_date(window, place, is_working)
    if due >= today:
        return place, due, False
    if window.closes > today:
        gone = WHOLE * (today - window.opens).days // (window.closes - window.opens).days
        later = -(-((WHOLE - gone) * place) // WHOLE) + gone
        due = due_date(window, later, is_working)
        if due >= today:
            return later, due, False
    soon = today + timedelta(SHORTEST)
    return place, due_date(Window(window.phase, soon, soon), 0, is_working), True


def places(count: int) -> list[int]:
    """Places for so many tasks, spread evenly: neither the first day nor the last."""
    return [round(WHOLE * (2 * n + 1) / (2 * count)) for n in range(count)]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the schedule needs to know of a task."""

    number: int
    phase: str
    place: int
    due: date | None
    due_by_hand: bool
    is_finished: bool


def schedule(
    tasks: Iterable[Planned], found: Mapping[str, Window], is_working: IsWorking, *, shift: int | None = None
) -> dict[int, date]:
    """New dates by number, of those tasks alone whose date changes; never of finished ones.

    Dates that were set by hand stay, or with `shift` move by so many days, back to a working day.
    """
    new = {}
    for task in tasks:
        if task.is_finished:
            continue
        due = _shifted(task.due, shift, is_working) if task.due_by_hand else None
        if not task.due_by_hand:
            due = due_date(found[task.phase], task.place, is_working)
        if due and due != task.due:
            new[task.number] = due
    return new


def _shifted(due: date | None, shift: int | None, is_working: IsWorking) -> date | None:
    if due is None or not shift:
        return None
    day = min(max(due + timedelta(shift), EARLIEST), LATEST)
    while not is_working(day):
        day -= timedelta(1)
    return day


def in_order(items: Sequence[str], first: Sequence[str]) -> list[str]:
    """`items` with those named in `first` before the others; both keep their order."""
    place = {item: n for n, item in enumerate(first)}
    return sorted(items, key=lambda item: place.get(item, len(place)))


def is_plausible(day: date) -> bool:
    """Whether a date is one that a plan can hold: neither year 1 nor 9999."""
    return EARLIEST <= day <= LATEST
