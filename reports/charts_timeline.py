"""A plan along time: a row a phase, its band, a mark for each task. Pure geometry, as in `charts.py`.

A mark has another shape for each standing, and beside it the task's number. Where the marks of a phase would need more
room than a row has, tasks near each other that stand alike are counted together instead, by weeks.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from checklists.planning.timeline import PhaseSpan, PlanSpan
from checklists.working.entries import Entry, Standing

from .charts import wrap

WIDTH = 960
LEFT, MARGIN = 186, 16
"""Where time begins, right of the phases' names, and what stays free at the other end."""
TOP, LANE, LINE, PAD = 50, 20, 16, 10
LETTER = 6.4
"""About the width of a letter of the size that labels have."""
MOST_LANES = 5
TIMES, DASH = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}"
COUNT_ROOM = 48
"""What the mark of several tasks takes with its count."""
SHORTEST = 28
"""Days that the chart shows at least."""
NEAR = 92
"""How many days today may lie outside a plan's dates and still be drawn in its place."""
TICK_ROOM = 66
TICK_DAYS, TICK_MONTHS = (7, 14), (1, 2, 3, 6, 12, 24, 60, 120, 240)
KEY = (*Standing,)
KEY_ROOM = 118


@dataclass(frozen=True)
class Mark:
    """A task, or several that stand alike, around the middle of its drawing. `said` is for whoever points at it.

    `ground` is the width of what is laid below the label, where a line would go through it.
    """

    kind: str
    x: int
    y: int
    label: str
    said: str
    ground: int = 0

    @property
    def path(self) -> str:
        """The mark, drawn around its middle; what is done and what is open are circles."""
        return {
            Standing.WAITING: f"M{self.x} {self.y - 7}l7 7l-7 7l-7 -7z",
            Standing.OVERDUE: f"M{self.x} {self.y - 7}l7 12h-14z",
            Standing.NOT_NEEDED: f"M{self.x - 4} {self.y - 4}l8 8m0 -8l-8 8",
        }.get(Standing(self.kind), "")

    @property
    def label_x(self) -> int:
        return self.x + 10

    @property
    def ground_y(self) -> int:
        return self.y - 7


@dataclass(frozen=True)
class Row:
    """A phase: its name in lines, what is said below it, its band and its marks."""

    y: int
    height: int
    name: tuple[str, ...]
    facts: tuple[str, ...]
    band_x: int
    band_width: int
    marks: tuple[Mark, ...]

    @property
    def name_lines(self) -> tuple[tuple[str, int], ...]:
        return tuple((text, self.y + PAD + 12 + LINE * n) for n, text in enumerate(self.name))

    @property
    def fact_lines(self) -> tuple[tuple[str, int], ...]:
        first = self.y + PAD + 12 + LINE * len(self.name)
        return tuple((text, first + LINE * n) for n, text in enumerate(self.facts))

    @property
    def band_y(self) -> int:
        return self.y + 5

    @property
    def band_height(self) -> int:
        return self.height - 10


@dataclass(frozen=True)
class Line:
    """A day that goes through all rows. `label_x` is the middle of its words, which stay within the chart."""

    x: int
    label: str
    label_x: int


@dataclass(frozen=True)
class Timeline:
    """A whole chart. `ticks` are labels with their places and those of their words. `is_counted` where marks stand for
    several tasks. `beyond` says that today lies before or after all that is drawn."""

    title: str
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, int, int], ...]
    today: Line | None
    beyond: str
    anchor: Line
    key: tuple[Mark, ...]
    is_counted: bool

    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - MARGIN
    top: int = TOP

    @property
    def bottom(self) -> int:
        return self.rows[-1].y + self.rows[-1].height if self.rows else TOP

    @property
    def tick_y(self) -> int:
        return self.bottom + 18


def timeline_of(span: PlanSpan) -> Timeline:
    """Draw a plan's phases from top to bottom and its time from left to right."""
    first, last = _range(span)
    across = _scale(first, last)
    drawn, is_counted = _drawn(span.phases, across, (last - first).days)
    today = _line(span.today, f"Today, {day_in_words(span.today)}", across) if first <= span.today <= last else None
    anchor = _line(span.anchor, f"{span.anchor_label}, {day_in_words(span.anchor)}", across)
    crossed = {line.x for line in (today, anchor) if line}
    rows: list[Row] = []
    y = TOP
    for phase, (marks, lanes) in zip(span.phases, drawn, strict=True):
        row = _row(phase, marks, lanes, y, across, crossed)
        rows.append(row)
        y += row.height
    key_y = y + 46
    return Timeline(
        title=describe(span),
        height=key_y + 14,
        rows=tuple(rows),
        ticks=_ticks(first, last, across),
        today=today,
        beyond=_beyond(span.today, first, last),
        anchor=_beside(anchor, today) if today else anchor,
        key=tuple(Mark(kind, LEFT + 8 + KEY_ROOM * n, key_y, kind.label, "") for n, kind in enumerate(KEY)),
        is_counted=is_counted,
    )


def day_in_words(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def describe(span: PlanSpan) -> str:
    """The chart in words, for who hears it instead of seeing it."""
    days = f"Today is {day_in_words(span.today)}. {span.anchor_label}: {day_in_words(span.anchor)}."
    said = [f"Timeline of {span.name}. {days}"]
    for phase in span.phases:
        counts = ", ".join(f"{count} {kind.label.lower()}" for kind in Standing if (count := phase.count(kind)))
        total = len(phase.entries)
        tasks = f"{total} task{'' if total == 1 else 's'}: {counts}" if total else "no tasks"
        said.append(f"{phase.title}, {day_in_words(phase.opens)} to {day_in_words(phase.closes)}, {tasks}.")
    return " ".join(said)


def _range(span: PlanSpan) -> tuple[date, date]:
    """The first and the last day that are drawn, with a little room, and today if it is near."""
    days = [span.anchor]
    for phase in span.phases:
        days += [phase.opens, phase.closes, *(one.due for one in phase.dated if one.due)]
    first, last = min(days), max(days)
    if first - timedelta(NEAR) <= span.today <= last + timedelta(NEAR):
        first, last = min(first, span.today), max(last, span.today)
    room = max(SHORTEST - (last - first).days, (last - first).days // 25, 4) // 2
    return first - timedelta(room), last + timedelta(room)


def _scale(first: date, last: date) -> Callable[[date], int]:
    whole = (last - first).days
    return lambda day: LEFT + round((WIDTH - MARGIN - LEFT) * (day - first).days / whole)


def _drawn(
    phases: Sequence[PhaseSpan], across: Callable[[date], int], days: int
) -> tuple[list[tuple[tuple[Mark, ...], int]], bool]:
    """The marks of each phase with the number of lanes, and whether tasks of any are counted together."""
    weeks = ceil(COUNT_ROOM * days / (7 * (WIDTH - MARGIN - LEFT)))
    single = [_single(phase, across) for phase in phases]
    found = [one or _counted(phase, across, weeks) for one, phase in zip(single, phases, strict=True)]
    return found, not all(single)


def _row(
    phase: PhaseSpan, marks: tuple[Mark, ...], lanes: int, y: int, across: Callable[[date], int], crossed: set[int]
) -> Row:
    name = wrap(phase.title, LEFT - 24)
    done, total = phase.count(Standing.DONE), len(phase.entries) - phase.count(Standing.NOT_NEEDED)
    facts = (
        _between(phase.opens, phase.closes),
        f"{done} of {total} done" if total else "No tasks" if not phase.entries else "None needed",
    )
    height = max(2 * PAD + LINE * (len(name) + len(facts)) + 2, LANE * lanes + 2 * PAD)
    begin = across(phase.opens)
    shift = y + (height - LANE * lanes) // 2 + LANE // 2
    return Row(
        y=y,
        height=height,
        name=tuple(name),
        facts=facts,
        band_x=begin,
        band_width=max(4, across(phase.closes) - begin),
        marks=tuple(replace(mark, y=shift + LANE * mark.y, ground=_ground(mark, crossed)) for mark in marks),
    )


def _ground(mark: Mark, crossed: set[int]) -> int:
    """How wide a ground a label needs to be read where a line goes through it; 0 where none does."""
    wide = round(LETTER * len(mark.label)) + 2
    return wide if any(mark.label_x - 2 <= x <= mark.label_x + wide + 2 for x in crossed) else 0


def _between(opens: date, closes: date) -> str:
    if opens == closes:
        return day_in_words(opens)
    begin = f"{opens:%b} {opens.day}" + (f", {opens.year}" if opens.year != closes.year else "")
    return f"{begin} {DASH} {day_in_words(closes)}"


def _counted(phase: PhaseSpan, across: Callable[[date], int], weeks: int) -> tuple[tuple[Mark, ...], int]:
    """A phase's tasks counted together by so many weeks from its first one on, and the number of lanes.

    The marks stand in the middle of the tasks that they count; where two would lie over each other, they become one.
    """
    stretches: dict[int, list[Entry]] = {}
    begin = min(entry.due for entry in phase.dated if entry.due)
    for entry in phase.dated:
        if entry.due:
            stretches.setdefault((entry.due - begin).days // (7 * weeks), []).append(entry)
    apart: list[list[Entry]] = []
    for entries in stretches.values():
        apart.append(entries)
        while len(apart) > 1 and _place(apart[-1], across) - 8 < _end(apart[-2], across):
            apart[-2:] = [apart[-2] + apart[-1]]
    marks = [mark for entries in apart for mark in _marks_of(entries, across)]
    return tuple(marks), max(mark.y for mark in marks) + 1


def _marks_of(entries: Sequence[Entry], across: Callable[[date], int]) -> list[Mark]:
    counts = Counter(entry.standing for entry in entries)
    days = sorted(entry.due for entry in entries if entry.due)
    when = _between(days[0], days[-1])
    return [
        Mark(
            kind,
            _place(entries, across),
            lane,
            f"{TIMES}{counts[kind]}",
            f"{counts[kind]} {kind.label.lower()}: {when}",
        )
        for lane, kind in enumerate(kind for kind in Standing if counts[kind])
    ]


def _place(entries: Sequence[Entry], across: Callable[[date], int]) -> int:
    """The middle of tasks that are counted together, so that the count has room too."""
    places = [across(entry.due) for entry in entries if entry.due]
    return min(round(sum(places) / len(places)), WIDTH - MARGIN - COUNT_ROOM)


def _end(entries: Sequence[Entry], across: Callable[[date], int]) -> float:
    return _place(entries, across) + _room(f"{TIMES}{max(Counter(one.standing for one in entries).values())}")


def _single(phase: PhaseSpan, across: Callable[[date], int]) -> tuple[tuple[Mark, ...], int] | None:
    """A mark a task, in the first lane that has room, and the number of lanes; None where MOST_LANES are not enough."""
    ends: list[float] = []
    marks = []
    for entry in phase.dated:
        if entry.due is None:
            continue
        room = _room(str(entry.number))
        x = min(across(entry.due), WIDTH - MARGIN - round(room))
        lane = next((n for n, end in enumerate(ends) if end <= x - 8), len(ends))
        if lane == MOST_LANES:
            return None
        ends[lane : lane + 1] = [x + room]
        said = f"{entry.number}. {entry.title}: {_said(entry)}"
        marks.append(Mark(entry.standing, x, lane, str(entry.number), said))
    return tuple(marks), max(1, len(ends))


def _room(label: str) -> float:
    """What a mark takes right of its middle."""
    return 12 + LETTER * len(label)


def _said(entry: Entry) -> str:
    return f"{day_in_words(entry.due)}, {entry.words.lower()}" if entry.due else entry.words.lower()


def _line(day: date, label: str, across: Callable[[date], int]) -> Line:
    half = round(LETTER * len(label) / 2)
    x = across(day)
    return Line(x, label, max(half + 2, min(x, WIDTH - half - 2)))


def _beside(line: Line, other: Line) -> Line:
    """With the words beside the other line, where it would go through them."""
    half = round(LETTER * len(line.label) / 2) + 7
    if abs(line.label_x - other.x) > half:
        return line
    is_right = (line.x >= other.x and other.x + 2 * half < WIDTH) or other.x < 2 * half
    return replace(line, label_x=other.x + (half if is_right else -half))


def _beyond(today: date, first: date, last: date) -> str:
    if first <= today <= last:
        return ""
    return f"Today, {day_in_words(today)}, is {'before' if today < first else 'after'} all of this."


def _ticks(first: date, last: date, across: Callable[[date], int]) -> tuple[tuple[str, int, int], ...]:
    """Round days with their places: by days, months or years, as many as have room."""
    most = (WIDTH - MARGIN - LEFT) // TICK_ROOM
    days = (last - first).days
    step = next((step for step in TICK_DAYS if days / step <= most), 0)
    if step:
        begin = first + timedelta((7 - first.weekday()) % 7)
        found = [begin + timedelta(n) for n in range(0, (last - begin).days + 1, step)]
        return _placed([(f"{day:%b} {day.day}", across(day)) for day in found])
    months = next((step for step in TICK_MONTHS if days / (30.4 * step) <= most), TICK_MONTHS[-1])
    at = -(-(first.year * 12 + first.month - (first.day == 1)) // months) * months
    found = [date(n // 12, n % 12 + 1, 1) for n in range(at, last.year * 12 + last.month, months)]
    return _placed([(f"{day:%b %Y}" if months < 12 else str(day.year), across(day)) for day in found])


def _placed(ticks: list[tuple[str, int]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((label, x, min(x, WIDTH - 2 - round(LETTER * len(label) / 2))) for label, x in ticks)
