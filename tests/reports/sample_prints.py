"""Made-up instruments and collections to print, without a database: one item of each kind, one collection a layout."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from assessments.content import InstrumentContent, Item, Kind, Option, Scale, Section
from assessments.models import Instrument
from organizations.models import Organization
from toolkits.collection_fixture import read_library
from toolkits.fixtures import read_toolkit
from toolkits.models import Collection, Entry, Toolkit
from toolkits.sources import Source
from toolkits.strict_yaml import Problems, read

TOOLKIT = Toolkit(slug="handbook", title="A Handbook", publisher="A Press", published="2024", credit="© A Press.")
OTHER = Toolkit(slug="guide", title="A Guide", publisher="A Club", credit="© A Club.")
SCALE = Scale(
    "scale",
    "ours",
    (Option("yes", "Yes", 2), Option("partly", "In part", 1), Option("no", "Not yet", 0), Option("?", "Unsure", None)),
    "Is it so?",
)
KINDS: tuple[Kind, ...] = ("choice", "open", "risk", "skill")
HOSTILE = (
    "<b>Bold</b> {{ 7|add:1 }} {% now 'Y' %} <img src=http://127.0.0.1:9/x.png> <script>alert(1)</script> ]]> "
    "</section> &amp; \x07 \u202eמרכז אור\u202c 👩🏽‍⚕️ Z͑ͫ̓a̴l̷g̸o̶ 你好"
)


def item(slug: str, kind: Kind = "choice", *, scale: str | None = "scale", number: str = "", **values: Any) -> Item:
    source = Source("handbook", "Getting ready", "7", number)
    return Item(slug, f"ready/{slug}", kind, values.pop("text", f"Text of {slug}"), scale, source, **values)


def content(*sections: Section, scale: Scale = SCALE) -> InstrumentContent:
    return InstrumentContent("ready", "handbook", sections, {"scale": scale})


def section(slug: str, *items: Item, **values: Any) -> Section:
    return Section(slug, f"Title of {slug}", values.pop("origin", "toolkit"), items, **values)


def instrument(**values: Any) -> Instrument:
    given = {"slug": "ready", "title": "Are we ready?", "purpose": "To see.", "instructions": "Tick one box."}
    return Instrument(**{"toolkit": TOOLKIT, **given, "heading": "Getting ready", "pages": "7-9", **values})


def own(**values: Any) -> Instrument:
    return instrument(
        toolkit=None, heading="", pages="", organization=Organization(pk=1, name="Harbor House"), **values
    )


def collection(shown: str, *columns: str, sections: Sequence[str] = ("one",), **values: Any) -> Collection:
    given = {
        "slug": "list",
        "kind": "library",
        "title": "A list",
        "purpose": "To read.",
        "heading": "Lists",
        "pages": "4",
    }
    return Collection(
        shown=shown,
        columns=[{"slug": name, "title": f"Column {name}", "origin": "ours"} for name in columns],
        sections=[{"slug": name, "title": f"Section {name}", "origin": "toolkit", "audience": ""} for name in sections],
        **{**given, "toolkit": TOOLKIT, "pages": "4", **values},
    )


def entry(slug: str, section: str = "one", **values: Any) -> Entry:
    given = {"text": f"Text of {slug}", "heading": "Lists", "page": "4", "toolkit": TOOLKIT}
    return Entry(key=f"list/{slug}", section=section, **{**given, **values})


def real_collection(path: Path) -> tuple[Collection, list[Entry]]:
    """The collection of a file of fixtures, as the loader would store it."""
    problems = Problems(path.name)
    (fixture,) = read_library(read(path, path.name), problems)
    problems.raise_any()
    assert fixture.card
    card = {f.name: getattr(fixture.card, f.name) for f in fields(fixture.card)}
    lists = {name: list(card.pop(name)) for name in ("sections", "columns", "topics")}
    made = Collection(slug=fixture.key, kind="library", toolkit=toolkit(fixture.toolkit), **card, **lists)
    entries = [
        Entry(
            key=f"{fixture.key}/{item.slug}",
            toolkit=toolkit(item.source.toolkit),
            section=item.section,
            title=item.title,
            text=item.text,
            parts=item.parts,
            derived=item.derived,
            heading=item.source.heading,
            page=item.source.page,
            number=item.source.number,
        )
        for item in fixture.items
    ]
    return made, entries


@cache
def toolkit(slug: str) -> Toolkit:
    path = settings.FIXTURES / "toolkits" / f"{slug}.yaml"
    (fixture,) = read_toolkit(read(path, path.name), Problems(path.name))
    return Toolkit(slug=slug, **{f.name: getattr(fixture.value, f.name) for f in fields(fixture.value)})
