"""What the form of a composed report shows: fields, parts, sentences, marks, and what has to be decided."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from organizations.text import clean_line

from .compose_saving import Kept
from .composing import colours
from .composing.forms import LONGEST_SENTENCE, ReportForm
from .composing.lacking import OWN_WORDS, offered
from .composing.material import Material
from .composing.merging import SAID, THEIRS, digest, mark, stored
from .composing.parts import KINDS, Reader
from .composing.reading import PLAIN, initial_of
from .composing.summary import NEXT, TITLES, Sentence, sentences
from .looks import accent_of, logo_of
from .models import Report

LABELS = {
    "name": "What the report is called",
    "reader": "Who reads it",
    "parts": "The parts and their order",
    "introduction": "Introduction",
    "asked": "What we ask of you",
    "logo_words": "The logo in words",
    "accent": "Color of headings and lines",
}
PATHS = (*PLAIN, "parts", "logo_words")


@dataclass(frozen=True)
class Row:
    """A sentence to edit. `shown` is what stands in its field, `id` what its elements are called by."""

    sentence: Sentence
    shown: str
    wrong: str = ""

    @property
    def id(self) -> str:
        return hashlib.sha256(self.sentence.key.encode()).hexdigest()[:8]

    @property
    def name(self) -> str:
        return f"{SAID}{self.sentence.key}"

    @property
    def height(self) -> int:
        return max(2, len(self.shown) // 70 + 1)


@dataclass(frozen=True)
class Clash:
    """What two people changed differently, in words."""

    path: str
    label: str
    mine: str
    theirs: str
    seen: str
    takes_theirs: bool = False


def page_context(
    report: Report, material: Material, kept: Kept | None = None, posted: QueryDict | None = None
) -> dict[str, Any]:
    """The whole page: as it is saved, or after a save that could not take everything as it was typed."""
    said = sentences(material, report.edits)
    sent = kept.sent if kept else None
    parts = sent.parts if sent else report.parts
    own = {key: (sent.form.data.get(key, "") if sent else getattr(report, key)) for key in OWN_WORDS}
    logo_words = report.logo_words or f"Logo of {report.organization.name}"[:150]
    initial = initial_of(report) | {"logo_words": logo_words}
    rows = [_row(one, sent.shown if sent else {}, sent.wrong if sent else {}) for one in said]
    return {
        "report": report,
        "form": sent.form if sent else ReportForm(initial=initial, has_logo=bool(report.logo)),
        "picked": (sent and colours.colour_of(str(sent.form.data.get("accent", "")))) or accent_of(report),
        "once": secrets.token_urlsafe(12),
        "rows": [(title, group == NEXT, found) for group, title in TITLES.items() if (found := _of(rows, group))],
        "longest_sentence": LONGEST_SENTENCE,
        "parts": offered(parts, material, own),
        "has_problems": bool(kept and not kept.is_whole),
        "clashes": clashes(kept, said, posted) if kept else [],
        "marks": list(_marks(report, said, kept, posted)),
        **_look(report, kept),
    }


def in_place_context(kept: Kept, posted: QueryDict) -> dict[str, Any]:
    """What a save in place sends back: never the fields themselves, in which somebody is typing."""
    report, sent = kept.report, kept.sent
    changed = {one.path for one in sent.typed if one.path.startswith(SAID) and one.is_changed}
    return {
        "report": report,
        "slug": report.organization.slug,
        "form": sent.form,
        "has_problems": not kept.is_whole,
        "clashes": clashes(kept, kept.said, posted),
        "question": kept.question,
        "others": _others(kept),
        "rows": [
            Row(one, one.said, sent.wrong.get(f"{SAID}{one.key}", ""))
            for one in kept.said
            if f"{SAID}{one.key}" in changed
        ],
        "wrong": [Row(Sentence(path.removeprefix(SAID), "", ""), "", words) for path, words in sent.wrong.items()],
        "lacks": [(key, not getattr(report, key).strip()) for key in OWN_WORDS],
        "marks": list(_marks(report, kept.said, kept, posted)),
        **_look(report, kept),
        "new_logo": kept.new_logo or "logo" in sent.form.files,
    }


def clashes(kept: Kept, said: Iterable[Sentence], posted: QueryDict | None) -> list[Clash]:
    """What has to be decided, with both texts; a choice that was made already stays made."""
    rules = {one.key: one.text for one in said}
    found = []
    for path in kept.conflicts:
        theirs = stored(kept.report, path)
        key = path.removeprefix(SAID)
        is_sentence = path.startswith(SAID)
        found.append(
            Clash(
                path,
                "A sentence of the summary" if is_sentence else LABELS.get(path, path),
                _in_words(path, kept.sent.value(path)),
                _in_words(path, theirs or (rules.get(key, "") if is_sentence else theirs)),
                digest(theirs),
                posted is not None and posted.get(f"keep-{path}") == THEIRS,
            )
        )
    return found


def _in_words(path: str, value: Any) -> str:
    if path == "parts":
        return ", ".join(KINDS[key].title for key in value or () if key in KINDS)
    if path == "reader":
        return dict(Reader.choices).get(value, "")
    return str(value or "")


def _row(sentence: Sentence, shown: dict[str, str], wrong: dict[str, str]) -> Row:
    typed = shown.get(sentence.key, "")
    return Row(sentence, typed if typed.strip() else sentence.said, wrong.get(f"{SAID}{sentence.key}", ""))


def _of(rows: Sequence[Row], group: str) -> list[Row]:
    return [row for row in rows if row.sentence.group == group]


def _marks(
    report: Report, said: Iterable[Sentence], kept: Kept | None, posted: QueryDict | None
) -> Iterator[tuple[str, str]]:
    """(path, mark) of everything in the form: what was saved has a new one, all else keeps what it was sent with."""
    by_path: dict[str, tuple[Any, Any]] = {}
    for path in PATHS:
        by_path[path] = (getattr(report, path), getattr(report, path))
    for one in said:
        by_path[f"{SAID}{one.key}"] = (clean_line(one.said), stored(report, f"{SAID}{one.key}"))
    if kept is None or posted is None:
        yield from ((path, mark(*found)) for path, found in by_path.items())
        return
    typed = {one.path: one for one in kept.sent.typed if one.path not in kept.conflicts}
    for path, found in by_path.items():
        entered, there = typed.get(path), found[1]
        if entered and (entered.is_changed or entered.value == there):
            yield path, mark(entered.value, there)
        elif f"was-{path}" in posted:
            yield path, posted.get(f"was-{path}", "")[:50]
        else:
            yield path, mark(*found)
    for name in posted:
        path = name.removeprefix("was-")
        if path != name and path not in by_path and path.startswith(SAID):
            yield path, posted.get(name, "")[:50]


def _others(kept: Kept) -> list[str]:
    """What somebody else changed meanwhile, so that the form shows something older."""
    paths = [one.path for one in kept.sent.typed if not one.is_changed and one.path in LABELS]
    return [LABELS[path] for path in paths if digest(stored(kept.report, path)) != digest(kept.sent.value(path))]


def _look(report: Report, kept: Kept | None) -> dict[str, Any]:
    """Logo and color as they are saved, and what is proposed in place of a color that is too light."""
    typed = colours.colour_of(str(kept.sent.form.data.get("accent", ""))) if kept else ""
    darker = colours.darkened(typed) if typed and not colours.is_readable(typed) else ""
    return {"logo": logo_of(report), "accent": accent_of(report), "darker": darker}
