"""The list of contents of a Word file: a field that Word can make anew, and until then links to the headings.

Page numbers are Word's to know: it puts them in when somebody updates the list, as the list itself says.
"""

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .blocks import Heading, Run
from .word_blocks import Pen, mark

ONE_PAGE = 44
"""As many lines as the list has at most with headings of the second level."""
HINT = "For page numbers, click into this list and press F9, or choose Update Table."


def contents_of(pen: Pen, headings: Sequence[Heading]) -> Any:
    """The list as one element. The headings are all there are, in order, as `Pen` counts them."""
    numbered = [(n, one) for n, one in enumerate(headings, 1) if one.level <= 2]
    deepest = 2 if len(numbered) <= ONE_PAGE else 1
    made: Any = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    held = made[1]
    title = pen.paragraph("TOC Heading", (Run("Contents"),))
    title.get_or_add_pPr().get_or_add_pageBreakBefore()
    held.append(title)
    lines = [_line(pen, n, one) for n, one in numbered if one.level <= deepest]
    lines.append(pen.paragraph("Source", (Run(HINT),)))
    begin = ('<w:fldChar w:fldCharType="begin"/>', "", '<w:fldChar w:fldCharType="separate"/>')
    for place, inside in enumerate(begin, 1):
        told = inside or f'<w:instrText xml:space="preserve"> TOC \\o "1-{deepest}" \\h \\z \\u </w:instrText>'
        lines[0].insert(place, parse_xml(f"<w:r {nsdecls('w')}>{told}</w:r>"))
    lines[-1].append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    held.extend(lines)
    return made


def _line(pen: Pen, number: int, heading: Heading) -> Any:
    """A heading's words, as a link to it."""
    made = pen.paragraph(f"toc {heading.level}")
    link: Any = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{mark(number)}" w:history="1"/>')
    words: Any = pen.paragraph(f"toc {heading.level}", (Run(heading.text),))
    link.append(words[-1])
    made.append(link)
    return made
