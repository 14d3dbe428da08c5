"""Where money can come from: what the toolkits name, and what of it the organization has taken up."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkits.models import Collection, Entry
from toolkits.sources import Source

from .years import Source as SourceOfMoney

COLLECTIONS = ("prcoe-financing", "lappa-funding")
GRANTS = "lappa-funding"
TIME_LIMITED = "time-limited"


@dataclass(frozen=True)
class Option:
    """A way to pay or a grant. `parts` are what stands beside it, by title; `here` the sources made from it."""

    entry: Entry
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    here: tuple[SourceOfMoney, ...]

    @property
    def ends(self) -> bool:
        """Whether the toolkit says that it is given for a time only. All grants are."""
        texts = (text for _, texts in self.parts for text in texts)
        return self.entry.collection_id == GRANTS or any(TIME_LIMITED in text for text in texts)


@dataclass(frozen=True)
class Shelf:
    """A collection with its options."""

    collection: Collection
    options: tuple[Option, ...]

    @property
    def source(self) -> Source:
        return Source(self.collection.toolkit_id, self.collection.heading, self.collection.pages)


def shelves(sources: Sequence[SourceOfMoney]) -> list[Shelf]:
    """The toolkits' options, in order. One query."""
    entries = Entry.objects.filter(collection__in=COLLECTIONS).select_related("collection__toolkit", "toolkit")
    by_collection: dict[str, list[Entry]] = {slug: [] for slug in COLLECTIONS}
    for entry in entries.order_by("position"):
        by_collection[str(entry.collection_id)].append(entry)
    return [
        Shelf(collection, tuple(option_of(entry, sources) for entry in found))
        for found in by_collection.values()
        if found and (collection := found[0].collection)
    ]


def find_option(key: str) -> Option | None:
    """The option of this natural key, if it is one."""
    found = Entry.objects.of_key(key).filter(collection__in=COLLECTIONS).select_related("collection", "toolkit").first()
    return option_of(found, ()) if found else None


def option_of(entry: Entry, sources: Sequence[SourceOfMoney]) -> Option:
    """An option, from an entry that comes with its collection."""
    columns = entry.collection.columns if entry.collection else []
    given = ((column["title"], entry.parts.get(column["slug"])) for column in columns)
    parts = tuple((title, (texts,) if isinstance(texts, str) else tuple(texts)) for title, texts in given if texts)
    return Option(entry, parts, tuple(source for source in sources if source.key == entry.key))
