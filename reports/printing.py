"""What a print holds: frozen values that `templates/reports/print.html` says and `static/print/forms.css` lays out.

`reports.blank_forms` makes them of an instrument, `reports.handouts` of a collection. Equal values make the same PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.text import slugify

from toolkits.laying_out import Part
from toolkits.models import Toolkit

Layout = Literal["grid", "asked", "list", "tasks", "table", "compared", "flow", "questions", "template"]
Density = Literal["airy", "compact", "dense"]

MOST_UPRIGHT = 2
"""How many columns a table has at most, beside the text, on a page that stands upright."""


MOST_TOGETHER = 4
"""How many texts beside an item stay on one page with it."""

LONGEST_NAME = 100


class NoSuchSectionError(Exception):
    """What is to be printed has no section of that name."""


@dataclass(frozen=True, slots=True)
class Room:
    """Room for one part of an answer: `boxes` of which one is ticked, `lines` to write on, or else a short blank."""

    label: str = ""
    boxes: tuple[str, ...] = ()
    lines: int = 0

    @property
    def each_line(self) -> range:
        return range(self.lines)


@dataclass(frozen=True, slots=True)
class PrintItem:
    """`number` and `title` may be empty; `is_ours`: its wording is, and a mark says so; `beside` is what its columns
    hold.
    """

    number: str
    title: str
    text: str
    is_ours: bool = False
    rooms: tuple[Room, ...] = ()
    beside: tuple[Part, ...] = ()

    @property
    def is_tall(self) -> bool:
        """Whether it may need more than what a page has left, so that it had better be broken."""
        return sum(len(column.texts) for column in self.beside) > MOST_TOGETHER


@dataclass(frozen=True, slots=True)
class PrintSection:
    """`heads` are a table's columns beside the text; `asked` is the question that all items answer; `after` says where
    items come from that are another toolkit's; `comment` is room for the section's own comment. All may be empty.
    """

    slug: str
    title: str
    layout: Layout
    items: tuple[PrintItem, ...]
    audience: str = ""
    asked: str = ""
    heads: tuple[Room, ...] = ()
    after: str = ""
    comment: Room | None = None

    @property
    def is_numbered(self) -> bool:
        return all(item.number for item in self.items)

    @property
    def boxes(self) -> int:
        """How many columns of boxes its table has."""
        return sum(bool(head.boxes) for head in self.heads)

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide each column of its table is, in twelfths, by how much there is to read in it.

        The widest is 0: it takes what is left.
        """
        texts = [[item.title + item.text for item in self.items]]
        texts += [["".join(item.beside[n].texts) for item in self.items] for n, _ in enumerate(self.heads)]
        # By the root, since long texts may take several lines; and no column is narrower than its words.
        needs = [max(sum(map(len, column)) / max(len(column), 1), 12) ** 0.5 for column in texts]
        widest = needs.index(max(needs))
        return tuple(0 if n == widest else max(1, int(12 * need / sum(needs))) for n, need in enumerate(needs))

    @property
    def is_turned(self) -> bool:
        """Whether its table needs a page on its side: it has room to write in, or many columns."""
        has_room_to_write = any(not head.boxes for head in self.heads)
        return has_room_to_write if self.layout == "grid" else self.layout == "table" and len(self.heads) > MOST_UPRIGHT


@dataclass(frozen=True, slots=True)
class Whose:
    """The source line: `begins` it, `toolkit` is a title, `place` where in it, `credits` are sentences, and `ours` says
    what is our wording. All but the first may be empty.
    """

    begins: str
    toolkit: str = ""
    place: str = ""
    credits: tuple[str, ...] = ()
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """`blanks` are filled in at its head; `left_out` names columns that stand in PeerReady alone; `is_part`: it is one
    section only; `is_own`: an organization wrote it. `density` says how closely a handout is set, which keeps to one
    page; None for whatever is no handout.
    """

    title: str
    lead: str
    sections: tuple[PrintSection, ...]
    whose: Whose
    instructions: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    left_out: str = ""
    is_part: bool = False
    is_large: bool = False
    is_own: bool = False
    density: Density | None = None

    @property
    def file_name(self) -> str:
        """What it is called where it is kept, without the ending."""
        part = self.sections[0].slug if self.is_part else ""
        words = slugify(f"{self.title} {part}")[:LONGEST_NAME].strip("-") or "print"
        return f"{words}-large-print" if self.is_large else words

    @property
    def look(self) -> str:
        """The names by which the stylesheet knows how it looks."""
        is_turned = any(section.is_turned for section in self.sections)
        size = "large" if self.is_large else "turned" if is_turned else "upright"
        return f"{size} handout {self.density}" if self.density else size


def whose(
    toolkit: Toolkit, *, heading: str, pages: str, credit: str, ours: Sequence[str], begins: str = "From"
) -> Whose:
    """The source line of what a toolkit holds. `ours` are parts of a sentence, of which some may be empty."""
    details = ", ".join(filter(None, [toolkit.publisher, toolkit.published]))
    return Whose(
        begins=begins,
        toolkit=toolkit.title,
        place=f" ({details}), {heading}{page_words(pages)}.",
        credits=tuple(filter(None, [credit, toolkit.credit])),
        ours="; ".join(filter(None, ours)),
    )


def page_words(pages: str) -> str:
    """Such as ", page 4" or ", pages 37-43"; nothing where the text shows none."""
    several = "s" if any(mark in pages for mark in ",-") else ""
    return f", page{several} {pages}" if pages else ""


def named(noun: str, texts: Sequence[str]) -> str:
    """Texts under a noun, such as “the headings “Hopes” and “Worries””; nothing for none."""
    quoted = [f"“{text}”" for text in texts if text]
    return f"{noun}{'s' if len(quoted) > 1 else ''} {joined(quoted)}" if quoted else ""


def joined(words: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
