"""Makes word/paper.docx, the Word file that all papers are poured into: `python -m reports.hiring.word_template`.
Reports (`reports.writing`) take their styles from it.

It was made once with this; whoever wants another look opens the file in Word and changes its styles. What stands in
double braces and in {%…%} says where a paper's parts go, as docxtpl reads it.
"""

import io
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell

FILE = Path(__file__).parent / "word" / "paper.docx"
FONT = "Calibri"
INK, GREEN, CLAY, SOFT = (RGBColor.from_string(code) for code in ("22302F", "1F5F5B", "9A4522", "4F5E5C"))
OCHRE = RGBColor.from_string("7A5406")
LINE, SHADE = "CFC6B6", "F6F2EA"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
HINT, HINT_COLOR = "Write here", "6B7775"
BOX = f"""<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w:alias w:val="{{{{ cell.label[:60] }}}}"/><w14:checkbox>
<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>
<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r>
</w:sdtContent></w:sdt>"""

TABLE = "Report table"
TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Reporttable">
<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>
<w:top w:w="50" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>
<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr></w:style>"""


def field_xml(label: str) -> str:
    """A content control for text; `label` is what it is called."""
    return f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{{{{ {label}[:60] }}}}"/><w:showingPlcHdr/>
<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>
<w:color w:val="{HINT_COLOR}"/></w:rPr><w:t>{HINT}</w:t></w:r></w:sdtContent></w:sdt>"""


def template() -> bytes:
    """The file's bytes, always the same."""
    word = Document()
    _page(word)
    _styles(word)
    _report_styles(word)
    _frame(word)
    _body(word)
    _settings(word)
    word.core_properties.title = "PeerReady paper"
    word.core_properties.comments = ""
    _drop_what_nobody_needs(word)
    held = io.BytesIO()
    word.save(held)
    return same_bytes(held.getvalue())


def same_bytes(docx: bytes) -> bytes:
    """The same file without the times at which its parts were written."""
    held = io.BytesIO()
    with ZipFile(io.BytesIO(docx)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return held.getvalue()


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.9)
    section.top_margin, section.bottom_margin = Inches(0.95), Inches(0.85)
    section.header_distance = section.footer_distance = Inches(0.45)


def _styles(word: Word) -> None:
    _look(word, "Normal", 10.5, INK, after=6, spacing=1.12)
    _look(word, "Title", 24, GREEN, bold=True, after=2)
    _look(word, "Subtitle", 12, SOFT, after=2, bold=True)
    _look(word, "Heading 1", 15, GREEN, bold=True, before=18, after=4)
    _look(word, "Heading 2", 12, INK, bold=True, before=12, after=3)
    _look(word, "List Bullet", 10.5, INK, after=3, spacing=1.12)
    _look(word, "Lead", 12, SOFT, after=8, base="Normal")
    _look(word, "Note", 10, SOFT, after=4, base="Normal")
    _look(word, "Source", 8.5, SOFT, before=3, after=6, base="Normal")
    _look(word, "Room label", 10.5, INK, bold=True, before=8, after=2, base="Normal")
    _look(word, "Room", 10.5, INK, after=8, spacing=1.3, base="Normal")
    _look(word, "Table text", 10, INK, after=0, spacing=1.05, base="Normal")
    _look(word, "Table head", 9.5, INK, bold=True, after=0, spacing=1.0, base="Normal")
    _look(word, "Table tick", 8.5, INK, bold=True, after=0, spacing=1.0, base="Table head")
    word.styles["Table tick"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _look(word, "Version", 8.5, SOFT, after=8, base="Normal")
    _look(word, "Table bullet", 10, INK, after=0, spacing=1.05, base="List Bullet")
    _look(word, "After table", 4, INK, after=2, spacing=1.0, base="Normal")
    _look(word, "Header", 8.5, SOFT, after=0)
    _look(word, "Footer", 8.5, SOFT, after=0)
    for name in ("Heading 1", "Heading 2", "Room label"):
        word.styles[name].paragraph_format.keep_with_next = True
    word.styles["Room"].paragraph_format.left_indent = word.styles["Room"].paragraph_format.right_indent = Inches(0.07)
    dense = word.styles["Table bullet"].paragraph_format
    dense.left_indent, dense.first_line_indent = Inches(0.13), Inches(-0.13)
    framed = word.styles["Room"].element.get_or_add_pPr()
    framed.insert_element_before(_around("pBdr", "top left bottom right", space=4), "w:tabs", "w:spacing")
    title = word.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    hint = word.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    hint.font.color.rgb = RGBColor.from_string(HINT_COLOR)


def _report_styles(word: Word) -> None:
    """What reports have besides."""
    _look(word, "Report title", 32, INK, bold=True, after=10, spacing=1.0, base="Title")
    _look(word, "Report owner", 18, GREEN, bold=True, after=20, base="Normal")
    _look(word, "Heading 3", 11.5, GREEN, bold=True, before=10, after=3)
    _look(word, "Heading 4", 10.5, INK, bold=True, before=8, after=2)
    _look(word, "Heading 5", 10.5, SOFT, bold=True, before=8, after=2)
    _look(word, "TOC Heading", 15, GREEN, bold=True, after=8)
    _look(word, "toc 1", 10.5, INK, before=3, after=2, base="Normal")
    _look(word, "toc 2", 10, SOFT, after=1, base="Normal")
    _look(word, "List Number", 10.5, INK, after=3, spacing=1.12)
    _look(word, "Caption", 9.5, INK, bold=True, before=8, after=3)
    _look(word, "Question", 10.5, INK, bold=True, before=7, after=1, base="Normal")
    _look(word, "Given", 10.5, INK, after=4, base="Normal")
    _look(word, "Chart", 10.5, INK, before=4, after=8, spacing=1.0, base="Normal")
    _look(word, "Table number", 10, INK, after=0, spacing=1.05, base="Table text")
    for name in ("Heading 3", "Heading 4", "Heading 5", "Caption", "Question"):
        word.styles[name].paragraph_format.keep_with_next = True
    for name in ("toc 1", "toc 2"):  # Word's own, which it knows by their names
        word.styles[name].element.attrib.pop(qn("w:customStyle"))
    word.styles["toc 2"].paragraph_format.left_indent = Inches(0.2)
    word.styles["Table number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.styles["Given"].paragraph_format.left_indent = Inches(0.15)
    for name, side, space in (("Given", "left", 6), ("Report owner", "bottom", 14)):
        lined = word.styles[name].element.get_or_add_pPr()
        lined.insert_element_before(_around("pBdr", side, space=space), "w:tabs", "w:spacing", "w:ind")
    for name, color in (("Soft", SOFT), ("Level strong", GREEN), ("Level middle", OCHRE), ("Level low", CLAY)):
        words = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        words.font.color.rgb, words.font.bold = color, name != "Soft" or None
    word.styles["Soft"].font.size = Pt(9)
    word.styles.element.append(parse_xml(TABLE_STYLE))


def _look(
    word: Word,
    name: str,
    size: float,
    color: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    spacing: float = 1.1,
    base: str = "",
) -> None:
    known = [style.name for style in word.styles]
    style: Any = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = word.styles[base]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for odd in ("w:spacing", "w:kern"):
        for found in style.element.rPr.findall(qn(odd)):
            style.element.rPr.remove(found)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = spacing


def _around(tag: str, sides: str, *, space: int = 0) -> Any:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{LINE}"/>' for side in sides.split())
    return parse_xml(f"<w:{tag} {nsdecls('w')}>{lines}</w:{tag}>")


def _frame(word: Word) -> None:
    """What stands at the head and the foot of each page."""
    section = word.sections[0]
    for part in (section.header, section.footer):
        stops = part.paragraphs[0].paragraph_format.tab_stops
        part.paragraphs[0].style.paragraph_format.tab_stops.clear_all()
        stops.add_tab_stop(Inches(6.7), WD_TAB_ALIGNMENT.RIGHT)
    head = section.header.paragraphs[0]
    whose = head.add_run("{{ paper.organization }}")
    whose.bold, whose.font.color.rgb = True, GREEN
    status = head.add_run("\t{{ paper.status }}")
    status.bold, status.font.color.rgb = True, CLAY
    foot = section.footer.paragraphs[0]
    foot.add_run("{{ paper.name }}{% if paper.version %} · {{ paper.version }}{% endif %}\tPage ")
    for name, between in (("PAGE", " of "), ("NUMPAGES", "")):
        foot._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
        if between:
            foot.add_run(between)


def _body(word: Word) -> None:
    word.add_paragraph("{{ paper.subtitle }}", "Subtitle")
    word.add_paragraph("{{ paper.title }}", "Title")
    word.add_paragraph("{{ paper.version }}", "Version")
    say = word.add_paragraph
    say("{%p for block in paper.blocks %}")
    say('{%p if block.kind == "heading" and block.level == 1 %}')
    say("{{ block.text }}", "Heading 1")
    say('{%p elif block.kind == "heading" %}')
    say("{{ block.text }}", "Heading 2")
    for tone, style in (("lead", "Lead"), ("note", "Note"), ("source", "Source"), ("plain", "Normal")):
        say(f'{{%p elif block.kind == "text" and block.tone == "{tone}" %}}')
        words = say("", style)
        words.add_run("{% if block.label %}{{ block.label }}: {% endif %}").bold = True
        words.add_run("{{ block.text }}")
    say('{%p elif block.kind == "bullets" %}')
    say("{%p for item in block.items %}")
    say("{{ item }}", "List Bullet")
    say("{%p endfor %}")
    say('{%p elif block.kind == "room" %}')
    say("{{ block.label }}", "Room label")
    room = say("", "Room")
    room._p.append(parse_xml(field_xml("block.label")))
    room.add_run("{% for line in block.more_lines %}")
    room.add_run().add_break()
    room.add_run("{% endfor %}")
    say('{%p elif block.kind == "table" %}')
    _table(word)
    say("", "After table")
    say("{%p endif %}")
    say("{%p endfor %}")


def _table(word: Word) -> None:
    table = word.add_table(rows=6, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr
    properties.append(_around("tblBorders", "top left bottom right insideH insideV"))
    properties.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    properties.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:top w:w="50" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
            f'<w:bottom w:w="50" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
        )
    )
    for look in properties.findall(qn("w:tblLook")):  # the schema wants it last
        properties.remove(look)
        properties.append(look)
    _loop(table, 0, "{%tr if block.heads %}")
    _cells(table, 1, "{%tc for head, is_tick in block.columns %}", "{%tc endfor %}")
    heading = table.rows[1].cells[1]
    heading.paragraphs[0].add_run("{%p if is_tick %}")
    heading.add_paragraph("{{ head }}", "Table tick")
    heading.add_paragraph("{%p else %}")
    heading.add_paragraph("{{ head }}", "Table head")
    heading.add_paragraph("{%p endif %}")
    heading._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
    )
    row = table.rows[1]._tr.get_or_add_trPr()
    row.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    row.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    _loop(table, 2, "{%tr endif %}")
    _loop(table, 3, "{%tr for row in block.rows %}")
    _cells(table, 4, "{%tc for cell in row %}", "{%tc endfor %}")
    table.rows[4]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    _cell(table.rows[4].cells[1])
    _loop(table, 5, "{%tr endfor %}")


def _loop(table: Table, row: int, tag: str) -> None:
    table.rows[row].cells[0].paragraphs[0].add_run(tag)


def _cells(table: Table, row: int, begin: str, end: str) -> None:
    _loop(table, row, begin)
    table.rows[row].cells[2].paragraphs[0].add_run(end)


def _cell(cell: _Cell) -> None:
    """A cell of any kind; a label alone in its row is bold."""
    say = cell.add_paragraph
    cell.paragraphs[0].add_run("{%p if cell.is_box %}")
    box = say("", "Table text")
    box.alignment = WD_ALIGN_PARAGRAPH.CENTER
    box._p.append(parse_xml(BOX))
    say("{%p elif cell.is_room %}")
    say("", "Table text")._p.append(parse_xml(field_xml("cell.label")))
    say("{%p elif cell.is_list %}")
    say("{%p for item in cell.texts %}")
    say("{{ item }}", "Table bullet")
    say("{%p endfor %}")
    say("{%p elif loop.first and not block.heads %}")
    say("{{ cell.first }}", "Table head")
    say("{%p else %}")
    say("{{ cell.first }}", "Table text")
    say("{%p endif %}")


def _settings(word: Word) -> None:
    """Word's own present mode, without which boxes to tick are mere characters."""
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    mode = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    after = settings.find(qn("w:rsids"))
    settings.append(mode) if after is None else after.addprevious(mode)


def _drop_what_nobody_needs(word: Word) -> None:
    """Of python-docx's own template: a picture of an empty page, looks for Word 2007, and a hundred looks of tables."""
    for holder in (word.part.package, word.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                holder.rels.pop(key)
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", TABLE):
            style.delete()


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(template())
