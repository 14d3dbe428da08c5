"""The job description as one document: what it holds, and how it is stored as JSON. Pure."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

SETTINGS = {
    "community": "Community organization",
    "treatment": "Treatment provider",
    "court": "Court",
    "jail": "Jail or prison",
    "probation": "Probation or parole",
    "law-enforcement": "Law enforcement",
    "veterans": "Services for veterans",
    "coordination": "Coordination of a peer program",
    "other": "Another setting",
}
EMPLOYERS = {"own": "We employ the peer worker", "peer-run": "A peer-run organization employs the peer worker for us"}
PER = {"hour": "an hour", "year": "a year"}


class DocumentError(ValueError):
    """What is stored is not a description."""


@dataclass(frozen=True)
class Line:
    """A sentence that somebody may reword, and where it began.

    `source` is the natural key of the toolkit's item whose words it had at first, `competency` that of the competency
    (`samhsa-competencies/…`) that it asks for. Either may be empty; neither changes when the text does.
    """

    id: str
    text: str
    source: str = ""
    competency: str = ""


@dataclass(frozen=True)
class Responsibility:
    """A core responsibility and its specific duties. `category` is one of the twelve categories' keys, or empty."""

    id: str
    name: str
    category: str = ""
    duties: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole description. Money and numbers are text as it was typed and checked; dates are ISO, or empty.

    `setting`, `employer`, `pay_per` and `state` are keys (`SETTINGS`, `EMPLOYERS`, `PER`, two letters), `populations`
    natural keys of `wise-lived-experience`, `categories` sections and `competencies` natural keys of
    `samhsa-competencies`.
    """

    # Start
    template: str = ""
    title: str = ""
    title_key: str = ""
    # Who and where
    setting: str = ""
    populations: tuple[str, ...] = ()
    certification: str = ""
    employer: str = ""
    employer_name: str = ""
    peer_workers: str = ""
    caseload: str = ""
    # Competencies
    categories: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    # The five components
    function: tuple[Line, ...] = ()
    reports_to: str = ""
    supportive_supervisor: str = ""
    supervision: str = ""
    supervises: str = ""
    responsibilities: tuple[Responsibility, ...] = ()
    required: tuple[Line, ...] = ()
    preferred: tuple[Line, ...] = ()
    conditions: tuple[Line, ...] = ()
    growth: str = ""
    # Pay and terms
    pay_low: str = ""
    pay_high: str = ""
    pay_per: str = ""
    pay_note: str = ""
    hours: str = ""
    benefits: tuple[Line, ...] = ()
    closes_on: str = ""
    place: str = ""
    state: str = ""
    how_to_apply: str = ""
    accommodation: str = ""
    equal_opportunity: str = ""

    def lines(self) -> dict[str, Line]:
        """Every line by its id, duties too."""
        lists = (self.function, self.required, self.preferred, self.conditions, self.benefits)
        duties = (one.duties for one in self.responsibilities)
        return {line.id: line for group in (*lists, *duties) for line in group}


LINES = ("function", "required", "preferred", "conditions", "benefits")
"""The fields of a document that are lists of lines. Responsibilities hold their duties."""
KEYS = ("populations", "categories", "competencies")
TEXTS = tuple(one.name for one in fields(Document) if one.name not in (*LINES, *KEYS, "responsibilities"))


def new_id() -> str:
    """A name for a line or a responsibility that no other has."""
    return secrets.token_hex(6)


def line(text: str, *, source: str = "", competency: str = "") -> Line:
    return Line(new_id(), text, source, competency)


def to_json(document: Document) -> dict[str, Any]:
    """What is stored: lists instead of tuples, nothing else changed."""
    return asdict(document)


def from_json(stored: Mapping[str, Any]) -> Document:
    """The document that `to_json` stored. Fields that it lacks are empty; raises DocumentError for any that it has too
    many, and for whatever is not text where text belongs.
    """
    unknown = set(stored) - {one.name for one in fields(Document)}
    if unknown:
        raise DocumentError(f"No description has {', '.join(sorted(unknown))}.")
    known: dict[str, Any] = {name: _text(stored.get(name, "")) for name in TEXTS}
    known |= {name: tuple(_text(key) for key in _list(stored.get(name, ()))) for name in KEYS}
    known |= {name: _lines(stored.get(name, ())) for name in LINES}
    known["responsibilities"] = tuple(_responsibility(one) for one in _list(stored.get("responsibilities", ())))
    return Document(**known)


def _responsibility(stored: Any) -> Responsibility:
    texts = {name: _text(_mapping(stored).get(name, "")) for name in ("id", "name", "category")}
    return Responsibility(**texts, duties=_lines(stored.get("duties", ())))


def _lines(stored: Any) -> tuple[Line, ...]:
    names = ("id", "text", "source", "competency")
    return tuple(Line(*(_text(_mapping(one).get(name, "")) for name in names)) for one in _list(stored))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"{value!r} is not text.")
    return value


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise DocumentError(f"{value!r} is not a list.")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DocumentError(f"{value!r} has no fields.")
    return value
