"""How toolkits, entries and links are read from their files and compared with their tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import AnyKind, Change, Fixture, FixtureKind, Reference
from .models import Entry, Link, Toolkit
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
    for position, entry in enumerate(fields.each("entries", required=("entry", "title", "text", "source")), start=1):
        value = EntryFixture(
            title=entry.text("title", longest=200),
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
            from_key=link.text("from", longest=121), entry=link.name("to"), reason=link.text("reason", longest=1_000)
        )
        references = (
            Reference("item", value.from_key, link.line_of("from")),
            Reference("entry", value.entry, link.line_of("to")),
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


def plan_entries(fixtures: Sequence[Fixture[EntryFixture]], errors: list[FixtureError]) -> list[Change]:
    wanted = {
        fixture.key: {
            "slug": fixture.key,
            "toolkit_id": fixture.toolkit,
            "title": fixture.value.title,
            "text": fixture.value.text,
            "heading": fixture.value.source.heading,
            "page": fixture.value.source.page,
            "number": fixture.value.source.number,
            "position": fixture.value.position,
        }
        for fixture in fixtures
    }
    return plan_rows("entry", Entry, wanted, lambda row: row.slug)


def plan_links(fixtures: Sequence[Fixture[LinkFixture]], errors: list[FixtureError]) -> list[Change]:
    wanted = {}
    links_of_item: Counter[str] = Counter()
    for fixture in fixtures:
        link = fixture.value
        links_of_item[link.from_key] += 1
        wanted[fixture.key] = {
            "from_key": link.from_key,
            "entry_id": link.entry,
            "reason": link.reason,
            "position": links_of_item[link.from_key],
        }
    return plan_rows("link", Link, wanted, str)


KINDS: tuple[AnyKind, ...] = (
    FixtureKind("toolkit", "toolkits", read_toolkit, plan_toolkits),
    FixtureKind("entry", "entries", read_entries, plan_entries),
    FixtureKind("link", "links", read_links, plan_links),
)
