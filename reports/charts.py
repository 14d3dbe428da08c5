"""The geometry of the charts in a report: whole numbers and lines of text for templates/charts/, nothing else.

Lengths are in the SVG's own units, of which a chart is `width` wide; on paper one unit is about one CSS pixel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEVEL_WORDS = {"strong": "Strong", "middle": "Partly there", "low": "To build"}
"""What a level is called beside its mark. A level that is not here is shown without mark or word."""

NO_ANSWER = "No answer yet"

LINE = 16
GAP = 12
THICKNESS = 14
"""The height of a bar, which templates/charts/track.html draws."""
AREA_GAP = 28
MARK = 16
"""The room that a level's mark takes."""
MOST_LINES = 4
NARROW = 480
"""Below this width there is no room for a label beside its bar, so it stands above it."""

LABEL_SIZE = 13
NARROW_LETTERS = frozenset("fijlrtI.,:;!'|()[]- ")
WIDE_LETTERS = frozenset("mwMWQOG@%&")


@dataclass(frozen=True)
class Bar:
    """One bar. `share` is a percentage from 0 to 100, or None where nothing was answered yet."""

    label: str
    share: float | None
    answered: int
    of: int
    level: str | None = None

    @property
    def word(self) -> str:
        """The level in words, or nothing where there is no level or no share."""
        return LEVEL_WORDS.get(self.level or "", "") if self.share is not None else ""

    @property
    def figure(self) -> str:
        """The share in words: a whole percentage, or that there is no answer yet."""
        return NO_ANSWER if self.share is None else f"{round(within(self.share))}%"

    @property
    def count(self) -> str:
        """How many were answered, in words."""
        return f"{self.answered} of {self.of} answered"


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
    def text_x(self) -> int:
        """Where the figures begin: beside the level's mark, or in its place where there is none."""
        return MARK if self.level else 0

    @property
    def inner(self) -> int:
        """The width of the share within an outline of one unit on either side."""
        return max(1, self.fill - 2)


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
    """One bar below the other: the label on the left (above, where it is narrow), the figures on the right."""
    narrow = width < NARROW
    column = width if narrow else round(width * 0.36)
    start = 0 if narrow else column + 16
    end = width - 142
    shapes = []
    top = 2
    for bar in bars:
        texts = wrap(bar.label, column)
        height = LINE * (len(texts) + 2 if narrow else max(len(texts), 2))
        center = top + height - LINE if narrow else top + height // 2
        label_top = top if narrow else center - LINE * len(texts) // 2
        lines = _lines(texts, label_top)
        shapes.append(_shape(bar, lines, 0, (start, center - THICKNESS // 2), end - start, (end + 14, center - 3)))
        top += height + GAP
    return BarChart(describe(title, bars), width, max(top - GAP + 2, 1), tuple(shapes))


def areas_chart(title: str, bars: Sequence[Bar], *, width: int = 640) -> BarChart:
    """The areas side by side (one below the other, where it is narrow), each a compact bar with its figures below."""
    columns = 1 if width < NARROW else max(1, len(bars))
    full = (width - AREA_GAP * (columns - 1)) // columns
    labels = [wrap(bar.label, full) for bar in bars]
    shapes = []
    top = 2
    for begin in range(0, len(bars), columns):
        row = range(begin, min(begin + columns, len(bars)))
        y = top + LINE * max(len(labels[number]) for number in row) + 4
        for number in row:
            x = (number - begin) * (full + AREA_GAP)
            # Labels of different lengths end on the same line, so that the bars stand level.
            lines = _lines(labels[number], y - 4 - LINE * len(labels[number]))
            shapes.append(_shape(bars[number], lines, x, (x, y), full, (x, y + THICKNESS + 19)))
        top = y + THICKNESS + 41 + GAP
    return BarChart(describe(title, bars), width, max(top - GAP, 1), tuple(shapes))


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
        level=bar.level if bar.level and bar.word else "",
        note_x=note[0],
        note_y=note[1],
    )


def describe(title: str, bars: Sequence[Bar]) -> str:
    """A chart in words: its title, then each label with its figures."""
    sentences = (f"{bar.label}: {', '.join(filter(None, (bar.figure, bar.word, bar.count)))}." for bar in bars)
    return " ".join((f"{title}.", *sentences))


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
