"""A paper as DOCX: poured into word/paper.docx, whose styles anybody may change in Word, by docxtpl.

Values are escaped and never read as tags. The same paper gives the same bytes.
"""

import io
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Twips
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from organizations.text import clean_line

from .blocks import Heading, Paper, Table
from .word_template import FILE, same_bytes

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-US"
LONGEST_PROPERTY = 255
"""What Word takes as a title or a name."""

HEADINGS = ("Heading1", "Heading2")
LEANING = ("ListBullet", "Roomlabel")
"""Styles of what is seldom understood without what stands before it."""

ROW_TO_WRITE = 0.34
"""Inches that a row has at least that is filled in."""


def docx_of(paper: Paper) -> bytes:
    """The paper as a Word document, with its title, author and language."""
    template = DocxTemplate(FILE)
    filling = Environment(autoescape=True, undefined=StrictUndefined, finalize=_plain)
    template.render({"paper": paper}, filling, autoescape=True)
    word: Word = template.docx
    _describe(word, paper)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    for drawn, meant in zip(word.tables, tables, strict=True):
        _lay_out(drawn, meant, _width(word))
    for paragraph in word.element.body.iter(qn("w:p")):
        direct(paragraph)
    _keep_together(word, paper)
    held = io.BytesIO()
    word.save(held)
    return same_bytes(held.getvalue())


def _plain(value: Any) -> Any:
    """What is put in, as one line: docxtpl makes breaks of control characters, and mends what that breaks."""
    return clean_line(value) if isinstance(value, str) else value


def _describe(word: Word, paper: Paper) -> None:
    held = word.core_properties
    held.title, held.author = paper.name[:LONGEST_PROPERTY], paper.organization[:LONGEST_PROPERTY]
    held.subject, held.comments, held.keywords = paper.status, "", ""
    held.last_modified_by, held.language, held.revision = held.author, LANGUAGE, 1
    held.created = held.modified = paper.saved_at.replace(microsecond=0)


def _width(word: Word) -> int:
    """The width between the margins, in twentieths of a point."""
    section = word.sections[0]
    inside = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return int(inside / Twips(1))


def _lay_out(table: Any, meant: Table, width: int) -> None:
    """Columns as wide as they are meant to be, rows high enough to write in, and words for who does not see it."""
    shares = [width * share // sum(meant.widths) for share in meant.widths]
    for column, share in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), shares, strict=True):
        column.set(qn("w:w"), str(share))
    for row in table.rows:
        for cell, share in zip(row._tr.tc_lst, shares, strict=True):
            cell.width = Twips(share)
        if meant.is_grid:
            row.height = Inches(ROW_TO_WRITE)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean_line(meant.caption)[:LONGEST_PROPERTY])
    table._tbl.tblPr.append(caption)


def _keep_together(word: Word, paper: Paper) -> None:
    """No page ends between what introduces something and that, nor in a part that should stay on one page."""
    together = iter([block.together for block in paper.blocks if isinstance(block, Heading)])
    keeps = False
    for one, following in pairwise(word.element.body):
        is_heading = _style(one) in HEADINGS
        keeps = next(together, False) if is_heading else keeps
        ends = following.tag == qn("w:sectPr") or _style(following) in HEADINGS
        if keeps and not ends:
            _keep(one.iter(qn("w:p")))
        elif one.tag == qn("w:p") and _introduces(one, following):
            _keep([one])


def _style(element: Any) -> str:
    """The name of a paragraph's style, where the element is one."""
    return str(element.style) if element.tag == qn("w:p") else ""


def _introduces(paragraph: Any, following: Any) -> bool:
    """Whether a paragraph says something about what follows, so that no page should end between them."""
    if paragraph.style == "Source" or paragraph.style == _style(following):
        return False
    return following.tag == qn("w:tbl") or _style(following) in LEANING


def _keep(paragraphs: Iterable[Any]) -> None:
    for paragraph in paragraphs:
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def direct(paragraph: Any) -> None:
    """A paragraph that begins in Hebrew, Arabic or the like runs from right to left."""
    letters = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
    strong = next((way for way in map(unicodedata.bidirectional, letters) if way in ("L", "R", "AL")), "L")
    if strong == "L":
        return
    properties = paragraph.get_or_add_pPr()
    properties.insert_element_before(
        OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
    for run in paragraph.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))
