"""Shares over several rounds as lines, told apart by marks and dashes too. Pure geometry, as in `charts.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from .charts import NARROW, ended, wrap

HEIGHT = 220
TOP, LEFT = 12, 40
TICKS = (0, 25, 50, 75, 100)
KEY_LINE = 22
MARKS = ("disc", "square", "diamond", "triangle", "ring", "cross")
MOST_LINES = len(MARKS)


@dataclass(frozen=True)
class TrendLine:
    """A name and its shares in per cent, one a round; None where a round shows none."""

    name: str
    points: tuple[int | None, ...]


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    mark: str

    @property
    def path(self) -> str:
        """The mark, drawn around its middle; a disc and a ring are circles."""
        return {
            "square": f"M{self.x - 5} {self.y - 5}h10v10h-10z",
            "diamond": f"M{self.x} {self.y - 7}l7 7l-7 7l-7 -7z",
            "triangle": f"M{self.x} {self.y - 6}l6 11h-12z",
            "cross": f"M{self.x - 5} {self.y - 5}l10 10m0 -10l-10 10",
        }.get(self.mark, "")


@dataclass(frozen=True)
class LineShape:
    """One drawn line: `paths` are its unbroken parts; in the key it stands at `key_y`."""

    name: str
    number: int
    mark: str
    paths: tuple[str, ...]
    points: tuple[Point, ...]
    key_y: int

    @property
    def key_text_y(self) -> int:
        return self.key_y + 5

    @property
    def key_path(self) -> str:
        return f"M{LEFT} {self.key_y}h36"

    @property
    def key_mark(self) -> Point:
        return Point(LEFT + 18, self.key_y, self.mark)


@dataclass(frozen=True)
class Trend:
    """A whole chart. `ticks` are percentages with their heights, `rounds` labels with their places."""

    title: str
    width: int
    height: int
    ticks: tuple[tuple[int, int], ...]
    rounds: tuple[tuple[str, int, str], ...]
    lines: tuple[LineShape, ...]

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - 6

    @property
    def label_y(self) -> int:
        return TOP + HEIGHT + 20

    @property
    def key_x(self) -> int:
        return LEFT + 46


def trend(title: str, rounds: Sequence[str], lines: Sequence[TrendLine], *, width: int = 640) -> Trend:
    """Draw at most MOST_LINES lines from the first round to the last; the key stands below."""
    drawn = lines[:MOST_LINES]
    begin, end = LEFT + 22, width - 34
    places = [begin + round((end - begin) * n / max(1, len(rounds) - 1)) for n in range(len(rounds))]
    key = TOP + HEIGHT + 48
    shapes = tuple(_line(n, line, places, key + KEY_LINE * n, width) for n, line in enumerate(drawn))
    return Trend(
        title=_describe(title, rounds, drawn),
        width=width,
        height=key + KEY_LINE * len(drawn) - 6,
        ticks=tuple((tick, _height(tick)) for tick in TICKS),
        rounds=_labels(rounds, places, width),
        lines=shapes,
    )


def _labels(rounds: Sequence[str], places: Sequence[int], width: int) -> tuple[tuple[str, int, str], ...]:
    """As many labels as have room, always the first and the last; the outer ones stay within."""
    room = 74 if width >= NARROW else 66
    most = max(2, (places[-1] - places[0]) // room + 1) if len(rounds) > 1 else 1
    step = -(-(len(rounds) - 1) // (most - 1)) if most > 1 else 1
    shown = {n for n in range(0, len(rounds), step) if len(rounds) - 1 - n >= step} | {len(rounds) - 1}
    return tuple(
        (label, place, "end" if n and n == len(rounds) - 1 else "middle")
        for n, (label, place) in enumerate(zip(rounds, places, strict=True))
        if n in shown
    )


def _line(number: int, line: TrendLine, places: Sequence[int], key_y: int, width: int) -> LineShape:
    mark = MARKS[number]
    paths: list[str] = []
    points, part = [], ""
    for place, value in zip(places, line.points, strict=True):
        if value is None:
            paths, part = [*paths, part], ""
            continue
        points.append(Point(place, _height(value), mark))
        part += f"{'L' if part else 'M'}{place} {_height(value)}"
    paths.append(part)
    first, *more = wrap(line.name, width - LEFT - 56)
    name = f"{first.rstrip('…')}…" if more else first
    return LineShape(name, number, mark, tuple(p for p in paths if "L" in p), tuple(points), key_y)


def _height(percent: int) -> int:
    return TOP + round(HEIGHT * (100 - percent) / 100)


def _describe(title: str, rounds: Sequence[str], lines: Sequence[TrendLine]) -> str:
    said = (
        f"{line.name}: "
        + ", ".join(
            f"{label} {'not shown' if value is None else f'{value}%'}"
            for label, value in zip(rounds, line.points, strict=True)
        )
        + "."
        for line in lines
    )
    return " ".join((ended(title), *said))
