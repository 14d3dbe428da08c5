"""How a description reads: its parts in order, with headings, sentences and lists. Pure; pages and papers show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from organizations.models.organization import states

from ..hiring.fixture import hiring
from .document import EMPLOYERS, SETTINGS, Document, Line
from .money import pay

NO_NAME = "Responsibility without a name"


@dataclass(frozen=True)
class Passage:
    """A titled part. `key` names the field of the document that it is about; what it does not have is empty."""

    key: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    below: tuple["Passage", ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.texts or self.lines or self.below)


def passages(document: Document) -> tuple[Passage, ...]:
    """The parts of which anything has been written."""
    return tuple(one for one in _all(document) if not one.is_empty)


def _all(document: Document) -> Iterator[Passage]:
    yield Passage("setting", "The position in brief", facts=_facts(_glance(document)))
    yield Passage("function", "What this role is for", lines=document.function)
    yield Passage("responsibilities", "What you will do", below=_responsibilities(document))
    yield Passage("reports_to", "Who you work with", facts=_facts(_supervision(document)))
    yield Passage("required", "What you bring", below=_qualifications(document))
    yield Passage("conditions", "Working here", lines=document.conditions, facts=_facts(_working(document)))
    yield Passage("benefits", "Pay and benefits", facts=_facts(_offer(document)), lines=document.benefits)
    yield Passage("how_to_apply", "How to apply", texts=_texts(document.how_to_apply), facts=_facts(_closing(document)))
    yield Passage("accommodation", "Accommodation", texts=_texts(document.accommodation))
    yield Passage("equal_opportunity", "Equal opportunity", texts=_texts(document.equal_opportunity))


def _glance(document: Document) -> Iterator[tuple[str, str]]:
    yield "Setting", "" if document.setting == "other" else SETTINGS.get(document.setting, "")
    yield "Employer", document.employer_name or (EMPLOYERS["peer-run"] if document.employer == "peer-run" else "")
    yield "Place", place(document)
    known = hiring().populations
    yield "People served", "; ".join(known[key].label for key in document.populations if key in known)


def _supervision(document: Document) -> Iterator[tuple[str, str]]:
    yield "Reports to", document.reports_to
    yield "Support and guidance from", document.supportive_supervisor
    yield "Supervision", document.supervision
    yield "Supervises", document.supervises


def _offer(document: Document) -> Iterator[tuple[str, str]]:
    yield "Pay", ". ".join(filter(None, (pay(document), document.pay_note)))
    yield "Hours", document.hours


def _working(document: Document) -> Iterator[tuple[str, str]]:
    yield "People supported at a time", document.caseload
    yield "Room to grow", document.growth


def _closing(document: Document) -> Iterator[tuple[str, str]]:
    yield "Apply by", day(document.closes_on)


def _responsibilities(document: Document) -> tuple[Passage, ...]:
    return tuple(
        Passage(f"responsibilities/{one.id}", one.name or NO_NAME, lines=one.duties)
        for one in document.responsibilities
    )


def _qualifications(document: Document) -> tuple[Passage, ...]:
    certification = _facts(iter((("Certification", document.certification),)))
    required = Passage("required", "Required", facts=certification, lines=document.required)
    found = (required, Passage("preferred", "Preferred", lines=document.preferred))
    return tuple(one for one in found if not one.is_empty)


def place(document: Document) -> str:
    """The work place and the state's name."""
    state = dict(states()).get(document.state, "")
    return ", ".join(filter(None, (document.place, state)))


def day(iso: str) -> str:
    """A date in words, such as "May 31, 2027"; empty where there is none."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return ""
    return f"{found:%B} {found.day}, {found.year}"


def _facts(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in text.split("\n"))))
