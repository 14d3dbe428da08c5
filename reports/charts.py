"""The geometry of the charts in a report: whole numbers and lines of text for templates/charts/, nothing else.

Lengths are in the SVG's own units, of which a chart is `width` wide; on paper one unit is about one CSS pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.content import Level
from assessments.results import LEVEL_WORDS

NO_ANSWER = "No answer yet"

LINE = 16
GAP = 12
THICKNESS = 14
"""The height of a bar, which templates/charts/track.html draws."""
LABEL_SHARE = 0.36
FIGURES_WIDTH = 170
MOST_LINES = 4
NARROW = 480
"""Below this width there is no room for a label beside its bar, so it stands above it."""

LABEL_SIZE = 13
NARROW_LETTERS = frozenset("fijlrtI.,:;!'|()[]- ")
WIDE_LETTERS = frozenset("mwMWQOG@%&")


@dataclass(frozen=True)
class Bar:
    """One bar. `share` is a percentage from 0 to 100, or None where nothing was answered yet.

    `said` and `basis` stand in place of the figure and of the count where those would say less.
    """

    label: str
    share: float | None
    answered: int
    of: int
    level: Level | None = None
    said: str = ""
    basis: str = ""

    @property
    def word(self) -> str:
        """The level in words, or nothing where there is no level or no share."""
        return LEVEL_WORDS[self.level] if self.level and self.share is not None else ""

    @property
    def figure(self) -> str:
        """The share in words: a whole percentage, or that there is no answer yet."""
        return NO_ANSWER if self.share is None else self.said or f"{round(within(self.share))}%"

    @property
    def count(self) -> str:
        """How many were answered, in words; of a single question the figure says it already."""
        return self.basis or (f"{self.answered} of {self.of} answered" if self.of > 1 else "")


@dataclass(frozen=True)
class Line:
    """One line of a wrapped label and the height of its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class BarShape:
    """One drawn bar. `x` and `y` are its upper left corner, `full` the width of 100 %, `fill` that of its share."""

    label: tuple[Line, ...]
    label_x: int
    x: int
    y: int
    full: int
    fill: int
    figure: str
    word: str
    count: str
    level: str
    note_x: int
    note_y: int

    @property
    def has_share(self) -> bool:
        """Whether there is a share to draw."""
        return self.figure != NO_ANSWER

    @property
    def inner(self) -> tuple[int, int, int]:
        """Corner and width of a share that is drawn with an outline, one unit within the bar on every side."""
        return self.x + 1, self.y + 1, max(1, self.fill - 2)

    @property
    def mark(self) -> tuple[int, int]:
        """The center of the level's mark, ten units wide, which stands before the figures."""
        return self.note_x + 5, self.note_y - 5

    @property
    def text_x(self) -> int:
        """Where the figures begin: beside the mark, or in its place where there is none."""
        return self.note_x + (16 if self.level else 0)

    @property
    def count_y(self) -> int:
        """The baseline of the count, below that of the figures."""
        return self.note_y + 15


@dataclass(frozen=True)
class BarChart:
    """A whole chart. `title` says everything that it shows, for who hears it instead of seeing it."""

    title: str
    width: int
    height: int
    bars: tuple[BarShape, ...]


def within(share: float) -> float:
    """A share held between 0 and 100."""
    return min(100.0, max(0.0, share))


def bar_chart(title: str, bars: Sequence[Bar], *, width: int = 640) -> BarChart:
    """One bar below the other: labels on the left and figures on the right; above and below it, where it is narrow."""
    draw = _stacked if width < NARROW else _in_columns
    shapes = []
    top = 2
    for bar in bars:
        shape, height = draw(bar, width, top)
        shapes.append(shape)
        top += height + GAP
    return BarChart(describe(title, bars), width, max(top - GAP + 2, 1), tuple(shapes))


def _in_columns(bar: Bar, width: int, top: int) -> tuple[BarShape, int]:
    """A bar between its label and its figures, and the height that they take."""
    column = round(width * LABEL_SHARE)
    texts = wrap(bar.label, column)
    height = LINE * max(len(texts), 2)
    middle = top + height // 2
    begin, end = column + 16, width - FIGURES_WIDTH
    lines = _lines(texts, middle - LINE * len(texts) // 2)
    corner = (begin, middle - THICKNESS // 2)
    return _shape(bar, lines, 0, corner, end - begin, (end + 14, middle - 3)), height


def _stacked(bar: Bar, width: int, top: int) -> tuple[BarShape, int]:
    """A bar below its label and above its figures, and the height that they take."""
    texts = wrap(bar.label, width)
    y = top + LINE * len(texts) + 3
    return _shape(bar, _lines(texts, top), 0, (0, y), width, (0, y + THICKNESS + 16)), LINE * len(texts) + 52


def _lines(texts: Sequence[str], top: int) -> tuple[Line, ...]:
    return tuple(Line(text, top + LABEL_SIZE - 1 + LINE * number) for number, text in enumerate(texts))


def _shape(
    bar: Bar, lines: tuple[Line, ...], label_x: int, corner: tuple[int, int], full: int, note: tuple[int, int]
) -> BarShape:
    return BarShape(
        label=lines,
        label_x=label_x,
        x=corner[0],
        y=corner[1],
        full=full,
        fill=round(full * within(bar.share or 0) / 100),
        figure=bar.figure,
        word=bar.word,
        count=bar.count,
        level=(bar.level or "") if bar.word else "",
        note_x=note[0],
        note_y=note[1],
    )


def describe(title: str, bars: Sequence[Bar]) -> str:
    """A chart in words: its title, then each label with its figures."""
    sentences = (f"{bar.label}: {', '.join(filter(None, (bar.figure, bar.word, bar.count)))}." for bar in bars)
    return " ".join((ended(title), *sentences))


def ended(title: str) -> str:
    """A title as a sentence of its own: with a full stop, unless it ends as one already."""
    return title if title.endswith(("?", "!", ".")) else f"{title}."


def wrap(text: str, width: int, size: int = LABEL_SIZE) -> list[str]:
    """A label as up to MOST_LINES lines that fit `width`; a word too long for one is cut, the rest becomes "…".

    SVG does not wrap text and no font is measured here: a letter counts as a share of the type size, rounded up.
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if _length(joined, size) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if _length(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
        if len(lines) > MOST_LINES:
            break
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        while _length(lines[-1] + "…", size) > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + "…"
    return lines


def _length(text: str, size: int) -> float:
    return size * sum(_share_of_size(letter) for letter in text)


def _share_of_size(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.32
    if letter in WIDE_LETTERS or ord(letter) > 0x2E7F:  # ideographs and emoji are as wide as they are high
        return 0.95
    return 0.6 if letter.isupper() or ord(letter) > 0x24F else 0.5
