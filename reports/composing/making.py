"""From a report and its material to its parts: the markup of each, for paper and for the screen, with its figures."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from .figures import Figure
from .material import Material
from .parts import KINDS, PartKind
from .summary import Sentence, in_groups, sentences

Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wanted:
    """What somebody put together: parts by key in order, and their own words. As `models.Report` has it."""

    parts: Sequence[str]
    introduction: str = ""
    asked: str = ""
    edits: dict[str, dict[str, str]] | None = None


@dataclass(frozen=True)
class MadePart:
    """A part as it reads. `html` is for paper, `page` for the screen; both begin with a heading of the second level."""

    key: str
    title: str
    html: str
    page: str
    figures: tuple[Figure, ...] = ()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.html.encode(errors="replace")).hexdigest()


def make_parts(wanted: Wanted, material: Material, step: Step | None = None) -> tuple[MadePart, ...]:
    """The parts that have something to say, in order; `step` is told how far it is (done, of how many, what)."""
    said = sentences(material, wanted.edits)
    kinds = [KINDS[key] for key in dict.fromkeys(wanted.parts) if key in KINDS]
    found: list[MadePart] = []
    for n, kind in enumerate(kinds):
        if step:
            step(n, len(kinds), kind.title)
        found.extend(_made(kind, wanted, material, said))
    return tuple(found)


def digest_of(parts: Sequence[MadePart]) -> str:
    """A SHA-256 (hex) of all that the parts say, in their order."""
    return hashlib.sha256("\n".join(f"{one.key} {one.title} {one.digest}" for one in parts).encode()).hexdigest()


def _made(kind: PartKind, wanted: Wanted, material: Material, said: Sequence[Sentence]) -> Iterator[MadePart]:
    own = {"introduction": wanted.introduction, "asked": wanted.asked}
    if not kind.is_there(material) or (kind.key in own and not own[kind.key].strip()):
        return
    context: dict[str, Any] = {
        "report": material.readiness,
        "material": material,
        "groups": in_groups(tuple(said)),
        "edited": [one for one in said if one.is_edited],
        "own": own.get(kind.key, ""),
        "title": kind.title,
        "summed_up": "summary" in wanted.parts,
        "steps_summed_up": "summary" in wanted.parts and any(one.key.startswith("step/") for one in said),
    }
    figures = tuple(kind.figures(material))
    if kind.key != "instruments":
        yield _part(kind.key, kind.title, kind.key, context, figures)
        return
    # An area is a part of its own, so that a new answer makes only that one anew.
    for n, part in enumerate(material.readiness.parts):
        titles = {state.instrument.title for state in part.states}
        of_part = tuple(one for one in figures if one.about in titles)
        yield _part(f"{kind.key}-{n + 1}", part.title, kind.key, {**context, "part": part}, of_part)


def _part(key: str, title: str, template: str, context: dict[str, Any], figures: tuple[Figure, ...]) -> MadePart:
    path = f"reports/parts/{template}.html"
    html, page = (render_to_string(path, {**context, "for_screen": for_screen}) for for_screen in (False, True))
    return MadePart(key, title, html.strip(), page.strip(), figures)
