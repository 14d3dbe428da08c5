"""Two shares of each question on one line, and how far they lie apart. Pure geometry, as in `charts.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.confidentiality import Share

from .charts import LABEL_SHARE, LABEL_SIZE, LINE, NARROW, Line, wrap

GAP = 14
TICKS = (0, 25, 50, 75, 100)
FIGURES = 132
HEAD = 44
"""The height of the key and the scale above the first line."""


@dataclass(frozen=True)
class Pairing:
    """A question with the shares of two groups, and the difference in words."""

    label: str
    one: Share
    other: Share
    apart: str


@dataclass(frozen=True)
class Stretch:
    """A share on its line: where it is drawn, and from where to where it may lie, equal where it is exact."""

    x: int
    low: int
    high: int

    @property
    def length(self) -> int:
        return self.high - self.low


@dataclass(frozen=True)
class PairShape:
    """One drawn line. `y` is its height, `begin` and `end` those of what joins the two marks."""

    label: tuple[Line, ...]
    y: int
    one: Stretch
    other: Stretch
    figure: str
    figure_x: int
    figure_y: int
    label_x: int = 0

    @property
    def band_y(self) -> int:
        return self.y - 4

    @property
    def diamond(self) -> str:
        """The second group's mark, which differs from the disc without colour."""
        return f"M{self.other.x} {self.y - 8}l8 8l-8 8l-8 -8z"


@dataclass(frozen=True)
class Dumbbell:
    """A whole chart. `ticks` are percentages with their places; `title` says everything that it shows."""

    title: str
    width: int
    height: int
    one: str
    other: str
    other_x: int
    ticks: tuple[tuple[int, int], ...]
    pairs: tuple[PairShape, ...]

    @property
    def key_diamond(self) -> str:
        return f"M{self.other_x} 3l7 7l-7 7l-7 -7z"

    @property
    def other_text_x(self) -> int:
        return self.other_x + 12

    @property
    def bottom(self) -> int:
        return self.height - 2


def dumbbell(title: str, one: str, other: str, pairings: Sequence[Pairing], *, width: int = 640) -> Dumbbell:
    """One line below the other: labels on the left, or above the line where it is narrow; the difference behind it."""
    narrow = width < NARROW
    begin = 16 if narrow else round(width * LABEL_SHARE) + 18
    end = width - 18 if narrow else width - FIGURES
    shapes, top = [], HEAD
    for pairing in pairings:
        texts = wrap(pairing.label, width if narrow else begin - 26)
        height = LINE * len(texts) + 46 if narrow else max(LINE * len(texts), 2 * LINE)
        y = top + LINE * len(texts) + 14 if narrow else top + height // 2
        first = top if narrow else y - LINE * len(texts) // 2
        shapes.append(
            PairShape(
                label=tuple(Line(text, first + LABEL_SIZE - 1 + LINE * n) for n, text in enumerate(texts)),
                y=y,
                one=_stretch(pairing.one, begin, end),
                other=_stretch(pairing.other, begin, end),
                figure=pairing.apart,
                figure_x=0 if narrow else end + 16,
                figure_y=y + (26 if narrow else 5),
            )
        )
        top += height + GAP
    names = [_short(one, width // 2 - 30), _short(other, width // 2 - 30)]
    return Dumbbell(
        title=_describe(title, one, other, pairings),
        width=width,
        height=max(top - GAP + 8, HEAD),
        one=names[0],
        other=names[1],
        other_x=width // 2 + 8,
        ticks=tuple((tick, _place(tick, begin, end)) for tick in TICKS),
        pairs=tuple(shapes),
    )


def _stretch(share: Share, begin: int, end: int) -> Stretch:
    return Stretch(_place(share.point, begin, end), _place(share.low, begin, end), _place(share.high, begin, end))


def _place(percent: int, begin: int, end: int) -> int:
    return begin + round((end - begin) * percent / 100)


def _short(name: str, width: int) -> str:
    first, *more = wrap(name, width)
    return f"{first.rstrip('…')}…" if more else first


def _describe(title: str, one: str, other: str, pairings: Sequence[Pairing]) -> str:
    said = (f"{p.label}: {one} {p.one}, {other} {p.other}, {p.apart}." for p in pairings)
    return " ".join((f"{title}.", *said))
