"""An issue as DOCX, to go on writing in: its parts with real headings, lists, tables and charts as pictures.

The look is that of `hiring/word/paper.docx`, whose styles anybody may change in Word. The same issue gives the same
bytes.
"""

import base64
import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from docx import Document
from docx.document import Document as Word
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, RGBColor

from organizations.text import clean_line

from ..hiring.word import LANGUAGE, LONGEST_PROPERTY, direct
from ..hiring.word_template import FILE, GREEN, same_bytes
from ..looks import accent_of, logo_of
from ..models import Issue, IssuePart
from ..models.report import ACCENT
from .blocks import Block, Heading, Run
from .contents import contents_of
from .pages import end_section, stretches_of
from .reading import blocks_of
from .word_blocks import Pen, Room

IN_ACCENT = ("Report owner", "Heading 1", "Heading 3", "TOC Heading")
"""The styles that take an issue's own colour, as long as they have PeerReady's."""
LOGO_WIDTH, LOGO_HEIGHT = 2.6, 0.9
"""Inches at most."""
LONGEST_HEAD = 58
"""Letters of each of the two names at the head of a page."""


def docx_of(issue: Issue, parts: Sequence[IssuePart] | None = None) -> bytes:
    """The issue as a Word document, or those parts of it alone. One query without `parts`."""
    every = list(issue.parts.all()) if parts is None else list(parts)
    blocks = [block for part in every for block in blocks_of(part.html)]
    word = Document(str(FILE))
    for old in list(word.element.body):
        if old.tag != qn("w:sectPr"):
            word.element.body.remove(old)
    _color(word, accent_of(issue))
    _frame(word, issue)
    _describe(word, issue)
    pen = Pen(word, _room(word))
    _cover(pen, issue, is_excerpt=parts is not None and len(every) < issue.parts.count())
    headings = [block for block in blocks if isinstance(block, Heading)]
    if headings:
        pen.add(contents_of(pen, headings))
    _pour(pen, blocks)
    for paragraph in word.element.body.iter(qn("w:p")):
        direct(paragraph)
    held = io.BytesIO()
    word.save(held)
    return same_bytes(held.getvalue())


def _pour(pen: Pen, blocks: Sequence[Block]) -> None:
    """Add all blocks on a page of their own; pages lie down for what is wide."""
    begin = len(pen.word.element.body) - 1
    stretches = stretches_of(blocks)
    standing = pen.room
    for n, one in enumerate(stretches):
        pen.room = Room(standing.height, standing.width) if one.lies else standing
        for block in one.blocks:
            pen.write(block)
        end_section(pen, lies=one.lies, is_first=not n, is_last=one is stretches[-1])
    first = pen.word.element.body[begin]
    if first.tag == qn("w:p"):
        first.get_or_add_pPr().get_or_add_pageBreakBefore()


def _cover(pen: Pen, issue: Issue, *, is_excerpt: bool) -> None:
    pen.add(_brand(pen, issue)).get_or_add_pPr().get_or_add_spacing().after = Inches(2.1)
    issued = f"Issued {_day(issue)}, no. {issue.number}"
    for style, text in (
        ("Report title", issue.name),
        ("Report owner", issue.organization_name),
        ("Lead", issue.details),
        ("Lead", issued),
    ):
        if line := clean_line(text):
            pen.add(pen.paragraph(style, (Run(line),)))
    said = "These are parts of a longer report. " if is_excerpt else ""
    said += (
        "How ready the organization is to employ peer support workers, by its own answers to published toolkits. "
        "Made with PeerReady."
    )
    pen.add(pen.paragraph("Note", (Run(said),))).get_or_add_pPr().get_or_add_spacing().before = Inches(2.4)


def _brand(pen: Pen, issue: Issue) -> Any:
    """The logo, as large as it has room; PeerReady's name where there is none."""
    content = base64.b64decode(logo_of(issue).partition(",")[2])
    try:
        image = Image.from_blob(content)
        scale = min(LOGO_WIDTH / image.px_width, LOGO_HEIGHT / image.px_height)
        words = clean_line(issue.logo_words) or issue.organization_name
        return pen.picture(content, words, image.px_width * scale, image.px_height * scale)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError):
        return pen.paragraph("Subtitle", (Run("PeerReady"),))


def _color(word: Word, accent: str) -> None:
    """Give what is PeerReady's green the issue's own colour; what somebody restyled in Word stays."""
    if accent.lower() == ACCENT:
        return
    color = RGBColor.from_string(accent.lstrip("#").upper())
    for name in IN_ACCENT:
        if word.styles[name].font.color.rgb == GREEN:
            word.styles[name].font.color.rgb = color


def _frame(word: Word, issue: Issue) -> None:
    """What stands at the head and the foot of each page but the first."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    color = word.styles["Heading 1"].font.color.rgb
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for old in (*_inside(head), *_inside(foot)):
        old.getparent().remove(old)
    whose = head.add_run(Truncator(clean_line(issue.organization_name)).chars(LONGEST_HEAD))
    whose.bold, whose.font.color.rgb = True, color
    head.add_run(f"\t{Truncator(clean_line(issue.name)).chars(LONGEST_HEAD)}")
    foot.add_run(f"Issued {_day(issue)}, no. {issue.number}\tPage ")
    for name, between in (("PAGE", " of "), ("NUMPAGES", "")):
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        foot._p.append(parse_xml(field))
        if between:
            foot.add_run(between)


def _inside(paragraph: Any) -> Iterator[Any]:
    yield from [one for one in paragraph._p if one.tag != qn("w:pPr")]


def _describe(word: Word, issue: Issue) -> None:
    held = word.core_properties
    held.title, held.author = (clean_line(said)[:LONGEST_PROPERTY] for said in (issue.name, issue.organization_name))
    held.subject, held.comments, held.keywords = f"No. {issue.number}", "Made with PeerReady", ""
    held.last_modified_by, held.language, held.revision = held.author, LANGUAGE, 1
    held.created = held.modified = issue.issued_at.replace(microsecond=0)


def _room(word: Word) -> Room:
    section = word.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return Room(width / Inches(1), height / Inches(1))


def _day(issue: Issue) -> str:
    on = timezone.localdate(issue.issued_at)
    return f"{on:%B} {on.day}, {on.year}"
