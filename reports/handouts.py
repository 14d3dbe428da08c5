"""A collection as a print: lists, tasks with boxes to tick, tables, questions, samples; and handouts of one page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkits.laying_out import LaidSection, Part, lay_out
from toolkits.models import Collection, Entry, Shown

from .printing import (
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
    chosen = [part for part in lay_out(collection, entries) if section in ("", part.slug)]
    if not chosen:
        raise NoSuchSectionError
    is_handout = collection.is_handout and not large
    most = MOST_ON_HANDOUT if is_handout and collection.shown == Shown.TABLE else len(collection.columns)
    sections = tuple(_section(collection, part, part.columns[:most], large=large) for part in chosen)
    are_all_ours = all(item.is_ours for part in sections for item in part.items)
    density = _density(collection.purpose, sections) if is_handout else None
    if density == "dense":
        sections = tuple(_flowing(part) for part in sections)
    if are_all_ours:
        sections = tuple(_unmarked(part) for part in sections)
    left_out = dict.fromkeys(title for part in chosen for title in part.columns[most:])
    return Print(
        title=collection.title,
        lead=collection.purpose,
        sections=sections,
        whose=whose(
            collection.toolkit,
            heading=collection.heading,
            pages=collection.pages,
            credit=collection.credit,
            ours=_ours(collection, sections, are_all_ours),
        ),
        left_out=joined([f"“{title}”" for title in left_out]),
        is_part=bool(section),
        is_large=large,
        density=density,
    )


def _section(collection: Collection, part: LaidSection, columns: Sequence[str], *, large: bool) -> PrintSection:
    layout = _layout(part, len(columns), large=large)
    # Where one title would stand under every item, it stands at the head instead.
    once = columns[0] if len(columns) == 1 and layout not in ("table", "compared") else ""
    entries = [item.entry for item in part.items]
    is_numbered = all(entry.number for entry in entries)
    others = {entry.toolkit.title: entry for entry in entries if entry.toolkit_id != collection.toolkit_id}
    items = []
    for item in part.items:
        beside = tuple(replace(column, title="") if once else column for column in item.parts[: len(columns)])
        number = item.entry.number if is_numbered else ""
        made = PrintItem(number, item.entry.title, item.entry.text, is_ours=item.entry.derived, beside=beside)
        items.append(_under_its_name(made) if layout == "compared" and not columns else made)
    return PrintSection(
        slug=part.slug,
        title=part.title,
        layout=layout,
        items=tuple(items),
        audience=part.audience,
        asked=f"Below each: {once}" if once else "",
        heads=tuple(Room(title) for title in columns),
        after=joined([f"{title}, {entry.heading}{page_words(entry.page)}" for title, entry in others.items()]),
    )


def _under_its_name(item: PrintItem) -> PrintItem:
    """An item without columns among others that it is compared with: its text is what stands under its name."""
    return replace(item, title="", text=item.title, beside=(Part("", (item.text,)),))


def _layout(part: LaidSection, columns: int, *, large: bool) -> Layout:
    """As the file says; but a table has two columns at least, and in large print no more."""
    others: dict[str, Layout] = {
        Shown.LIST: "list",
        Shown.TASKS: "tasks",
        Shown.QUESTIONS: "questions",
        Shown.TEMPLATE: "template",
    }
    if part.shown in others:
        return others[part.shown]
    if part.is_compared and not large:
        return "compared"
    return "list" if not columns or (large and columns > 1) else "table"


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
        said = [item.beside[n] for n in sorted(short) if item.beside[n].texts]
        words = [f"{column.title}: {joined(column.texts)}" for column in said]
        beside = tuple(column for n, column in enumerate(item.beside) if n not in short)
        title, text = (item.title, [item.text, *words]) if item.title else (item.text, words)
        items.append(replace(item, title=title, text=_sentences(text), beside=beside))
    return replace(section, layout="flow", items=tuple(items))


def _sentences(texts: Sequence[str]) -> str:
    """Texts as one after the other, with a full stop between those that have none."""
    ended = [text if text[-1:] in ".?!…" else f"{text}." for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]])


def _unmarked(section: PrintSection) -> PrintSection:
    return replace(section, items=tuple(replace(item, is_ours=False) for item in section.items))


def _ours(collection: Collection, sections: Sequence[PrintSection], are_all_ours: bool) -> list[str]:
    shown = {head.label for part in sections for head in part.heads}
    slugs = {part.slug for part in sections}
    titles = [column["title"] for column in collection.columns if column["origin"] == "ours"]
    titles = [title for title in titles if title in shown]
    headings = [part["title"] for part in collection.sections if part["origin"] == "ours" and part["slug"] in slugs]
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
