"""Every text of a description with its place, in the order in which one reads it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..drafting.document import EMPLOYERS, LINES, PER, SETTINGS, Document
from ..drafting.merging import flatten, reword, unflatten
from ..hiring.content import Hiring

PARTS = {
    "": "The whole description",
    "title": "Title",
    "who": "Who and where",
    "competencies": "Competencies",
    "function": "Function",
    "supervision": "Supervision",
    "responsibilities": "Responsibilities",
    "required": "Required qualifications",
    "preferred": "Preferred qualifications",
    "conditions": "Conditions of work",
    "growth": "Room to grow",
    "pay": "Pay and terms",
    "apply": "How to apply",
}
"""The parts that a remark can be about."""


@dataclass(frozen=True)
class Field:
    """A field of a document: what it is called, the part it belongs to, and the step that asks for it."""

    label: str
    part: str
    step: str
    is_written: bool = True


FIELDS = {
    "title": Field("Title", "title", "start"),
    "setting": Field("Setting", "who", "who", is_written=False),
    "populations": Field("Lived experience", "who", "who", is_written=False),
    "certification": Field("Certification", "who", "who"),
    "employer": Field("Employer", "who", "who", is_written=False),
    "employer_name": Field("Peer-run organization", "who", "who", is_written=False),
    "peer_workers": Field("Number of peer workers", "who", "who", is_written=False),
    "caseload": Field("Caseload", "who", "who"),
    "categories": Field("Heart of the role", "competencies", "competencies", is_written=False),
    "competencies": Field("Competencies", "competencies", "competencies", is_written=False),
    "function": Field("Function", "function", "parts"),
    "reports_to": Field("Reports to", "supervision", "parts"),
    "supportive_supervisor": Field("Supportive supervisor", "supervision", "parts"),
    "supervision": Field("Supervision", "supervision", "parts"),
    "supervises": Field("Supervises", "supervision", "parts"),
    "responsibilities": Field("Responsibilities", "responsibilities", "parts"),
    "required": Field("Required qualifications", "required", "parts"),
    "preferred": Field("Preferred qualifications", "preferred", "parts"),
    "conditions": Field("Conditions of work", "conditions", "parts"),
    "growth": Field("Room to grow", "growth", "parts"),
    "pay_low": Field("Pay from", "pay", "pay", is_written=False),
    "pay_high": Field("Pay up to", "pay", "pay", is_written=False),
    "pay_per": Field("Pay for", "pay", "pay", is_written=False),
    "pay_note": Field("About the pay", "pay", "pay"),
    "hours": Field("Hours", "pay", "pay"),
    "benefits": Field("Benefits", "pay", "pay"),
    "place": Field("Place of work", "pay", "pay"),
    "state": Field("State", "pay", "pay", is_written=False),
    "closes_on": Field("Closing date", "apply", "pay", is_written=False),
    "how_to_apply": Field("How to apply", "apply", "pay"),
    "accommodation": Field("Accommodation", "apply", "pay"),
    "equal_opportunity": Field("Equal opportunity", "apply", "pay"),
}


@dataclass(frozen=True)
class Placed:
    """A text that somebody wrote or chose. `path` is as in `drafting.merging`, or for a chosen key `<field>/<key>`."""

    path: str
    text: str
    label: str
    part: str
    step: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its step."""
        names = self.path.split("/")
        return f"row-{names[1] if len(names) == 3 else names[-1]}" if len(names) > 1 else self.path


def written(document: Document) -> Iterator[Placed]:
    """All that people put into words: what the wording review reads. No names, numbers or keys."""
    for name, field in FIELDS.items():
        if field.is_written:
            yield from _field(document, name, field)


def everything(document: Document, content: Hiring) -> Iterator[Placed]:
    """All that a description holds, keys in the words that stand for them: what versions are compared by."""
    for name, field in FIELDS.items():
        if name in ("populations", "categories", "competencies"):
            for key in getattr(document, name):
                yield Placed(f"{name}/{key}", _named(name, key, content), field.label, field.part, field.step)
        else:
            yield from _field(document, name, field)


def with_text(document: Document, path: str, text: str) -> Document:
    """The document with another text at a path that `written` gave; a line stays the line that it was."""
    flat = flatten(document)
    before = flat[path]
    flat[path] = text if isinstance(before, str) else reword(before, text)
    return replace(unflatten(flat))


def _field(document: Document, name: str, field: Field) -> Iterator[Placed]:
    if name == "responsibilities":
        for one in document.responsibilities:
            path = f"responsibilities/{one.id}"
            yield Placed(f"{path}/name", one.name, "Responsibility", field.part, field.step)
            label = f"Duty under “{one.name}”" if one.name else "Duty"
            for line in one.duties:
                yield Placed(f"{path}/duties/{line.id}", line.text, label, field.part, field.step)
    elif name in LINES:
        for line in getattr(document, name):
            yield Placed(f"{name}/{line.id}", line.text, field.label, field.part, field.step)
    elif value := getattr(document, name):
        yield Placed(name, _said(name, value), field.label, field.part, field.step)


def _said(name: str, value: str) -> str:
    words: dict[str, dict[str, Any]] = {"setting": SETTINGS, "employer": EMPLOYERS, "pay_per": PER}
    return str(words.get(name, {}).get(value, value))


def _named(name: str, key: str, content: Hiring) -> str:
    if name == "populations" and key in content.populations:
        return content.populations[key].label
    if name == "competencies" and key in content.competencies:
        return content.competencies[key].duty
    return content.category_names.get(key, key)
