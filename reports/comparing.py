"""The words of two issues side by side: what was taken out and what came, line by line and word by word. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest

from jobdesc.reviewing.comparing import Bit, between

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS_AND_TABLES = {"ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "tr"}
LINES = HEADINGS | LISTS_AND_TABLES | {"p", "br", "div", "section", "blockquote", "figcaption"}
"""Where one of these begins or ends, a line ends."""
CELLS = frozenset({"td", "th"})
UNREAD = frozenset({"svg", "colgroup"})
"""Charts say what the table beside them says."""
MOST_WORK = 4_000_000
"""Lines before times lines after: where there would be more, all that is not the same at both ends is replaced."""
ALIKE = 0.5
"""Two lines with at least so much in common are shown as one that was changed."""


@dataclass(frozen=True)
class Line:
    """A line that differs. `kind` is "changed", "gone" or "new"."""

    kind: str
    bits: tuple[Bit, ...]

    @property
    def before(self) -> tuple[Bit, ...]:
        return tuple(bit for bit in self.bits if bit.kind != "new")

    @property
    def after(self) -> tuple[Bit, ...]:
        return tuple(bit for bit in self.bits if bit.kind != "gone")


def lines_of(markup: str) -> list[str]:
    """The words of a part, one line for each paragraph, heading or row of a table. Charts are left out."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.done()


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """The lines that differ between two texts, in order."""
    return tuple(line for gone, came in _stretches(before, after) for line in _pairs(gone, came))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words: list[str] = []
        self.unread = 0

    def done(self) -> list[str]:
        self._end_line()
        return self.lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        if tag in LINES:
            self._end_line()
        elif tag in CELLS and self.words:
            self.words.append(" · ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD
        if tag in LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self.unread and (data.strip() or self.words):
            self.words.append(data)

    def _end_line(self) -> None:
        if line := " ".join("".join(self.words).split()).strip(" ·"):
            self.lines.append(line)
        self.words = []


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of lines that are not the same."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    back = next((n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start)
    old, new = before[start : len(before) - back], after[start : len(after) - back]
    if len(old) * len(new) > MOST_WORK:
        yield old, new
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[a:b], new[c:d]


def _pairs(gone: Sequence[str], came: Sequence[str]) -> Iterator[Line]:
    """Lines that took another's place beside it, where they are alike."""
    for one, other in zip_longest(gone, came):
        bits = between(one or "", other or "")
        same = sum(len(bit.text) for bit in bits if bit.kind == "same")
        if one and other and same >= ALIKE * min(len(one), len(other)):
            yield Line("changed", bits)
            continue
        if one:
            yield Line("gone", (Bit("gone", one),))
        if other:
            yield Line("new", (Bit("new", other),))
