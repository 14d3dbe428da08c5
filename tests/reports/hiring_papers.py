"""Papers of the hiring kit for tests: made up, or of a description in the database; and what a Word file holds."""

import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from jobdesc.drafting.document import Document, line
from jobdesc.models import Decision, Description, Interview
from organizations.models import Organization
from reports.hiring import blocks
from reports.hiring.blocks import Block, Paper
from tests.jobdesc.build import a_document, description_of

from .survey_results import HOSTILE, WHEN

RIGHT_TO_LEFT = "מלווה עמיתים"
SHOWN = ("<b>&amp;]]>", "<script>alert(1)</script>", "{{7|add:1}}")
"""What stands of HOSTILE in a file, without white space."""

ODD = (
    HOSTILE,
    "x" * 5_000,
    "]]> {% for a in b %} {{ paper }} {_{ 1 }_} {%p if x %}",
    f"{RIGHT_TO_LEFT} \u202e and more",
    "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN} \N{GRINNING FACE} a\tb\nc\x0bd\ufffe",
    "",
    " \u200b ",
)


def every_block(text: str) -> tuple[Block, ...]:
    """One of each block with a text in every place."""
    row = (blocks.cell(text), blocks.cell(text, text), blocks.box(text), blocks.room(text))
    return (
        blocks.heading(text),
        blocks.text(text, tone="lead"),
        blocks.heading(text, 2, together=True),
        *blocks.paragraphs(f"{text}\n{text}", label=text),
        *blocks.bullets((text, text)),
        blocks.text(text, tone="note"),
        blocks.Table((row, row), (3, 3, 2, 4), text[:50], heads=("First", "Second", "Box", "Room"), is_grid=True),
        blocks.blanks("Blanks", ("Name", "Date"), {"Name": text}),
        *blocks.facts("Facts", ((text, text),)),
        blocks.Room(text, 2),
        blocks.text(text, tone="source"),
    )


def paper(text: str = "Words", *, status: str = "", of: Sequence[Block] | None = None) -> Paper:
    """A made-up paper with this text everywhere."""
    said = blocks.text(text).text
    held = every_block(text) if of is None else tuple(of)
    return Paper(
        "paper", said[:150] or "Title", said[:150], said[:150] or "Harbor House", WHEN, held, status, "Version 2"
    )


def whole_description(organization: Organization, text: str = "", *, approved: bool = True) -> Description:
    """A description with everything, three boundaries and an interview guide. `text` stands in every place of it."""
    document = a_document(2, text[:150] or "Peer support worker")
    document = replace(
        document,
        categories=("provides-support", "shares-lived-experience"),
        competencies=("samhsa-competencies/conveys-hope", "samhsa-competencies/knows-when-to-share"),
        certification="State certification",
        **(dict.fromkeys(TEXTS, text) | {name: (line(text), line(text)) for name in LINES} if text else {}),  # type: ignore[arg-type]
    )
    if text:
        named = tuple(
            replace(one, name=text, duties=tuple(replace(duty, text=text) for duty in one.duties))
            for one in document.responsibilities
        )
        document = replace(document, responsibilities=named)
    found = description_of(organization, document, approved=approved)
    for activity in ("therapy-session", "recreation-group", "coffee-or-lunch"):
        Decision.objects.create(
            description=found, activity=f"lappa-activities/{activity}", belongs=False, reason=text[:500]
        )
    if approved:
        interview_of(found, text)
    return found


TEXTS = ("reports_to", "supervision", "growth", "pay_note", "how_to_apply", "accommodation", "caseload")
LINES = ("function", "required", "preferred", "conditions", "benefits")


def interview_of(description: Description, text: str = "") -> Interview:
    """A guide of two questions."""
    asked: list[dict[str, Any]] = [
        {
            "key": "",
            "text": text or f"Question {n}?",
            "listen_for": [text or "Hope"],
            "categories": ["provides-support"],
        }
        for n in range(2)
    ]
    return Interview.objects.create(description=description, revision=description.approved, questions=asked)


def empty_description(organization: Organization) -> Description:
    return description_of(organization, Document(), approved=True)


def opened(made: bytes) -> Word:
    return docx.Document(io.BytesIO(made))


def parts_of(docx: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(docx)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return held.getvalue()


def faults(docx: bytes) -> list[str]:
    """What in a Word file is against ECMA-376."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        path.write_bytes(docx)
        return [f"{one.part_uri}: {one.description}" for one in OpenXmlValidator().validate(str(path)).errors]


def words_of(docx: bytes) -> str:
    """All its text, content controls too, without white space."""
    body = opened(docx).element.body
    return "".join("".join(one.text or "" for one in body.iter(qn("w:t"))).split())
