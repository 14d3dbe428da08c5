"""How toolkits, advice and links are read from their files, and how everything in the library is stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .collection_fixture import read_checklist, read_jobdesc, read_library, read_topics
from .inventory_fixture import read_inventory
from .kinds import AnyFixture, AnyKind, Change, Fixture, FixtureKind, Reference
from .models import Collection, Entry, Link, Toolkit
from .rows import plan_rows
from .schema import Fields, read_source
from .sources import Source
from .strict_yaml import FixtureError, MapNode, Problems


@dataclass(frozen=True, slots=True)
class ToolkitFixture:
    title: str
    publisher: str
    published: str
    credit: str
    reuse: str
    position: int


@dataclass(frozen=True, slots=True)
class EntryFixture:
    title: str
    topics: tuple[str, ...]
    text: str
    source: Source
    position: int


@dataclass(frozen=True, slots=True)
class LinkFixture:
    from_key: str
    entry: str
    reason: str


def read_toolkit(node: MapNode, problems: Problems) -> list[Fixture[ToolkitFixture]]:
    required = ("toolkit", "position", "title", "publisher", "published", "credit", "reuse")
    fields = Fields(node, problems, required=required)
    value = ToolkitFixture(
        title=fields.text("title", longest=200),
        publisher=fields.text("publisher", longest=200),
        published=fields.text_or_empty("published", longest=60),
        credit=fields.text("credit"),
        reuse=fields.text("reuse"),
        position=fields.number("position"),
    )
    slug = fields.name_of_file("toolkit")
    return [Fixture("toolkit", slug, problems.path, fields.line_of("toolkit"), value, toolkit=slug)]


def read_entries(node: MapNode, problems: Problems) -> list[Fixture[EntryFixture]]:
    fields = Fields(node, problems, required=("toolkit", "entries"))
    toolkit = fields.name_of_file("toolkit")
    reference = Reference("toolkit", toolkit, fields.line_of("toolkit"))
    fixtures = []
    required = ("entry", "title", "topics", "text", "source")
    for position, entry in enumerate(fields.each("entries", required=required), start=1):
        value = EntryFixture(
            title=entry.text("title", longest=200),
            topics=read_topics(entry),
            text=entry.text("text"),
            source=read_source(entry, toolkit),
            position=position,
        )
        key, line = entry.name("entry"), entry.line_of("entry")
        fixtures.append(Fixture("entry", key, problems.path, line, value, toolkit=toolkit, references=(reference,)))
    return fixtures


def read_links(node: MapNode, problems: Problems) -> list[Fixture[LinkFixture]]:
    fields = Fields(node, problems, required=("links",))
    fixtures = []
    for link in fields.each("links", required=("from", "to", "reason")):
        value = LinkFixture(
            from_key=link.text("from", longest=121),
            entry=link.text("to", longest=121),
            reason=link.text("reason", longest=1_000),
        )
        to_kind = "item" if "/" in value.entry else "entry"
        references = (
            Reference("item", value.from_key, link.line_of("from")),
            Reference(to_kind, value.entry, link.line_of("to")),
        )
        key = f"{value.from_key} → {value.entry}"
        fixtures.append(Fixture("link", key, problems.path, link.line, value, references=references))
    return fixtures


def plan_toolkits(fixtures: Sequence[Fixture[ToolkitFixture]], errors: list[FixtureError]) -> list[Change]:
    wanted = {
        fixture.key: {
            "slug": fixture.key,
            "title": fixture.value.title,
            "publisher": fixture.value.publisher,
            "published": fixture.value.published,
            "credit": fixture.value.credit,
            "reuse": fixture.value.reuse,
            "position": fixture.value.position,
        }
        for fixture in fixtures
    }
    return plan_rows("toolkit", Toolkit, wanted, lambda row: row.slug)


def plan_collections(fixtures: Sequence[AnyFixture]) -> list[Change]:
    """A row for every fixture that has a card."""
    wanted = {
        fixture.key: {
            **asdict(fixture.card),
            "slug": fixture.key,
            "kind": fixture.kind,
            "toolkit_id": fixture.toolkit,
            "topics": list(fixture.card.topics),
            "sections": list(fixture.card.sections),
            "columns": list(fixture.card.columns),
        }
        for fixture in fixtures
        if fixture.card
    }
    return plan_rows("collection", Collection, wanted, lambda row: row.slug)


def plan_entries(fixtures: Sequence[AnyFixture]) -> list[Change]:
    """A row for every piece of advice, and one for every item of what has a card."""
    wanted: dict[str, dict[str, Any]] = {}
    for fixture in fixtures:
        if isinstance(fixture.value, EntryFixture):
            advice = fixture.value
            wanted[fixture.key] = _entry(
                fixture.key, advice.source, advice.text, advice.title, advice.position, topics=list(advice.topics)
            )
        if fixture.card:
            for position, item in enumerate(fixture.items, start=1):
                key = f"{fixture.key}/{item.slug}"
                more = {"derived": item.derived, "mended": item.mended, "parts": item.parts, "section": item.section}
                wanted[key] = _entry(key, item.source, item.text, item.title, position, **more)
                wanted[key]["collection_id"] = fixture.key
    return plan_rows("entry", Entry, wanted, lambda row: row.key)


def _entry(key: str, source: Source, text: str, title: str, position: int, **more: Any) -> dict[str, Any]:
    place = {"toolkit_id": source.toolkit, "heading": source.heading, "page": source.page, "number": source.number}
    row: dict[str, Any] = {"key": key, "title": title, "text": text, "position": position, **place}
    row |= {"collection_id": None, "section": "", "parts": {}, "topics": [], "derived": False, "mended": ""}
    return {**row, **more}


def plan_links(fixtures: Sequence[AnyFixture]) -> list[Change]:
    wanted = {}
    # Counted in each file by itself, so that what is best in another toolkit is not behind all of the first one.
    links_of_item: Counter[tuple[str, str]] = Counter()
    for fixture in fixtures:
        if not isinstance(fixture.value, LinkFixture):
            continue
        link = fixture.value
        links_of_item[fixture.path, link.from_key] += 1
        wanted[fixture.key] = {
            "from_key": link.from_key,
            "entry_id": link.entry,
            "reason": link.reason,
            "position": links_of_item[fixture.path, link.from_key],
        }
    return plan_rows("link", Link, wanted, str)


KINDS: tuple[AnyKind, ...] = (
    FixtureKind("toolkit", "toolkits", read_toolkit, plan_toolkits),
    FixtureKind("inventory", "inventory", read_inventory),
    FixtureKind("checklist", "checklists", read_checklist),
    FixtureKind("jobdesc", "jobdesc", read_jobdesc),
    FixtureKind("library", "library", read_library),
    FixtureKind("entry", "entries", read_entries),
    FixtureKind("link", "links", read_links),
)
# What the library stores of all kinds together, in the order in which it can be stored.
LIBRARY = (plan_collections, plan_entries, plan_links)
