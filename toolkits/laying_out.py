"""A collection as it is laid out on a page: sections of items, each with what stands beside its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Collection, Entry, Shown


@dataclass(frozen=True, slots=True)
class Part:
    """What an item has in one column. `texts` is empty where it has nothing there."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidItem:
    """`slug` is the item's name in its collection; `parts` has one part for each column of the section.

    `place` says where in the toolkit it stands, as far as its collection does not say so already.
    """

    entry: Entry
    slug: str
    parts: tuple[Part, ...]
    place: str

    @property
    def given(self) -> tuple[Part, ...]:
        """Only the parts that hold something."""
        return tuple(part for part in self.parts if part.texts)


@dataclass(frozen=True, slots=True)
class LaidSection:
    slug: str
    title: str
    audience: str
    columns: tuple[str, ...]
    items: tuple[LaidItem, ...]
    shown: str

    @property
    def is_compared(self) -> bool:
        """Whether its few items stand side by side, on a page and in print: one column would compare nothing.

        Each needs something to stand under its name.
        """
        if self.shown != Shown.TABLE or not 1 < len(self.items) <= MOST_SIDE_BY_SIDE:
            return False
        return len(self.columns) == 1 or (not self.columns and all(item.entry.title for item in self.items))


MOST_SIDE_BY_SIDE = 4


def lay_out(collection: Collection, entries: Iterable[Entry]) -> list[LaidSection]:
    """The sections in their order, each with those columns that one of its items uses."""
    by_section: dict[str, list[Entry]] = {section["slug"]: [] for section in collection.sections}
    for entry in entries:
        by_section.setdefault(entry.section, []).append(entry)
    sections = []
    for section in collection.sections:
        found = by_section[section["slug"]]
        columns = [c for c in collection.columns if any(c["slug"] in entry.parts for entry in found)]
        items = tuple(laid_item(entry, collection, columns) for entry in found)
        titles = tuple(column["title"] for column in columns)
        audience = section.get("audience", "")
        sections.append(LaidSection(section["slug"], section["title"], audience, titles, items, collection.shown))
    return sections


def laid_item(entry: Entry, collection: Collection, columns: Sequence[dict[str, str]]) -> LaidItem:
    parts = tuple(Part(column["title"], _texts(entry.parts.get(column["slug"], ()))) for column in columns)
    return LaidItem(entry, entry.key.rpartition("/")[2], parts, _place(entry, collection))


def _place(entry: Entry, collection: Collection) -> str:
    known = (
        "" if entry.toolkit_id == collection.toolkit_id else entry.toolkit.title,
        "" if entry.heading.startswith(collection.heading) else entry.heading,
        entry.page and f"page {entry.page}",
        entry.number and f"no. {entry.number}",
    )
    return ", ".join(filter(None, known))


def _texts(part: str | Sequence[str]) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else tuple(part)
