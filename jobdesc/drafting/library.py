"""What of the toolkits' library a page about a description shows: loaded at once, by natural key."""

from collections.abc import Collection as Many
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from toolkits.models import Collection, Entry

from .document import Line

NAMED = 70
"""So many letters of an item without a title name it."""


@dataclass(frozen=True)
class Origin:
    """Where a line came from, as it is named beside it."""

    label: str
    entry: Entry


@dataclass(frozen=True)
class Library:
    """Entries and collections by key. What has not been loaded into the database is not there."""

    entries: dict[str, Entry] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)

    def found(self, keys: Iterable[str]) -> tuple[Entry, ...]:
        return tuple(self.entries[key] for key in keys if key in self.entries)

    def items(self, collection: str, section: str = "") -> tuple[Entry, ...]:
        """The items of a collection in their order, of one section if that is named."""
        return tuple(
            one
            for one in self.entries.values()
            if one.collection_id == collection and (not section or one.section == section)
        )

    def origins(self, line: Line) -> tuple[Origin, ...]:
        """Where a line began, and the competency that it asks for; once where they are the same."""
        found = []
        if (entry := self.entries.get(line.source)) and line.source != line.competency:
            found.append(Origin(f"From “{short(entry.collection.title if entry.collection else entry.name)}”", entry))
        if entry := self.entries.get(line.competency):
            found.append(Origin(f"Competency: {short(entry.name)}", entry))
        return tuple(found)


def library(keys: Many[str], *, collections: Many[str] = ()) -> Library:
    """Entries of these keys and of these collections, and the collections that `keys` name. Two queries at most."""
    wanted = {key for key in keys if key and "\0" not in key}
    places = {key for key in wanted if "/" not in key}
    entries = (
        Entry.objects.filter(Q(key__in=wanted) | Q(collection__in=collections))
        .select_related("toolkit", "collection")
        .order_by("collection_id", "position")
    )
    found = {one.key: one for one in entries} if wanted or collections else {}
    left = places - set(found)
    named = Collection.objects.filter(slug__in=left).select_related("toolkit") if left else ()
    return Library(found, {one.slug: one for one in named})


def short(text: str) -> str:
    """A text that names something, cut at a word."""
    return text if len(text) <= NAMED else f"{text[:NAMED].rsplit(' ', 1)[0]}…"
