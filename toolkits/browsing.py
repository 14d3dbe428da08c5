"""What stands where in the library: shelves by kind, and how much there is on a topic or in a toolkit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from .models import Collection, CollectionKind, Entry, Toolkit
from .topics import Topic


@dataclass(frozen=True, slots=True)
class Shelf:
    """The collections of one kind. Each has its toolkit and `size`, the number of its items."""

    slug: str
    title: str
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Something to browse by, with how many collections and pieces of advice there are."""

    slug: str
    title: str
    collections: int
    advice: int


@dataclass(frozen=True, slots=True)
class Library:
    """All that can be browsed, in the order of the toolkits: two queries, as there are no more than some hundred."""

    collections: tuple[Collection, ...]
    advice: tuple[Entry, ...]

    def on_topic(self, topic: str) -> "Library":
        return Library(
            tuple(row for row in self.collections if topic in row.topics),
            tuple(row for row in self.advice if topic in row.topics),
        )

    def of_toolkit(self, toolkit: str) -> "Library":
        return Library(
            tuple(row for row in self.collections if row.toolkit_id == toolkit),
            tuple(row for row in self.advice if row.toolkit_id == toolkit),
        )

    @property
    def is_empty(self) -> bool:
        return not self.collections and not self.advice

    @property
    def shelves(self) -> list[Shelf]:
        """The kinds that there is something of, what is read first."""
        shelves = (Shelf(kind, title, _of_kind(self.collections, kind)) for kind, title in SHELVES.items())
        return [shelf for shelf in shelves if shelf.collections]

    def topics(self) -> list[Place]:
        collections, advice = _topics(self.collections), _topics(self.advice)
        return [Place(topic, topic.label, collections[topic], advice[topic]) for topic in Topic]

    def toolkits(self, toolkits: Iterable[Toolkit]) -> list[Place]:
        collections = Counter(row.toolkit_id for row in self.collections)
        advice = Counter(row.toolkit_id for row in self.advice)
        return [Place(row.slug, row.title, collections[row.slug], advice[row.slug]) for row in toolkits]


SHELVES = {
    CollectionKind.LIBRARY: "To read",
    CollectionKind.CHECKLIST: "Checklists",
    CollectionKind.JOBDESC: "For job descriptions and hiring",
    CollectionKind.INSTRUMENT: "Assessments",
}


def whole_library() -> Library:
    collections = Collection.objects.select_related("toolkit").annotate(size=Count("entries"))
    return Library(tuple(collections), tuple(Entry.objects.advice().select_related("toolkit")))


def _of_kind(collections: Iterable[Collection], kind: CollectionKind) -> tuple[Collection, ...]:
    return tuple(row for row in collections if row.kind == kind)


def _topics(rows: Sequence[Collection] | Sequence[Entry]) -> Counter[str]:
    return Counter(topic for row in rows for topic in row.topics)
