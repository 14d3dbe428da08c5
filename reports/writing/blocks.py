"""What a part of a report holds, as its markup says it, without the markup: frozen values. Pure."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone = Literal["", "soft", "level-strong", "level-middle", "level-low"]
Style = Literal["plain", "lead", "note", "source", "question", "given"]
BREAK = "\n"
"""The text of a run that ends a line."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike: on one line, without control characters."""

    text: str
    tone: Tone = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 for the heading of a part."""

    level: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    runs: tuple[Run, ...]
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list. `depth` is 1 for a list that is in no other, `begins` marks the first line of a list."""

    runs: tuple[Run, ...]
    depth: int = 1
    is_numbered: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: `svg` a whole document, `title` what it says in words, sizes in its own units (96 an inch)."""

    svg: str
    title: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs and lines of lists. `is_number`: it stands on the right."""

    held: tuple[Words | Item, ...] = ()
    is_number: bool = False

    @property
    def text(self) -> str:
        return " ".join(text_of(one.runs) for one in self.held)


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` are the cells of its first row, empty where it has none. Every row has as many cells as any other."""

    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Heading | Words | Item | Chart | Table


def text_of(runs: tuple[Run, ...]) -> str:
    """The words of a paragraph on one line."""
    return "".join(run.text for run in runs).replace(BREAK, " ")
