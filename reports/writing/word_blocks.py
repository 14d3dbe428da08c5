"""Blocks poured into a Word file, in the styles of `hiring/word/paper.docx`."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from organizations.text import clean_line

from ..chart_images import png_of
from ..hiring.word import LONGEST_PROPERTY
from ..hiring.word_template import TABLE
from .blocks import BREAK, Block, Cell, Chart, Heading, Item, Run, Table, Words
from .columns import widths_of

STYLES = {
    "plain": "Normal",
    "lead": "Lead",
    "note": "Note",
    "source": "Source",
    "question": "Question",
    "given": "Given",
}
TONES = {"soft": "Soft", "level-strong": "Level strong", "level-middle": "Level middle", "level-low": "Level low"}
DEEPEST_HEADING, DEEPEST_LIST = 5, 3
HIGHEST_CHART = 0.8
"""As a share of a page's height."""
TALL = 700
"""Letters in a cell from which on its row may be broken between pages."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is between the margins of a page, in inches."""

    width: float
    height: float


@dataclass
class Pen:
    """Writes at the end of a Word file. `marks` counts bookmarks, `room` is that of the pages at hand."""

    word: Word
    room: Room
    charts: int = 0
    marks: int = 0
    _ids: dict[str, str] = field(default_factory=dict)
    _numbers: dict[int, Any] = field(default_factory=dict)

    def add(self, element: Any) -> Any:
        self.word.element.body.insert_element_before(element, "w:sectPr")
        return element

    def paragraph(self, style: str, runs: Sequence[Run] = ()) -> Any:
        """A paragraph that stands nowhere yet."""
        made: Any = OxmlElement("w:p")
        made.get_or_add_pPr().style = self._id(style)
        for run in runs:
            self._run(made, run)
        return made

    def write(self, block: Block) -> None:
        """Add a block. A drawing that cannot be drawn is said in words."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Words):
            self.add(self.paragraph(STYLES[block.style], block.runs))
        elif isinstance(block, Item):
            self._item(block)
        elif isinstance(block, Chart):
            self._chart(block)
        else:
            self._table(block)

    def picture(self, content: bytes, words: str, width: float, height: float) -> Any:
        """A paragraph with a picture of that size in inches. Raises what python-docx raises for what is no picture."""
        made = self.paragraph("Chart")
        self.charts += 1
        inline: Any = self.word.part.new_pic_inline(io.BytesIO(content), Inches(width), Inches(height))
        inline.docPr.name = f"Picture {self.charts}"
        inline.docPr.set("descr", clean_line(words))
        made.add_r().add_drawing(inline)
        return made

    def _id(self, style: str) -> str:
        if style not in self._ids:
            self._ids[style] = str(self.word.styles[style].style_id)
        return self._ids[style]

    def _run(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_r()
        if run.text == BREAK:
            made.add_br()
            return
        if run.tone or run.is_strong:
            made.style = self._id(TONES.get(run.tone, "Strong"))
        if run.tone == "soft" and run.is_strong:
            made.get_or_add_rPr().get_or_add_b()
        made.add_t(run.text)

    def _heading(self, block: Heading) -> None:
        """A heading with the bookmark to which the list of contents leads."""
        made = self.paragraph(f"Heading {min(block.level, DEEPEST_HEADING)}", block.runs)
        self.marks += 1
        begin = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{self.marks}" w:name="{mark(self.marks)}"/>')
        made.insert(1, begin)
        made.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{self.marks}"/>'))
        self.add(made)

    def _item(self, block: Item) -> None:
        before = self.word.element.body[-2] if len(self.word.element.body) > 1 else None
        if block.begins and before is not None and before.tag == qn("w:p"):
            before.get_or_add_pPr().get_or_add_keepNext()
        made = self.paragraph(_list_style(block), block.runs)
        if block.is_numbered:
            properties = made.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = self._number_of(block)
        self.add(made)

    def _number_of(self, block: Item) -> int:
        """The numbering of its list: each list counts from one."""
        if block.begins or block.depth not in self._numbers:
            numbering = self.word.part.numbering_part.element
            style = self.word.styles[_list_style(block)].element
            kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
            self._numbers[block.depth] = numbering.add_num(kind)
            self._numbers[block.depth].add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(self._numbers[block.depth].numId)

    def _chart(self, block: Chart) -> None:
        width = min(self.room.width, HIGHEST_CHART * self.room.height * block.width / block.height)
        try:
            drawn = self.picture(png_of(block.svg), block.title, width, width * block.height / block.width)
        except ValueError:
            drawn = self.paragraph("Note", (Run(block.title),))
        self.add(drawn)

    def _table(self, block: Table) -> None:
        if block.caption:
            self.add(self.paragraph("Caption", (Run(block.caption),)))
        twips = round(self.room.width * 1440)
        widths = [round(twips * share) for share in widths_of(block)]
        made: Any = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{self._id(TABLE)}"/><w:tblW w:w="{sum(widths)}" '
            f'w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid/></w:tbl>'
        )
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), block.caption[:LONGEST_PROPERTY])
        made.tblPr.append(caption)
        for width in widths:
            made.tblGrid.append(parse_xml(f'<w:gridCol {nsdecls("w")} w:w="{width}"/>'))
        if block.heads:
            made.append(self._row(block.heads, widths, is_head=True))
        for n, row in enumerate(block.rows):  # neither the first row nor the last is alone on a page
            made.append(self._row(row, widths, keeps=n < len(block.rows) - 1 and n in (0, len(block.rows) - 2)))
        self.add(made)
        self.add(self.paragraph("After table"))

    def _row(self, cells: Sequence[Cell], widths: Sequence[int], *, is_head: bool = False, keeps: bool = False) -> Any:
        made = OxmlElement("w:tr")
        told = OxmlElement("w:trPr")
        if is_head or all(len(cell.text) < TALL for cell in cells):
            told.append(OxmlElement("w:cantSplit"))
        if is_head:
            told.append(OxmlElement("w:tblHeader"))
        made.append(told)
        for cell, width in zip(cells, widths, strict=True):
            holder = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>')
            holder.extend(self._in_cell(cell, is_head=is_head, keeps=keeps or is_head))
            made.append(holder)
        return made

    def _in_cell(self, cell: Cell, *, is_head: bool, keeps: bool) -> Iterator[Any]:
        plain = "Table head" if is_head else "Table number" if cell.is_number else "Table text"
        for one in cell.held or (Words(()),):
            made = self.paragraph("Table bullet" if isinstance(one, Item) else plain, one.runs)
            properties = made.get_or_add_pPr()
            if keeps:
                properties.get_or_add_keepNext()
            if is_head and cell.is_number:
                properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="right"/>'))
            yield made


def mark(number: int) -> str:
    """The name of a heading's bookmark, counted from 1."""
    return f"_Toc{number:08}"


def _list_style(item: Item) -> str:
    depth = min(item.depth, DEEPEST_LIST)
    return ("List Number" if item.is_numbered else "List Bullet") + (f" {depth}" if depth > 1 else "")
