"""What is said beside the fields of a step, by what has been chosen there, with the toolkits' advice. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from organizations.models.organization import states

from ..hiring.content import Pay
from ..hiring.fixture import hiring
from ..reviewing.law import Duty
from .document import Document
from .progress import FEWEST_CATEGORIES, FEWEST_RESPONSIBILITIES, MOST_CATEGORIES, MOST_RESPONSIBILITIES

JUSTICE = ("court", "jail", "probation", "law-enforcement")
SLOTS: Mapping[str, tuple[str, ...]] = {
    "start": (),
    "who": ("alone", "caseload", "contracted", "justice"),
    "competencies": ("categories",),
    "parts": ("responsibilities",),
    "pay": ("law",),
}
"""Where something may be said, by step; the place on the page is `note-<slot>`."""


@dataclass(frozen=True)
class Note:
    """`level` is warning or info; `advice` are keys of the library; `is_law` where it has to say what it is not."""

    slot: str
    level: str
    text: str
    advice: tuple[str, ...] = ()
    is_law: bool = False


def conditions(document: Document) -> dict[str, bool]:
    """Which conditions of the advice beside the steps hold (`Hiring.beside`)."""
    return {
        "alone": document.peer_workers == "1",
        "caseload": bool(document.caseload),
        "contracted": document.employer == "peer-run",
        "justice": document.setting in JUSTICE,
    }


def advice(step: str, document: Document) -> tuple[str, ...]:
    """What the library has for a step, without what its notes say already."""
    known = hiring().advice.get(step, ())
    slots = SLOTS.get(step, ())
    return tuple(one.key for one in known if not one.when or (conditions(document)[one.when] and one.when not in slots))


def notes(step: str, document: Document, duty: Duty) -> tuple[Note, ...]:
    """What there is to say of a step's choices."""
    makers = {"who": _who, "competencies": _competencies, "parts": _parts}
    if step == "pay":
        return tuple(_law(duty, hiring().pay))
    return tuple(makers[step](document)) if step in makers else ()


def _who(document: Document) -> Iterator[Note]:
    words = {
        "alone": ("warning", "One peer worker alone carries a lot, and the toolkits advise against it."),
        "caseload": ("info", "The toolkits do not agree on caseloads. Read both before you settle on a number."),
        "contracted": ("info", "With a peer-run organization as the employer, agree in writing on who does what."),
        "justice": ("info", "In courts, jails and police settings, tell applicants early what checks there will be."),
    }
    for slot, holds in conditions(document).items():
        if holds:
            level, text = words[slot]
            keys = tuple(one.key for one in hiring().advice.get("who", ()) if one.when == slot)
            yield Note(slot, level, text, keys)


def _competencies(document: Document) -> Iterator[Note]:
    count = len(document.categories)
    if count > MOST_CATEGORIES:
        yield Note(
            "categories",
            "info",
            f"You have chosen {count} areas. Could four of them be the heart of the role? Everything else may still "
            "matter on the job; a description that asks for all of it asks for nobody in particular.",
        )
    elif 0 < count < FEWEST_CATEGORIES:
        left = FEWEST_CATEGORIES - count
        yield Note("categories", "info", f"{'One more area' if left == 1 else 'Two more areas'}, and it has a heart.")


def _parts(document: Document) -> Iterator[Note]:
    count = len(document.responsibilities)
    if count > MOST_RESPONSIBILITIES:
        text = f"There are {count} responsibilities. Four to six can be kept in mind; which of these belong together?"
        yield Note("responsibilities", "info", text)
    elif 0 < count < FEWEST_RESPONSIBILITIES:
        text = f"{count} so far. The handbook asks for four to six, with several specific duties in each."
        yield Note("responsibilities", "info", text)


def _law(duty: Duty, pay: Pay) -> Iterator[Note]:
    if duty.own:
        word = "has to be named" if duty.own.is_required else "does not have to be named"
        note = f" {duty.own.note}" if duty.own.note else ""
        yield Note("law", "info", f"By your own rule, the pay {word} in advertisements in {_name(duty.state)}.{note}")
    elif duty.law:
        since = f"{duty.law.since:%B} {duty.law.since.day}, {duty.law.since.year}"
        must = (
            "has to be named in the advertisement" if duty.in_advertisement else "has to be told to anybody who applies"
        )
        text = f"In {_name(duty.state)}, the pay {must}: {duty.law.law}, since {since}. For: {_lower(duty.law.whom)}."
        yield Note("law", "warning" if duty.in_advertisement else "info", text, is_law=True)
    elif duty.state:
        day = f"{pay.as_of:%B} {pay.as_of.day}, {pay.as_of.year}"
        text = (
            f"We know of no law in {_name(duty.state)} on pay in advertisements, as of {day}. Naming it is fair anyway."
        )
        yield Note("law", "info", text, is_law=True)


def _name(state: str) -> str:
    return str(dict(states()).get(state, state))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
