"""Why a part has nothing to say yet, and where that can be changed; and in which order parts are offered. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .material import Material
from .parts import KINDS, PartKind

OWN_WORDS = ("introduction", "asked")
_NO_PLAN = ("There is no plan yet.", "checklists:index", "Make a plan")
_WHY = {
    "introduction": ("Nothing is written yet.", "", "Write it"),
    "asked": ("Nothing is written yet.", "", "Write it"),
    "summary": ("Nothing has been completed yet.", "assessments:index", "Go to the assessments"),
    "team": ("No survey was closed of which anything may be shown.", "surveys:index", "Go to the surveys"),
    "rounds": ("No assessment was completed twice.", "assessments:index", "Go to the assessments"),
    "checklist": _NO_PLAN,
    "plan": _NO_PLAN,
    "goals": ("There is no goal yet.", "checklists:goals", "Set a goal"),
    "funding": ("No cost and no source of money is written down yet.", "checklists:money", "Go to the funding"),
    "risks": ("The questions about risks are not completed yet.", "checklists:risks", "Go to the risks"),
    "jobs": ("There is no job description yet.", "jobdesc:index", "Draft one"),
}


@dataclass(frozen=True)
class OfferedPart:
    """A part as it is offered. `why` is empty where it has something to say; `route` is the name of where to change
    that, "" where it is on the same page.
    """

    kind: PartKind
    is_in: bool
    why: str = ""
    route: str = ""
    action: str = ""


def offered(parts: Sequence[str], material: Material, own: dict[str, str]) -> list[OfferedPart]:
    """Every part there is, in the order in which they are offered; `own` are one's own words by part."""
    found = []
    for key in in_order(parts):
        kind = KINDS[key]
        says = bool(own[key].strip()) if key in OWN_WORDS else kind.is_there(material)
        why = ("", "", "") if says else _WHY.get(key, ("It has nothing to say yet.", "", ""))
        found.append(OfferedPart(kind, key in parts, *why))
    return found


def in_order(parts: Iterable[str]) -> list[str]:
    """All keys: those wanted in their order, each other one behind the one that it usually follows."""
    found = [key for key in dict.fromkeys(parts) if key in KINDS]
    before = ""
    for key in KINDS:
        if key not in found:
            found.insert(found.index(before) + 1 if before else 0, key)
        before = key
    return found


def moved(parts: Sequence[str], key: str, by: int) -> list[str]:
    """The parts with one of them a place further up (-1) or down (1), as far as that goes."""
    found = list(parts)
    if key in found:
        there = found.index(key) + by
        if 0 <= there < len(found):
            found.remove(key)
            found.insert(there, key)
    return found
