"""Reads checklists, sets for hiring and what is to be read: files of one shape, sections of items with columns."""

from collections import Counter
from collections.abc import Sequence

from .kinds import Card, Fixture, FixtureItem, Parts, Reference
from .models import Shown
from .schema import Fields, read_source
from .strict_yaml import MapNode, Problems
from .topics import Topic

ORIGINS = ("toolkit", "ours")
MOST_TOPICS = 3
RESERVED = ("topics", "toolkits", "advice")
"""What the library's own addresses begin with: a collection of that name could not be reached."""


def read_checklist(node: MapNode, problems: Problems) -> list[Fixture[None]]:
    return _read(node, problems, "checklist")


def read_jobdesc(node: MapNode, problems: Problems) -> list[Fixture[None]]:
    return _read(node, problems, "jobdesc")


def read_library(node: MapNode, problems: Problems) -> list[Fixture[None]]:
    return _read(node, problems, "library")


def read_topics(fields: Fields) -> tuple[str, ...]:
    """One to three topics under `topics`."""
    topics = fields.some_of("topics", Topic.values)
    if len(topics) > MOST_TOPICS:
        fields.refuse("topics", f"are more than {MOST_TOPICS}: name those that somebody would look under")
    return topics


def refuse_reserved(fields: Fields, key: str, reserved: Sequence[str]) -> None:
    """Note a name that would stand where an address of PeerReady stands."""
    if fields.text(key) in reserved:
        fields.refuse(key, f"is `{fields.text(key)}`, which is the address of another page: call it something else")


def check_counts(fields: Fields, counts: dict[str, int]) -> None:
    """`expect` must name every section with the number of its items."""
    expect = fields.inside("expect", required=list(counts))
    for section, count in counts.items():
        if section in expect and expect.number(section) != count:
            expect.refuse(section, f"does not agree with the {count} items below")


def twice(names: Sequence[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def toolkits_named(fields: Fields, toolkit: str, items: Sequence[FixtureItem]) -> tuple[Reference, ...]:
    """References to the file's own toolkit and to every other one that an item comes from."""
    others = {item.source.toolkit: item.line for item in items if item.source.toolkit != toolkit}
    own = Reference("toolkit", toolkit, fields.line_of("toolkit"))
    return (own, *(Reference("toolkit", slug, line) for slug, line in others.items()))


def _read(node: MapNode, problems: Problems, kind: str) -> list[Fixture[None]]:
    head = ("collection", "toolkit", "title", "topics", "shown", "purpose", "heading", "pages")
    optional = ("handout", "credit", "columns")
    fields = Fields(node, problems, required=(*head, "expect", "sections"), optional=optional)
    slug, toolkit = fields.name_of_file("collection"), fields.name("toolkit")
    refuse_reserved(fields, "collection", RESERVED)
    columns = _read_columns(fields)
    sections, items = _read_sections(fields, toolkit, tuple(column["slug"] for column in columns))
    card = Card(
        title=fields.text("title", longest=120),
        purpose=fields.text("purpose"),
        heading=fields.text("heading", longest=200),
        pages=fields.text_or_empty("pages", longest=20),
        credit=fields.text("credit") if "credit" in fields else "",
        topics=read_topics(fields),
        sections=sections,
        columns=columns,
        shown=fields.one_of("shown", Shown.values),
        is_handout=fields.yes("handout"),
    )
    references = toolkits_named(fields, toolkit, items)
    line = fields.line_of("collection")
    return [Fixture(kind, slug, problems.path, line, None, toolkit, "", references=references, items=items, card=card)]


def _read_columns(fields: Fields) -> tuple[dict[str, str], ...]:
    named = fields.named("columns")
    columns = []
    for slug in named.names:
        column = named.inside(slug, required=("title", "origin"))
        title, origin = column.text("title", longest=60), column.one_of("origin", ORIGINS)
        columns.append({"slug": slug, "title": title, "origin": origin})
    return tuple(columns)


def _read_sections(
    fields: Fields, toolkit: str, columns: Sequence[str]
) -> tuple[tuple[dict[str, str], ...], tuple[FixtureItem, ...]]:
    sections: list[dict[str, str]] = []
    items: list[FixtureItem] = []
    counts: dict[str, int] = {}
    lines: dict[str, int] = {}
    for section in fields.each("sections", required=("section", "title", "origin", "items")):
        slug = section.name("section")
        if slug in counts:
            section.refuse("section", f"is `{slug}`, which stands already above")
        origin = section.one_of("origin", ORIGINS)
        sections.append({"slug": slug, "title": section.text("title", longest=200), "origin": origin, "audience": ""})
        found = section.each(
            "items", required=("item", "text", "source"), optional=("title", "parts", "derived", "mended")
        )
        counts[slug] = len(found)
        for entry in found:
            item = _read_item(entry, slug, toolkit, columns)
            if item.slug in lines:
                entry.refuse("item", f"is `{item.slug}`, which stands already in line {lines[item.slug]}")
            lines.setdefault(item.slug, item.line)
            items.append(item)
    check_counts(fields, counts)
    used = {column for item in items for column in item.parts}
    for column in columns:
        if column not in used:
            fields.refuse("columns", f"has `{column}`, which no item uses")
    return tuple(sections), tuple(items)


def _read_item(fields: Fields, section: str, toolkit: str, columns: Sequence[str]) -> FixtureItem:
    parts: Parts = {}
    if "parts" in fields:
        given = fields.inside("parts", required=(), optional=columns)
        parts = {column: given.text_or_texts(column) for column in columns if column in given}
    return FixtureItem(
        slug=fields.name("item"),
        section=section,
        text=fields.text("text"),
        source=read_source(fields, toolkit),
        line=fields.line_of("item"),
        title=fields.text("title", longest=200) if "title" in fields else "",
        parts=parts,
        derived=fields.yes("derived"),
        mended=fields.text("mended") if "mended" in fields else "",
    )
