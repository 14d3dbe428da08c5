"""The questions of a part as HTML, rendered once for each version and language and filled in without rendering.

As in `assessments/page.py`: the template is rendered with marks where an answer goes, cut there, and kept in pieces.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessments.content import Option
from assessments.kept import keep_by_hash

from ..questions import Part, Question

# Private-use characters: they pass through escaping, and no fixture may hold one (the loader refuses them).
_OPEN, _CLOSE, _BETWEEN = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
MOST_COLUMNS = 9
LONGEST_COLUMN_LABEL = 30
"""Longer labels stand one below the other instead of above columns."""


class Place(NamedTuple):
    """Where an answer goes: "checked" at an option of a question, or "was": what the page was made with."""

    what: str
    question: str
    option: str = ""


@dataclass(frozen=True)
class Run:
    """Questions that follow one another and have the same answers, so that one row of labels serves them all."""

    options: tuple[Option, ...]
    apart: tuple[Option, ...]
    questions: Sequence[dict[str, object]]

    @property
    def columns(self) -> int:
        return len(self.options) + len(self.apart) + 1

    @property
    def is_list(self) -> bool:
        labels = [option.label for option in (*self.options, *self.apart)]
        return self.columns > MOST_COLUMNS or max(map(len, labels)) > LONGEST_COLUMN_LABEL


def anchor(key: str) -> str:
    """The id of a question on its page."""
    return "q-" + key.replace("/", "--")


def part_html(part: Part, answers: Mapping[str, str]) -> SafeString:
    """The questions of a part as form fields with the answers in them: `q-<key>` with the option, `was-<key>`."""
    pieces = (
        keep_by_hash(f"survey pieces {part.section.slug} {get_language()}", part.content_hash, lambda: _pieces(part))
        if part.content_hash
        else _pieces(part)
    )
    joined = "".join([piece if isinstance(piece, str) else _fill(piece, answers) for piece in pieces])
    return mark_safe(joined)  # noqa: S308 - the pieces are a rendered template, and _fill escapes each value


def _fill(place: Place, answers: Mapping[str, str]) -> str:
    chosen = answers.get(place.question, "")
    if place.what == "checked":
        return " checked" if chosen == place.option else ""
    return escape(chosen)


def _pieces(part: Part) -> list[str | Place]:
    """The rendered template, cut at its marks: text, place, text, place, ..., text."""
    cut = _MARK.split(render_to_string("surveys/answer/_items.html", {"runs": _runs(part)}))
    return [Place(*piece.split(_BETWEEN)) if n % 2 else piece for n, piece in enumerate(cut)]


def _runs(part: Part) -> list[Run]:
    numbered = list(enumerate(part.questions, 1))
    runs = groupby(numbered, key=lambda one: (one[1].options, one[1].apart))
    return [Run(*answers, [_marked(question, number) for number, question in found]) for answers, found in runs]


def _marked(question: Question, number: int) -> dict[str, object]:
    """What the template needs of one question, with marks where its answer goes."""
    key = question.key
    return {
        "key": key,
        "anchor": anchor(key),
        "number": number,
        "item": question.item,
        "options": [(option, _mark("checked", key, option.key)) for option in question.options],
        "apart": [(option, _mark("checked", key, option.key)) for option in question.apart],
        "none_checked": _mark("checked", key, ""),
        "was": _mark("was", key, ""),
    }


def _mark(what: str, question: str, option: str) -> str:
    return _OPEN + _BETWEEN.join((what, question, option)) + _CLOSE
