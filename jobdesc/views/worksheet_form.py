"""The worksheet's activities as form fields: the template is rendered once for its content, and filled in from then on.

54 activities with nine choices each are most of what the page costs. So it is rendered with marks where the answers go,
kept in pieces, and joined with the answers of whoever asks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..worksheet.activities import ASKED, NO, SHORT, YES, Activities, Activity, Section
from ..worksheet.answering import Answer, Answers, Posted, code, in_words

# Private-use characters: they pass through escaping, and no fixture may hold one (the loader refuses them).
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_CHECKED = SafeString(" checked")


@dataclass(frozen=True)
class Cell:
    """One question about one activity, in short; `yes`, `no` and `none` are the attribute of whichever is marked."""

    asked: str
    name: str
    yes: str
    no: str
    none: str


@dataclass(frozen=True)
class Item:
    """An activity as the form has it. `problem` asks which answers count where two tabs disagree."""

    activity: Activity
    cells: tuple[Cell, ...]
    was: str
    state: str = ""
    problem: str = ""


def items_of(
    activities: Activities,
    saved: Answers,
    posted: Mapping[str, Posted],
    conflicts: Mapping[str, Posted],
    *,
    is_refused: bool,
) -> Iterator[Item]:
    """Every activity: as it is saved, or as it was marked where that could not be saved."""
    for key, activity in activities.by_key.items():
        there, said = saved.get(key, {}), posted.get(key)
        if said and key in conflicts:
            context = {"activity": activity, "saved": in_words(there), "mine": in_words(said.answer)}
            problem = render_to_string("jobdesc/worksheet/_two_tabs.html", context)
            yield Item(activity, _cells(activity, said.answer), code(said.was), " is-conflict", problem)
        elif said and is_refused:
            yield Item(activity, _cells(activity, said.answer), code(said.was))
        else:
            yield Item(activity, _cells(activity, there), code(there))


def sections_html(sections: tuple[Section, ...], items: Mapping[str, Item], *, is_read_only: bool) -> SafeString:
    """All activities by section with the answers in them, `items` by name of the activity."""
    values: dict[str, str] = {}
    for slug, item in items.items():
        values |= {f"was-{slug}": item.was, f"state-{slug}": item.state, f"problem-{slug}": item.problem}
        for cell in item.cells:
            values |= {f"{cell.name}-yes": cell.yes, f"{cell.name}-no": cell.no, f"{cell.name}-none": cell.none}
    pieces = _pieces(sections, is_read_only)
    joined = "".join(values[piece] if n % 2 else piece for n, piece in enumerate(pieces))
    return mark_safe(joined)  # noqa: S308 - rendered templates, letters of our own and ` checked`, nothing typed


@lru_cache(maxsize=8)
def _pieces(sections: tuple[Section, ...], is_read_only: bool) -> list[str]:
    """The rendered template, cut at its marks: text, name of a place, text, …, text."""
    marked = [(section, [_marked(activity) for activity in section.activities]) for section in sections]
    context = {"sections": marked, "is_read_only": is_read_only, "oob": False}
    return _MARK.split(render_to_string("jobdesc/worksheet/_sections.html", context))


def _marked(activity: Activity) -> Item:
    """An activity with marks where its answers go."""
    names = (f"q{n}-{activity.slug}" for n in range(1, len(ASKED) + 1))
    cells = tuple(
        Cell(SHORT[question], name, *(f"{_OPEN}{name}-{choice}{_CLOSE}" for choice in ("yes", "no", "none")))
        for question, name in zip(ASKED, names, strict=True)
    )
    was, state, problem = (f"{_OPEN}{what}-{activity.slug}{_CLOSE}" for what in ("was", "state", "problem"))
    return Item(activity, cells, was, state, problem)


def _cells(activity: Activity, answer: Answer) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            SHORT[question],
            f"q{n}-{activity.slug}",
            *(_CHECKED if answer.get(question, "") == choice else "" for choice in (YES, NO, "")),
        )
        for n, question in enumerate(ASKED, 1)
    )
