"""A library to test with: a collection in two sections, advice, links, all findable. Rows that are good as they are."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories import EntryFactory, LinkFactory, ToolkitFactory
from toolkits import index
from toolkits.models import Collection, CollectionKind, Entry

SECTIONS = [
    {"slug": "before", "title": "Before anybody comes", "origin": "ours", "audience": ""},
    {"slug": "after", "title": "Once they are here", "origin": "toolkit", "audience": "Supervisors"},
]
COLUMNS = [
    {"slug": "steps", "title": "What to do", "origin": "ours"},
    {"slug": "address", "title": "Address", "origin": "ours"},
]


class CollectionFactory(DjangoModelFactory[Collection]):
    class Meta:
        model = Collection
        django_get_or_create = ("slug",)

    slug = "handbook-steps"
    kind = CollectionKind.CHECKLIST
    toolkit = factory.SubFactory(ToolkitFactory)
    title = "Steps to a good start"
    purpose = "What to do before and after somebody begins."
    heading = "Beginning"
    pages = "3-4"
    credit = "Adapted from a friend's list."
    topics = factory.LazyFunction(lambda: ["training", "pay"])
    shown = "list"
    columns = factory.LazyFunction(lambda: list(COLUMNS))
    sections = factory.LazyFunction(lambda: list(SECTIONS))


def item_of(collection: Collection, slug: str, **values: Any) -> Entry:
    """One more item of a collection, after those that it has."""
    position = collection.entries.count() + 1
    given: dict[str, Any] = {"title": "", "section": "before", "heading": collection.heading, "page": "3", **values}
    given = {"toolkit": collection.toolkit, "text": f"Do what {slug} asks for.", "position": position, **given}
    return EntryFactory(key=f"{collection.slug}/{slug}", collection=collection, **given)


def advice(key: str, **values: Any) -> Entry:
    return EntryFactory(key=key, **{"topics": ["pay"], **values})


def furnish_library(rows: int = 1, prefix: str = "") -> tuple[Entry, Entry]:
    """Add `rows` items and pieces of advice, tied both ways to the one item and the one advice that are returned."""
    collection = CollectionFactory()
    item = Entry.objects.filter(key="handbook-steps/middle").first()
    if item is None:
        item = item_of(collection, "middle", parts={"steps": ["Ask.", "Listen."]}, derived=True, mended="A line.")
    helps = Entry.objects.filter(key="helps").first() or advice("helps")
    for n in range(rows):
        other = item_of(collection, f"{prefix}other-{n}", section="after")
        LinkFactory(from_key=item.key, entry=other)
        LinkFactory(from_key=item.key, entry=advice(f"{prefix}helper-{n}"))
        LinkFactory(from_key=other.key, entry=item)
        LinkFactory(from_key=other.key, entry=helps)
    index.rebuild()
    return item, helps
