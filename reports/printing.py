"""What a print holds: an instrument to fill with a pencil, or a collection to work with and to read.

Pure: `of_instrument` and `of_collection` turn what the rooms below hold into frozen values. The template
`reports/print.html` says them, and `static/print/forms.css` lays them out. Equal values make the same PDF.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assessments.content import InstrumentContent, Item, Scale, Section
from assessments.models import About, Instrument
from toolkits.models import Collection, Entry, Shown, Toolkit

Layout = Literal["grid", "asked", "list", "tasks", "table", "compared", "questions", "template"]
Density = Literal["", "compact", "dense"]

# What still reads well as the heads of narrow columns on paper; anything longer stands in a line under its item.
MOST_COLUMNS, LONGEST_HEAD, LONGEST_WORD = 6, 32, 12
LINES = {"open": 5, "risk": 2, "skill": 1, "comment": 4}
MOST_PORTRAIT = 3  # columns of a table, beside the text; with more the page is turned
MOST_ON_HANDOUT = 3  # columns of a handout's table, beside the text: one page holds no more
FROM_COMPACT, FROM_DENSE = 2_000, 5_000  # letters on a handout


class NoSuchSectionError(Exception):
    """What is to be printed has no section of that name."""


@dataclass(frozen=True, slots=True)
class Room:
    """Room for one part of an answer: `boxes` of which one is ticked, `lines` to write on, or else a short blank."""

    label: str = ""
    boxes: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an item's text, under the title of its column: one text or several."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintItem:
    """`number` and `title` may be empty. `ours`: its wording is, which its mark says."""

    number: str
    title: str
    text: str
    ours: bool = False
    rooms: tuple[Room, ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintSection:
    """`heads` are a table's columns beside the text; `asked` the question of its scale; `after` where it is taken from,
    if from another toolkit than the rest; `comment` room for the section's own comment.
    """

    title: str
    layout: Layout
    items: tuple[PrintItem, ...]
    audience: str = ""
    heads: tuple[Room, ...] = ()
    asked: str = ""
    after: str = ""
    comment: Room | None = None

    @property
    def is_turned(self) -> bool:
        """Whether its table needs a page on its side."""
        room_to_write = any(not head.boxes for head in self.heads) and self.layout == "grid"
        return room_to_write or (self.layout == "table" and len(self.heads) > MOST_PORTRAIT)


@dataclass(frozen=True, slots=True)
class Print:
    """`blanks` are filled in at its head. `toolkit`, `place` and `credits` say whose it is, `ours` what of it is ours."""

    title: str
    lead: str
    sections: tuple[PrintSection, ...]
    instructions: str = ""
    blanks: tuple[str, ...] = ()
    toolkit: str = ""
    place: str = ""
    credits: tuple[str, ...] = ()
    ours: str = ""
    left_out: str = ""
    is_large: bool = False
    density: Density | None = None

    @property
    def is_turned(self) -> bool:
        return any(section.is_turned for section in self.sections)

    @property
    def look(self) -> str:
        """The names by which the stylesheet knows it."""
        size = "large" if self.is_large else "turned" if self.is_turned else "upright"
        return size if self.density is None else f"{size} handout {self.density}".strip()


def of_instrument(
    instrument: Instrument, content: InstrumentContent, *, section: str = "", large: bool = False
) -> Print:
    """A version of an instrument, blank; with `section` only that one. Raises NoSuchSectionError."""
    chosen = [part for part in content.sections if section in ("", part.slug)]
    if not chosen:
        raise NoSuchSectionError
    # With every item of ours the mark beside each would say nothing: one sentence does.
    all_ours = all(item.derived for item in content.items)
    made = Print(
        title=instrument.title,
        lead=instrument.purpose,
        instructions=instrument.instructions,
        blanks=_blanks(instrument.about),
        sections=tuple(_asked(part, content, marked=not all_ours, large=large) for part in chosen),
        is_large=large,
    )
    if instrument.organization_id is None:
        used = [content.scales[slug] for slug in dict.fromkeys(item.scale for s in chosen for item in s.items if item.scale)]
        scales = [scale.title for scale in used if scale.origin == "ours" and scale.title]
        headings = [part.title for part in chosen if part.origin == "ours"]
        ours = _ours(("scale", scales), ("heading", headings), instructions=True, items="all" if all_ours else _some(made))
        return replace(made, **_source(instrument.toolkit, instrument), ours=ours)
    return replace(made, **_own(instrument))


def of_collection(
    collection: Collection, entries: Iterable[Entry], *, section: str = "", large: bool = False
) -> Print:
    """A collection with its entries, each with its toolkit, in their order; one section as with an instrument.

    A handout that is not in large print leaves out what a single page cannot hold, and says so.
    """
    chosen = [part for part in collection.sections if section in ("", part["slug"])]
    if not chosen:
        raise NoSuchSectionError
    is_handout = collection.is_handout and not large
    columns = collection.columns[:MOST_ON_HANDOUT] if is_handout and collection.shown == Shown.TABLE else collection.columns
    found = list(entries)
    made = Print(
        title=collection.title,
        lead=collection.purpose,
        sections=tuple(
            _shown(collection, part, columns, [e for e in found if e.section == part["slug"]], large=large)
            for part in chosen
        ),
        left_out=_and([f"“{column['title']}”" for column in collection.columns[len(columns) :]]),
        is_large=large,
        **_source(collection.toolkit, collection),
    )
    titles = [column["title"] for column in columns if column["origin"] == "ours"]
    headings = [part["title"] for part in chosen if part["origin"] == "ours"]
    all_ours = all(item.ours for part in made.sections for item in part.items)
    ours = _ours(("column title", titles), ("heading", headings), items="all" if all_ours else _some(made))
    return replace(made, ours=ours, density=_density(made) if is_handout else None)


def _blanks(about: str) -> tuple[str, ...]:
    if about == About.PERSON:
        return ("For (initials or code)", "Date", "Who is present")
    return ("Date",) if about == About.PRIVATE else ("Date", "Who is present")


def _asked(section: Section, content: InstrumentContent, *, marked: bool, large: bool) -> PrintSection:
    items = tuple(_item(item, n, content.scale_of(item), marked) for n, item in enumerate(section.items, 1))
    comments = [room for item in content.comment_of(section) for room in _rooms(item, None)]
    made = PrintSection(
        title=section.title,
        layout="asked",
        items=items,
        audience=section.audience,
        comment=Room(section.comment, lines=comments[0].lines) if comments else None,
    )
    scale = content.scale_of(section.items[0])
    if large or scale is None or not _fits_grid(items):
        return made
    first = items[0].rooms[0]
    heads = (*(Room(label, boxes=(label,)) for label in first.boxes), *items[0].rooms[1:])
    return replace(made, layout="grid", heads=heads, asked=first.label or scale.title)


def _item(item: Item, place: int, scale: Scale | None, marked: bool) -> PrintItem:
    return PrintItem(
        number=item.source.number or str(place),
        title=item.title,
        text=item.text,
        ours=item.derived and marked,
        rooms=tuple(_rooms(item, scale)),
    )


def _rooms(item: Item, scale: Scale | None) -> Iterator[Room]:
    """Room for each part of the answer, as the item's kind takes it."""
    for part, label in item.takes.parts.items():
        if part == "choice" and scale:
            yield Room(label or scale.title, boxes=tuple(option.label for option in scale.options))
        elif part == "text":
            yield Room(label, lines=LINES[item.kind])
        elif part != "choice":
            yield Room(label)


def _fits_grid(items: Sequence[PrintItem]) -> bool:
    """Whether the items can be the rows of one table: all are answered alike, first by boxes with short labels."""
    first = items[0].rooms[0]
    if not first.boxes or any(item.rooms != items[0].rooms for item in items):
        return False
    longest = max(len(word) for label in first.boxes for word in label.split())
    return (
        len(first.boxes) <= MOST_COLUMNS
        and max(map(len, first.boxes)) <= LONGEST_HEAD
        and longest <= LONGEST_WORD
    )


def _shown(
    collection: Collection,
    part: dict[str, str],
    columns: Sequence[dict[str, str]],
    entries: Sequence[Entry],
    *,
    large: bool,
) -> PrintSection:
    numbered = all(entry.number for entry in entries)
    items = tuple(
        PrintItem(
            number=entry.number if numbered else "",
            title=entry.title,
            text=entry.text,
            ours=entry.derived,
            beside=tuple(
                Beside(column["title"], tuple([given] if isinstance(given, str) else given))
                for column in columns
                if (given := entry.parts.get(column["slug"]))
            ),
        )
        for entry in entries
    )
    others = {entry.toolkit.title: entry for entry in entries if entry.toolkit_id != collection.toolkit_id}
    return PrintSection(
        title=part["title"],
        audience=part["audience"],
        layout=_layout(collection.shown, columns, items, large=large),
        items=items,
        heads=tuple(Room(column["title"]) for column in columns),
        after=_and([f"{title}, {entry.heading}{_pages(entry.page)}" for title, entry in others.items()]),
    )


def _layout(
    shown: str, columns: Sequence[dict[str, str]], items: Sequence[PrintItem], *, large: bool
) -> Layout:
    """As the file says, except that a table needs at least two columns, and in large print has no room for more."""
    if shown != Shown.TABLE:
        return {Shown.LIST: "list", Shown.TASKS: "tasks", Shown.QUESTIONS: "questions"}.get(shown, "template")  # type: ignore[call-overload,no-any-return]
    if not columns or (large and len(columns) > 1):
        return "list"
    return "compared" if len(columns) == 1 and len(items) == 2 and not large else "table"


def _density(made: Print) -> Density:
    """How closely a handout is set, so that it keeps to one page."""
    texts = [made.lead]
    for item in (item for section in made.sections for item in section.items):
        texts += [item.title, item.text, *(text for beside in item.beside for text in beside.texts)]
    letters = sum(map(len, texts))
    return "dense" if letters > FROM_DENSE else "compact" if letters > FROM_COMPACT else ""


def _source(toolkit: Toolkit | None, held: Instrument | Collection) -> dict[str, object]:
    ...
