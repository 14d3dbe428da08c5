"""What a paper of the hiring kit holds: frozen values, said once, and written as Word, PDF, HTML and Markdown. Pure.

All text that gets into a block is made one line without control characters, so no format has to look after that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from organizations.text import clean_line, clean_text

TALL = 700
"""Letters in a cell from which on its row may be broken between pages."""

Tone = Literal["plain", "lead", "note", "source"]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 for a part of the paper, 2 for what stands below it. `together`: no page should end between it and
    the next heading.
    """

    text: str
    level: int = 1
    together: bool = False
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, which may begin with a `label`."""

    text: str
    label: str = ""
    tone: Tone = "plain"
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Cell:
    """One text or a list of them, room to write (`is_room`), or a box to tick (`is_box`).

    `label` says to a screen reader what is written or ticked there.
    """

    texts: tuple[str, ...] = ()
    is_room: bool = False
    is_box: bool = False
    label: str = ""

    @property
    def first(self) -> str:
        return self.texts[0] if self.texts else ""

    @property
    def is_list(self) -> bool:
        return len(self.texts) > 1


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` may be empty; the first cell of each row is its header. `widths` are shares of the page's width, one a
    column. `caption` says what the table is, for who does not see it. `is_grid`: it is there to be filled in.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    caption: str
    heads: tuple[str, ...] = ()
    is_grid: bool = False
    kind: Literal["table"] = "table"

    @property
    def is_tall(self) -> bool:
        """Whether a row may need more than what a page has left, so that it had better be broken."""
        return any(sum(map(len, cell.texts)) > TALL for row in self.rows for cell in row)

    @property
    def ticks(self) -> tuple[bool, ...]:
        """Which columns hold boxes."""
        return tuple(cell.is_box for cell in self.rows[0]) if self.rows else (False,) * len(self.widths)

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """The heads, each with whether boxes stand below it."""
        return tuple(zip(self.heads, self.ticks, strict=True)) if self.heads else ()

    @property
    def twentieths(self) -> tuple[int, ...]:
        """How wide each column is on paper; the widest is 0: it takes what is left."""
        widest = self.widths.index(max(self.widths))
        shares = [max(1, round(20 * width / sum(self.widths))) for width in self.widths]
        return tuple(0 if n == widest else share for n, share in enumerate(shares))


@dataclass(frozen=True, slots=True)
class Room:
    """A label and room for so many lines below it."""

    label: str
    lines: int = 3
    kind: Literal["room"] = "room"

    @property
    def more_lines(self) -> range:
        return range(self.lines - 1)


Block: TypeAlias = Heading | Text | Bullets | Table | Room


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `slug` is its name in an address, `subtitle` what it is about, `status` what stands at the head of
    each page (such as that it is a draft), or nothing; `version` which version it was made from, and `saved_at` when
    that was saved.
    """

    slug: str
    title: str
    subtitle: str
    organization: str
    saved_at: datetime
    blocks: tuple[Block, ...]
    status: str = ""
    version: str = ""

    @property
    def groups(self) -> list[tuple[bool, list[Block]]]:
        """The blocks from each heading to the next, each with whether they stay on one page."""
        groups: list[tuple[bool, list[Block]]] = [(False, [])]
        for block in self.blocks:
            if isinstance(block, Heading):
                groups.append((block.together, []))
            groups[-1][1].append(block)
        return groups

    @property
    def name(self) -> str:
        """The document's title, where it stands alone."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def heading(text: str, level: int = 1, *, together: bool = False) -> Heading:
    return Heading(clean_line(text), level, together)


def text(text: str, *, label: str = "", tone: Tone = "plain") -> Text:
    return Text(clean_line(text), clean_line(label), tone)


def paragraphs(words: str, *, label: str = "") -> list[Text]:
    """A text as it was typed, a paragraph for each of its lines; the first has the label."""
    lines = [line for line in map(clean_line, clean_text(words).split("\n")) if line]
    return [Text(line, "" if n else clean_line(label)) for n, line in enumerate(lines)]


def bullets(items: Iterable[str]) -> list[Bullets]:
    """A list of those that say something; none for nothing."""
    said = tuple(line for line in map(clean_line, items) if line)
    return [Bullets(said)] if said else []


def cell(*texts: str) -> Cell:
    return Cell(tuple(line for line in map(clean_line, texts) if line))


def room(label: str) -> Cell:
    return Cell(is_room=True, label=clean_line(label))


def box(label: str) -> Cell:
    return Cell(is_box=True, label=clean_line(label))


def facts(caption: str, rows: Iterable[tuple[str, str]]) -> list[Table]:
    """A table of labels and what stands for them; rows without anything are left out, and with them all a table is."""
    given = tuple((cell(label), cell(words)) for label, words in rows if clean_line(words))
    return [Table(given, (3, 7), caption)] if given else []


def blanks(caption: str, labels: Sequence[str], known: Mapping[str, str] | None = None) -> Table:
    """What is filled in at the head of a paper; `known` is what stands there already, by label."""
    said = {label: cell(words) for label, words in (known or {}).items() if clean_line(words)}
    rows = tuple((cell(label), said.get(label) or room(label)) for label in labels)
    return Table(rows, (4, 6), caption, is_grid=True)


def empty_rows(count: int, heads: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """Rows to write in."""
    return tuple(tuple(room(f"{head}, row {n + 1}") for head in heads) for n in range(count))
