"""A measure's values over time against its target and baseline. Pure geometry, as in `charts.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from checklists.goals.numbers import DOLLARS, PERCENT, shown
from checklists.goals.summary import MeasureState

HEIGHT, TOP, KEY_LINE = 200, 16, 22
MOST_MARKS = 40
MOST_TOLD = 12
NEARBY = 730
"""How many days a baseline or a target may lie outside the values and still be shown in its place."""
LETTER = 6.4
Values = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True)
class Level:
    """A line across the chart, with its words in the key. `x` is where its own day is, if that is on the chart."""

    y: int
    x: int | None
    text: str
    key_y: int


@dataclass(frozen=True)
class MeasureTrend:
    """A whole chart. `ticks` are labels with their heights, `days` labels with their places and anchors."""

    title: str
    width: int
    height: int
    left: int
    ticks: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, int, str], ...]
    path: str
    points: tuple[tuple[int, int], ...]
    figure: str
    figure_x: int
    figure_y: int
    figure_anchor: str
    target: Level | None
    baseline: Level | None

    @property
    def right(self) -> int:
        return self.width - 8

    @property
    def day_y(self) -> int:
        return TOP + HEIGHT + 20

    @property
    def key_path_end(self) -> int:
        return self.left + 36

    @property
    def key_x(self) -> int:
        return self.left + 46


@dataclass(frozen=True)
class Spark:
    """The same in the size of a word: no axes, the target as a dashed line."""

    title: str
    width: int
    height: int
    path: str
    latest: tuple[int, int]
    target_y: int | None

    @property
    def right(self) -> int:
        return self.width - 2


def measure_trend(
    values: Values,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    *,
    title: str,
    unit: str = "",
    baseline_on: date | None = None,
    target_on: date | None = None,
    width: int = 640,
) -> MeasureTrend | None:
    """Draw values, (day, value) with the oldest first, against a target and a baseline; None without any value.

    The axis of days goes from the first value to the last, and to the baseline's and the target's own days where these
    lie near; the other axis holds all of them. `title` names the measure; the chart's own title says every figure.
    """
    if not values:
        return None
    heights = [value for _, value in values] + [one for one in (baseline, target) if one is not None]
    ticks = tick_values(min(heights), max(heights))
    labels = [_tick_label(tick, unit) for tick in ticks]
    left = 10 + round(LETTER * max(map(len, labels)))
    days = _days_shown(values, baseline_on, target_on)
    across = _scale(days[0].toordinal(), days[-1].toordinal(), left + 14, width - 26)
    up = _upwards(ticks[0], ticks[-1], TOP, TOP + HEIGHT)
    points = tuple((across(day.toordinal()), up(value)) for day, value in values)
    key_y = TOP + HEIGHT + 48
    aim = _level("Target", target, target_on, days, across, up, unit, key_y)
    before = _level("Baseline", baseline, baseline_on, days, across, up, unit, key_y + (KEY_LINE if aim else 0))
    figure = shown(values[-1][1], unit)
    figure_x, figure_y, anchor = _beside(points, figure, [one.y for one in (aim, before) if one], left, width)
    return MeasureTrend(
        title=_told(title, values, baseline, target, unit, baseline_on, target_on),
        width=width,
        height=key_y + KEY_LINE * ((aim is not None) + (before is not None)) - (6 if aim or before else 22),
        left=left,
        ticks=tuple((label, up(tick)) for label, tick in zip(labels, ticks, strict=True)),
        days=_day_labels(days, across),
        path=_path(points),
        points=points if len(points) <= MOST_MARKS else points[-1:],
        figure=figure,
        figure_x=figure_x,
        figure_y=figure_y,
        figure_anchor=anchor,
        target=aim,
        baseline=before,
    )


def measure_spark(
    values: Values, target: Decimal | None = None, *, title: str, unit: str = "", width: int = 132, height: int = 40
) -> Spark | None:
    """The small form of a trend; None without any value."""
    if not values:
        return None
    heights = [value for _, value in values] + ([] if target is None else [target])
    across = _scale(values[0][0].toordinal(), values[-1][0].toordinal(), 6, width - 8)
    up = _upwards(min(heights), max(heights), 7, height - 7)
    points = [(across(day.toordinal()), up(value)) for day, value in values]
    told = _told(title, values[-MOST_TOLD:], None, target, unit, None, None)
    return Spark(told, width, height, _path(points), points[-1], None if target is None else up(target))


def trend_of(state: MeasureState, width: int = 640) -> MeasureTrend | None:
    """`measure_trend` of a measure as it stands."""
    measure = state.measure
    return measure_trend(
        [(one.on, one.value) for one in state.values],
        measure.baseline,
        measure.target,
        title=measure.name,
        unit=measure.unit,
        baseline_on=measure.baseline_on,
        target_on=measure.target_on,
        width=width,
    )


def spark_of(state: MeasureState) -> Spark | None:
    """`measure_spark` of a measure as it stands."""
    measure, values = state.measure, [(one.on, one.value) for one in state.values]
    return measure_spark(values, measure.target, title=measure.name, unit=measure.unit)


def tick_values(low: Decimal, high: Decimal) -> list[Decimal]:
    """Three to seven round numbers, the first at most `low`, the last at least `high`; from 0 where that is near."""
    if 0 <= low <= high * Decimal("0.4"):
        low = Decimal(0)
    span = max(high - low, abs(high) / 10, Decimal("0.04"))
    power = Decimal(10) ** (span / 4).adjusted()
    step = max(next(power * n for n in (1, 2, 5, 10) if power * n >= span / 4), Decimal("0.01"))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 2)
    return [step * n for n in range(int(first), int(last) + 1)]


def _tick_label(tick: Decimal, unit: str) -> str:
    own = unit if unit in (DOLLARS, PERCENT) else ""
    for size, letter in ((10**9, "B"), (10**6, "M"), (10**3, "K")):
        if abs(tick) >= max(size, 10_000):
            label = shown(tick / size, own if own == DOLLARS else "")
            return f"{label}{letter}{own if own == PERCENT else ''}"
    return shown(tick, own)


def _days_shown(values: Values, *others: date | None) -> list[date]:
    """The days of the values in order, and those of baseline and target that lie near."""
    first, last = values[0][0], values[-1][0]
    room = max(NEARBY, 2 * (last - first).days)
    near = [day for day in others if day and -room <= (day - last).days <= room and (first - day).days <= room]
    return sorted({day for day, _ in values} | set(near))


def _scale(low: int, high: int, begin: int, end: int) -> Callable[[int], int]:
    """Days to places; one day alone stands in the middle."""
    if low == high:
        return lambda _: (begin + end) // 2
    return lambda at: begin + round((end - begin) * (at - low) / (high - low))


def _upwards(low: Decimal, high: Decimal, top: int, bottom: int) -> Callable[[Decimal], int]:
    """Values to heights; where all are alike they stand in the middle."""
    if low == high:
        return lambda _: (top + bottom) // 2
    return lambda value: bottom - round((bottom - top) * (value - low) / (high - low))


def _level(
    name: str,
    value: Decimal | None,
    on: date | None,
    days: Sequence[date],
    across: Callable[[int], int],
    up: Callable[[Decimal], int],
    unit: str,
    key_y: int,
) -> Level | None:
    if value is None:
        return None
    x = across(on.toordinal()) if on and days[0] <= on <= days[-1] else None
    return Level(up(value), x, _with_day(f"{name} {shown(value, unit)}", name, on), key_y)


def _beside(
    points: Sequence[tuple[int, int]], figure: str, levels: Sequence[int], left: int, width: int
) -> tuple[int, int, str]:
    """Place and anchor of the latest figure: above its point, below it or beside it, where no line runs through it."""
    (x, y), before = points[-1], points[-2][1] if len(points) > 1 else points[-1][1]
    half = round(LETTER * len(figure) * 0.7)
    anchor = "end" if x + half > width - 8 else "start" if x - half < left else "middle"
    places = [(x, y - 12, anchor, before >= y and y > 26), (x, y + 24, anchor, before <= y and y < TOP + HEIGHT - 28)]
    places.append((x + 12, y + 5, "start", x + 12 + 2 * half < width - 8))
    free = (place for place in places if place[3] and not any(-17 < level - place[1] < 5 for level in levels))
    return next(free, places[0])[:3]


def _with_day(text: str, name: str, on: date | None) -> str:
    return f"{text} {'by' if name == 'Target' else 'on'} {_day(on)}" if on else text


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _day_labels(days: Sequence[date], across: Callable[[int], int]) -> tuple[tuple[str, int, str], ...]:
    """The first and the last day, which stay within the chart."""
    first, last = days[0], days[-1]
    if first == last:
        return ((_day(first), across(first.toordinal()), "middle"),)
    return ((_day(first), across(first.toordinal()) - 14, "start"), (_day(last), across(last.toordinal()) + 18, "end"))


def _path(points: Sequence[tuple[int, int]]) -> str:
    return "" if len(points) < 2 else "M" + "L".join(f"{x} {y}" for x, y in points)


def _told(
    title: str,
    values: Values,
    baseline: Decimal | None,
    target: Decimal | None,
    unit: str,
    baseline_on: date | None,
    target_on: date | None,
) -> str:
    """The chart in words: all values, or of many the first, the lowest, the highest and the last."""
    if len(values) <= MOST_TOLD:
        said = "; ".join(f"{_day(day)}: {shown(value, unit)}" for day, value in values)
    else:
        (first, begin), (last, end) = values[0], values[-1]
        numbers = [value for _, value in values]
        said = (
            f"{len(values)} values, from {shown(begin, unit)} on {_day(first)} to {shown(end, unit)} on {_day(last)}, "
            f"between {shown(min(numbers), unit)} and {shown(max(numbers), unit)}"
        )
    parts = [f"{title.rstrip('.')}. {said}."]
    if target is not None:
        parts.append(_with_day(f"Target {shown(target, unit)}", "Target", target_on) + ".")
    if baseline is not None:
        parts.append(_with_day(f"Baseline {shown(baseline, unit)}", "Baseline", baseline_on) + ".")
    return " ".join(parts)
