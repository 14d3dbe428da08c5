"""The items of an instrument as HTML, rendered once for each version and filled in without rendering.

A template loop over the items costs more than the rest of the page together. So the template is rendered once with
marks in the places that differ between records, and kept in pieces; filling joins the pieces with the values.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from organizations.client_data import QUESTION, looks_like_client_record

from .answers import NO_ANSWER, Answer, Answers
from .content import InstrumentContent, Item, Section
from .kept import keep_by_hash
from .merging import Conflict

# Private-use characters: they pass through escaping, and no fixture may hold one (the loader refuses them).
_OPEN, _CLOSE, _BETWEEN = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


class Place(NamedTuple):
    """Where a value goes: what it is, of which item, and for "checked" of which option."""

    what: str
    item: str
    option: str


@dataclass(frozen=True)
class Filling:
    """What stands in the form: the answers shown, the digests they are based on, and what is wrong."""

    answers: Answers
    was: Mapping[str, str]
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def mark(what: str, item: str, option: str = "") -> str:
    """A place to be filled in; the template puts it where a value belongs."""
    return _OPEN + _BETWEEN.join((what, item, option)) + _CLOSE


def items_html(
    content: InstrumentContent, content_hash: str, filling: Filling, section: Section | None = None
) -> SafeString:
    """All sections, or one, with their items as form fields, with the answers in them.

    Without a hash the pieces are not kept: content that nobody stored shall push none out that is asked for again.
    """
    sections = (section,) if section else content.sections
    kept_as = f"pieces {section.slug}" if section else "pieces"
    pieces = (
        keep_by_hash(kept_as, content_hash, lambda: _pieces(content, sections))
        if content_hash
        else _pieces(content, sections)
    )
    joined = "".join([piece if isinstance(piece, str) else _fill(piece, content, filling) for piece in pieces])
    return mark_safe(joined)  # noqa: S308 - the pieces are a rendered template, and _fill escapes each value


def problem_html(content: InstrumentContent, item: str, filling: Filling) -> SafeString:
    """What is wrong with one item, to stand inside its fieldset; empty where nothing is."""
    conflict, error = filling.conflicts.get(item), filling.errors.get(item)
    text = filling.answers.get(item, NO_ANSWER).text
    question = QUESTION if not (conflict or error) and looks_like_client_record(text) else ""
    if not conflict and not error and not question:
        return SafeString("")
    options = {}
    if item in content.by_slug:
        scale = content.scale_of(content.by_slug[item])
        options = {option.key: option.label for option in scale.options} if scale else {}
    context = {
        "item": item,
        "error": error,
        "question": question,
        "conflict": conflict,
        "saved_option": options.get(conflict.saved.choice, "") if conflict else "",
        "mine_option": options.get(conflict.mine.choice, "") if conflict else "",
    }
    return render_to_string("assessments/_problem.html", context)


def _pieces(content: InstrumentContent, sections: Iterable[Section]) -> list[str | Place]:
    """The rendered template, cut at its marks: text, place, text, place, ..., text."""
    marked = [
        {
            "section": section,
            "fields": [_marked(content, item) for item in section.items],
            "comments": [_marked(content, comment) for comment in content.comment_of(section)],
        }
        for section in sections
    ]
    cut = _MARK.split(render_to_string("assessments/_items.html", {"sections": marked}))
    return [Place(*piece.split(_BETWEEN)) if n % 2 else piece for n, piece in enumerate(cut)]


def _marked(content: InstrumentContent, item: Item) -> dict[str, object]:
    """What the template needs of one item, with marks where its answer goes."""
    scale = content.scale_of(item)
    options = scale.options if scale else ()
    return {
        "item": item,
        "scale": scale,
        "options": [(option, mark("checked", item.slug, option.key)) for option in options],
        "none_checked": mark("checked", item.slug),
        "asked": scale_title(content, item),
        "parts": [(part, label, mark(part, item.slug)) for part, label in item.takes.parts.items()],
        "was": mark("was", item.slug),
        "problem": mark("problem", item.slug),
        "invalid": mark("invalid", item.slug),
    }


def scale_title(content: InstrumentContent, item: Item) -> str:
    """What stands above the options: only where it is not clear by itself what they answer."""
    scale = content.scale_of(item)
    if scale is None or (len(item.takes.parts) == 1 and len(content.scales) == 1):
        return ""
    return item.takes.parts["choice"] or scale.title


def _fill(place: Place, content: InstrumentContent, filling: Filling) -> str:
    what, item, option = place
    answer: Answer = filling.answers.get(item, NO_ANSWER)
    if what == "checked":
        return " checked" if answer.choice == option else ""
    if what in ("text", "who", "date"):
        return escape(getattr(answer, what))
    if what == "was":
        return escape(filling.was.get(item, ""))
    if what == "invalid":
        return ' aria-invalid="true"' if item in filling.errors else ""
    return problem_html(content, item, filling)
