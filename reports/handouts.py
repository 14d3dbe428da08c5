"""A collection as a print: lists, tasks with boxes to tick, tables, questions, samples; and handouts of one page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkits.models import Collection, Entry, Shown

from .printing import (
    Beside,
    Density,
    Layout,
    NoSuchSectionError,
    Print,
    PrintItem,
    PrintSection,
    Room,
    joined,
    named,
    page_words,
    whose,
)

MOST_ON_HANDOUT = 3
"""How many columns a handout's table has beside the text: no page holds more of them."""

SHORT = 24
"""How many letters a text has at most to stand in a line with another."""

COMPACT_FROM, DENSE_FROM = 2_000, 5_000
"""From how many letters a handout is set closer, so that it keeps to one page."""


def of_collection(collection: Collection, entries: Iterable[Entry], *, section: str = "", large: bool = False) -> Print:
    """A collection with its entries in their order, each with its toolkit; with `section` that one alone.

    A handout in normal size leaves out what no single page holds, and says so. Raises NoSuchSectionError.
    """
    chosen = [part for part in collection.sections if section in ("", part["slug"])]
    if not chosen:
        raise NoSuchSectionError
    found, is_handout = list(entries), collection.is_handout and not large
    columns: list[dict[str, str]] = collection.columns
    shown = columns[:MOST_ON_HANDOUT] if is_handout and collection.shown == Shown.TABLE else columns
    sections = tuple(
        _section(collection, part, shown, [entry for entry in found if entry.section == part["slug"]], large=large)
        for part in chosen
    )
    are_all_ours = all(item.is_ours for part in sections for item in part.items)
    density = _density(collection.purpose, sections) if is_handout else None
    if density == "dense":
        sections = tuple(_flowing(part) for part in sections)
    if are_all_ours:
        sections = tuple(_unmarked(part) for part in sections)
    return Print(
        title=collection.title,
        lead=collection.purpose,
        sections=sections,
        whose=whose(
            collection.toolkit,
            heading=collection.heading,
            pages=collection.pages,
            credit=collection.credit,
            ours=_ours(chosen, shown, sections, are_all_ours),
        ),
        left_out=joined([f"“{column['title']}”" for column in columns[len(shown) :]]),
        is_part=bool(section),
        is_large=large,
        density=density,
    )


def _section(
    collection: Collection,
    part: dict[str, str],
    columns: Sequence[dict[str, str]],
    entries: Sequence[Entry],
    *,
    large: bool,
) -> PrintSection:
    layout = _layout(collection.shown, len(columns), len(entries), large=large)
    # Where one title would stand under every item, it stands at the head instead.
    once = columns[0]["title"] if len(columns) == 1 and layout not in ("table", "compared") else ""
    is_numbered = all(entry.number for entry in entries)
    others = {entry.toolkit.title: entry for entry in entries if entry.toolkit_id != collection.toolkit_id}
    return PrintSection(
        slug=part["slug"],
        title=part["title"],
        layout=layout,
        items=tuple(_item(entry, columns, is_numbered=is_numbered, is_titled=not once) for entry in entries),
        audience=part["audience"],
        asked=f"Below each: {once}" if once else "",
        heads=tuple(Room(column["title"]) for column in columns),
        after=joined([f"{title}, {entry.heading}{page_words(entry.page)}" for title, entry in others.items()]),
    )


def _item(entry: Entry, columns: Sequence[dict[str, str]], *, is_numbered: bool, is_titled: bool) -> PrintItem:
    beside = []
    for column in columns:
        given = entry.parts.get(column["slug"], ())
        texts = (given,) if isinstance(given, str) else tuple(given)
        beside.append(Beside(column["title"] if is_titled else "", texts))
    number = entry.number if is_numbered else ""
    return PrintItem(number, entry.title, entry.text, is_ours=entry.derived, beside=tuple(beside))


def _layout(shown: str, columns: int, entries: int, *, large: bool) -> Layout:
    """As the file says; but a table has two columns at least, and in large print no more."""
    others: dict[str, Layout] = {
        Shown.LIST: "list",
        Shown.TASKS: "tasks",
        Shown.QUESTIONS: "questions",
        Shown.TEMPLATE: "template",
    }
    if shown in others:
        return others[shown]
    if not columns or (large and columns > 1):
        return "list"
    return "compared" if (columns, entries) == (1, 2) and not large else "table"


def _flowing(section: PrintSection) -> PrintSection:
    """A table too full for one page, as paragraphs in two columns of the page: words alone need least room.

    A column of short words alone stands in the item's first line.
    """
    if section.layout != "table":
        return section
    short = {
        n
        for n, _ in enumerate(section.heads)
        if all(len(text) <= SHORT for item in section.items for text in item.beside[n].texts)
    }
    items = []
    for item in section.items:
        words = [f"{item.beside[n].title}: {joined(item.beside[n].texts)}" for n in sorted(short)]
        beside = tuple(column for n, column in enumerate(item.beside) if n not in short)
        title, text = (item.title, [item.text, *words]) if item.title else (item.text, words)
        items.append(replace(item, title=title, text=". ".join(text), beside=beside))
    return replace(section, layout="flow", items=tuple(items))


def _unmarked(section: PrintSection) -> PrintSection:
    return replace(section, items=tuple(replace(item, is_ours=False) for item in section.items))


def _ours(
    chosen: Sequence[dict[str, str]],
    columns: Sequence[dict[str, str]],
    sections: Sequence[PrintSection],
    are_all_ours: bool,
) -> list[str]:
    titles = [column["title"] for column in columns if column["origin"] == "ours"]
    headings = [part["title"] for part in chosen if part["origin"] == "ours"]
    ours = ["title and purpose", named("the column title", titles), named("the heading", headings)]
    if are_all_ours:
        ours.append("the wording of every point, after what the toolkit explains")
    elif any(item.is_ours for section in sections for item in section.items):
        ours.append("what is marked “our wording”")
    return ours


def _density(lead: str, sections: Sequence[PrintSection]) -> Density:
    items = [item for section in sections for item in section.items]
    beside = [text for item in items for column in item.beside for text in column.texts]
    letters = len(lead) + sum(len(item.title) + len(item.text) for item in items) + sum(map(len, beside))
    return "dense" if letters >= DENSE_FROM else "compact" if letters >= COMPACT_FROM else "airy"
