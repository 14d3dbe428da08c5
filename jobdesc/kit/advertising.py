"""An advertisement made from a description: a long and a short form of the same words. Pure.

Nothing of who works there is taken over: neither supervisors nor how many peer workers there are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from ..drafting.document import SETTINGS, Document, Line
from ..drafting.money import pay
from ..reviewing.law import Duty

WHAT_WE_ARE = {
    "treatment": "a treatment provider",
    "recovery": "a recovery organization",
    "hospital": "a health care provider",
    "jail": "a correctional facility",
    "court": "a court",
    "probation": "a probation department",
    "law-enforcement": "a law enforcement agency",
    "school": "a school",
}
LIVED_SOURCES = ("wise-lived-experience/", "legere-components/lived-experience")
_LIVED = re.compile(
    r"\b(?:lived|living|personal|own)\s+(?:\w+\s+){0,2}(?:experience|history|recovery)\b|\bin recovery\b", re.IGNORECASE
)


@dataclass(frozen=True)
class About:
    """The organization as its advertisement names it: `kind` is a key of WHAT_WE_ARE, `state` a name in full."""

    name: str
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class Group:
    """Points under a name of their own, such as a responsibility's duties. `name` may be empty."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of an advertisement under its heading: paragraphs, then points."""

    key: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Advertisement:
    """`employer` is who hires. `facts` are pay, hours, place and closing date, as far as they are known."""

    title: str
    employer: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part | None:
        return next((one for one in self.parts if one.key == key), None)


def long_form(
    document: Document, about: About, qualifications: Mapping[str, str] | None = None, *, closes_on: date | None = None
) -> Advertisement:
    """All that somebody who looks for work wants to know. `qualifications` are the words for populations by key, taken
    where no line asks for lived experience; `closes_on` stands in for the document's own closing date.
    """
    lived, others = _required(document, qualifications or {})
    day = closes_on or closing_date(document)
    duties = tuple(Group(one.name, _texts(one.duties)) for one in document.responsibilities if one.name or one.duties)
    parts = (
        Part("who", "Who we are", _said(who_we_are(document, about))),
        Part("function", "What the job is for", _texts(document.function)),
        Part("do", "What you would do", groups=duties),
        Part("lived", "The lived experience we look for", groups=_points(lived)),
        Part("required", "What else you bring", groups=_points((*others, *_said(document.certification)))),
        Part("preferred", "What would help", groups=_points(_texts(document.preferred))),
        Part("conditions", "How the work is", groups=_points(_texts(document.conditions))),
        Part(
            "pay",
            "Pay and benefits",
            _said(_sentence(pay(document)), _sentence(document.pay_note), _sentence(document.hours)),
            _points(_texts(document.benefits)),
        ),
        Part("growth", "Growing in the role", _said(document.growth)),
        Part("place", "Where", _said(_sentence(place_in_words(document)), setting_in_words(document))),
        Part("apply", "How to apply", _said(document.how_to_apply, _until(day))),
        Part("accommodation", "If you need an accommodation", _said(document.accommodation)),
        Part("equal", "Equal opportunity", _said(document.equal_opportunity)),
    )
    return _advertisement(document, about, day, parts)


def short_form(
    document: Document, about: About, qualifications: Mapping[str, str] | None = None, *, closes_on: date | None = None
) -> Advertisement:
    """The same in so few words that a board, a newsletter or a post has room for them."""
    lived, _ = _required(document, qualifications or {})
    day = closes_on or closing_date(document)
    names = tuple(one.name for one in document.responsibilities if one.name)
    offer = ", ".join(_said(pay(document), document.hours))
    parts = (
        Part("who", "Who we are", _said(who_we_are(document, about))),
        Part("do", "What you would do", groups=_points(names)),
        Part("lived", "The lived experience we look for", groups=_points(lived)),
        Part("pay", "Pay", _said(_sentence(offer))),
        Part("place", "Where", _said(_sentence(place_in_words(document)), setting_in_words(document))),
        Part("apply", "How to apply", _said(document.how_to_apply, _until(day))),
    )
    return _advertisement(document, about, day, parts)


def who_we_are(document: Document, about: About) -> str:
    """One sentence on who hires, and for whom where that is somebody else."""
    described = ", ".join(_said(about.name, WHAT_WE_ARE.get(about.kind, "")))
    place = f" in {about.state}" if about.state and about.kind in WHAT_WE_ARE else ""
    if employer_of(document, about) != about.name:
        return f"{document.employer_name}, a peer-run organization, employs you. You work with {described}{place}."
    return f"We are {described}{place}."


def employer_of(document: Document, about: About) -> str:
    """Who employs the peer worker: the organization, or the peer-run one that does it for them."""
    return document.employer_name if document.employer == "peer-run" and document.employer_name else about.name


def place_in_words(document: Document) -> str:
    """Such as "Columbus, OH"; the state is not said twice."""
    place, state = document.place.strip(), document.state
    if not place or not state or re.search(rf"\b{re.escape(state)}\b", place):
        return place or state
    return f"{place}, {state}"


def setting_in_words(document: Document) -> str:
    """Such as "Setting: Court.", since a toolkit wants it named in the advertisement (lappa-name-the-setting)."""
    setting = "" if document.setting == "other" else SETTINGS.get(document.setting, "")
    return f"Setting: {setting}." if setting else ""


def closing_date(document: Document) -> date | None:
    """The closing date that was typed, where it is a date."""
    try:
        return date.fromisoformat(document.closes_on)
    except ValueError:
        return None


def pay_missing(document: Document, duty: Duty) -> str:
    """Why the pay must stand in this advertisement, in a sentence, where it does not; else empty. No legal advice."""
    if not duty.in_advertisement or pay(document):
        return ""
    if duty.own or duty.law is None:
        return "Your organization has noted that the law of this state asks for the pay in an advertisement."
    return f"The law of this state asks for the pay in an advertisement ({duty.law.law}; {duty.law.whom.lower()})."


def _advertisement(document: Document, about: About, day: date | None, parts: Iterable[Part]) -> Advertisement:
    facts = (
        ("Pay", pay(document)),
        ("Hours", document.hours),
        ("Where", place_in_words(document)),
        ("Apply by", long_date(day) if day else ""),
    )
    return Advertisement(
        title=document.title or "Peer support worker",
        employer=employer_of(document, about),
        facts=tuple((name, value) for name, value in facts if value),
        parts=tuple(part for part in parts if part.paragraphs or part.groups),
    )


def long_date(day: date) -> str:
    return date_format(day, "F j, Y")


def is_lived_experience(line: Line) -> bool:
    """Whether a qualification asks for lived experience: by where it began, else by its words."""
    return line.source.startswith(LIVED_SOURCES) or bool(_LIVED.search(line.text))


def _required(document: Document, qualifications: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What lived experience is asked for, and what else is required."""
    lived = tuple(line.text for line in document.required if line.text and is_lived_experience(line))
    others = tuple(line.text for line in document.required if line.text and not is_lived_experience(line))
    return lived or tuple(qualifications[key] for key in document.populations if key in qualifications), others


def _until(day: date | None) -> str:
    return f"Apply by {long_date(day)}." if day else ""


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", "!", "?")) else ".")


def _texts(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines if line.text)


def _said(*texts: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _points(texts: Iterable[str]) -> tuple[Group, ...]:
    items = tuple(text.strip() for text in texts if text.strip())
    return (Group("", items),) if items else ()
