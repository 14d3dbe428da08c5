"""Turns the HTML of a report into a tagged PDF (PDF/UA-1). Imported by the renderer's own processes only.

Importing WeasyPrint costs the better part of a second and 60 MB, so the web worker never does: it asks through
`reports.pdf`, which runs this module in a process with limits on time and memory.
"""

import gc
import logging
import mimetypes
import os
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
import weasyprint.pdf.fonts
import weasyprint.svg
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, inline, preferred
from weasyprint.layout import float as float_
from weasyprint.pdf.fonts import Font
from weasyprint.svg.text import text as draw_by_letter
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

PRINT_FOLDER = Path(__file__).resolve().parent.parent / "static" / "print"
STYLES = ("report", "forms", "summary", "plan", "status", "hiring")
FONT = PRINT_FOLDER / "fonts" / "peerready-sans-400.ttf"
FACES = {file.read_bytes(): file.name for file in sorted((PRINT_FOLDER / "fonts").glob("*.ttf"))}
"""Our own fonts: the file of each, and what it is called."""

OUT_OF_MEMORY = 77
"""The exit code of a process in which an allocation failed."""

MARGIN_BOXES = ("top-left", "top-center", "top-right", "bottom-left", "bottom-center", "bottom-right")
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
ANNOTATION_PRINTS = 4
"""The third bit of an annotation's flags (ISO 32000-1, table 165)."""

# cffi parses the name of a C type when it is first asked for, which takes it some 5 ms. What is parsed here, before the
# fork, no child needs to parse again.
for name in (
    "PangoFcFontMap *",
    "FcChar8 **",
    "char[]",
    "char[4]",
    "PangoRectangle *",
    "PangoLogAttr[]",
    "hb_codepoint_t[]",
):
    ffi.typeof(name)
for name in ("unsigned int *", "hb_tag_t[100]"):
    ffi.typeof(name)


class PrintFolderFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serves the files of static/print and refuses every other address: no network, no other file.

    Of data: addresses only pictures, as which a logo comes; nothing that people type gets into one.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at a file: URL under PRINT_FOLDER, or a picture. Raises ValueError for any other; it is logged."""
        if url.startswith(PICTURES):
            kind, _, content = url.removeprefix("data:").partition(";base64,")
            return URLFetcherResponse(url, body=b64decode(content), headers={"Content-Type": kind})
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(PRINT_FOLDER):
            raise ValueError("Only the files of static/print may be used in a report.")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind})


class Watch(logging.Handler):
    """Reads WeasyPrint's log while it renders, for the two things that it tells nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.without_glyph: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Notes characters that no font has. Ends the process where memory ran out.

        WeasyPrint catches whatever goes wrong in a drawing and carries on without it: a report that lacks a chart
        because memory ran out is worse than none.
        """
        if isinstance(sys.exc_info()[1], MemoryError):
            os._exit(OUT_OF_MEMORY)
        if isinstance(record.msg, str) and record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.without_glyph.add(str(record.args[0]))


class OneLetter(str):
    """A text that is gone through as a single letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def draw_as_one(svg: Any, node: Any, font_size: float) -> None:
    """Draws a text of an SVG in one piece. WeasyPrint's own way lays out each letter alone.

    That takes an eighth of the time of a whole report with charts, knows no kerning, and turns Arabic and Hebrew
    around. Each letter alone is needed only for letters with places of their own, which our charts do not have.
    """
    node._etree_node.text = OneLetter(node.text or "")
    draw_by_letter(svg, node, font_size)


weasyprint.svg.text = weasyprint.svg.TAGS["text"] = weasyprint.svg.TAGS["tspan"] = draw_as_one


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """The width of a box that is as wide as its content needs, at most `available`, where that is possible.

    The same number as WeasyPrint's own, which always measures the least width too: with `overflow-wrap: anywhere`
    letter by letter, a quarter of the time of a report. Here it is measured only where it can matter.
    """
    wanted = float(preferred.max_content_width(context, box, outer=False))
    if wanted <= available:
        return wanted
    if isinstance(box, boxes.BlockContainerBox) and available > 0 and _breaks_anywhere(box):
        return available
    least = float(preferred.min_content_width(context, box, outer=False))
    return min(max(least, available), wanted)


def _breaks_anywhere(box: Any) -> bool:
    """Whether it holds nothing but one text that may break after each letter."""
    inside = box.children[0] if len(box.children) == 1 else None
    if not isinstance(inside, boxes.LineBox) or box.style["white_space"] != "normal":
        return False
    only_text = len(inside.children) == 1 and isinstance(inside.children[0], boxes.TextBox)
    return only_text and box.style["overflow_wrap"] == "anywhere" and not box.style["text_indent"].value


class QuickArrays:
    """WeasyPrint's way to C, but for arrays of glyphs.

    It names a type for each length of an array, and a type that has not been met yet takes 9 ms to parse: half of the
    time of reducing a font. The same arrays are made here of one type without a length.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, *initial: Any) -> Any:
        return ffi.new("hb_codepoint_t[]" if kind.startswith("hb_codepoint_t[") else kind, *initial)


weasyprint.pdf.fonts.ffi = QuickArrays()


def clean(font: Font, to_unicode: dict[int, str], hinting: bool) -> None:
    """Leaves the letters of our own fonts out of a piece of a joined document, which brings them once for all pieces.

    In place of a font's file stands what it is called. Reducing a font to the letters used would take a fifth of the
    time of a short piece.
    """
    face = FACES.get(font.file_content) if _is_piece else None
    if face is None:
        clean_by_itself(font, to_unicode, hinting)
    else:
        font.file_content = face.encode()


_is_piece = False  # a process renders one document at a time
clean_by_itself = Font.clean
Font.clean = clean

for module in (absolute, block, float_, inline, preferred):
    if hasattr(module, "shrink_to_fit"):
        module.shrink_to_fit = shrink_to_fit


@cache
def characters() -> frozenset[str]:
    """Every character that the report's own font has."""
    with TTFont(FONT, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@dataclass(frozen=True)
class Press:
    """What any number of documents of one style are made with."""

    sheet: CSS
    fonts: FontConfiguration
    fetcher: PrintFolderFetcher


@cache
def prepare(style: str) -> Press:
    """Read a style and its fonts, once a process. Raises ValueError for a style that there is none of."""
    if style not in STYLES:
        raise ValueError(f"There is no style {style!r}.")
    gc.disable()  # a render makes millions of objects, frees few in cycles, and the process ends after it
    fonts, fetcher = FontConfiguration(), PrintFolderFetcher()
    return Press(CSS(filename=PRINT_FOLDER / f"{style}.css", font_config=fonts, url_fetcher=fetcher), fonts, fetcher)


@cache
def without_margin_boxes() -> CSS:
    """A style to be put after any other."""
    return CSS(string="".join(f"@page {{ @{at} {{ content: none !important }} }}" for at in MARGIN_BOXES))


def render(html: str, style: str = "report", *, name: str = "", is_part: bool = False) -> bytes:
    """The PDF of a whole HTML document, styled by static/print/<style>.css; its own <link>s to styles are refused.

    Language, title and author come from <html lang>, <title> and <meta name="author">. A character that no font on
    this machine has becomes U+FFFD, since PDF/UA allows no missing glyph. The same HTML gives the same bytes.
    With a `name` (one of its own) it becomes a piece to be joined with others: see `finish` and `clean`. A part has no
    running header and no page numbers.
    """
    global _is_piece
    _is_piece = bool(name)
    press = prepare(style)
    watch = Watch()
    log = logging.getLogger("weasyprint")
    log.addHandler(watch)

    def write(source: str) -> bytes:
        document = HTML(string=source, base_url=PRINT_FOLDER.as_uri() + "/", url_fetcher=press.fetcher)
        return bytes(
            document.write_pdf(
                stylesheets=[press.sheet, without_margin_boxes()] if is_part else [press.sheet],
                font_config=press.fonts,
                pdf_variant="pdf/ua-1",
                finisher=partial(finish, name=name),
            )
        )

    try:
        if unusual := set(html) - characters() - {"\n", "\r", "\t"}:
            # A page of only these tells which are in no font at all, before the report itself is laid out with them.
            letters = " ".join(f"&#{ord(letter)};" for letter in sorted(unusual))
            write(f"<html lang=en><title>Characters</title><p>{letters} <b>{letters}</b>")
            html = html.translate({ord(letter): PLACEHOLDER for letter in watch.without_glyph})
        return write(html)
    finally:
        log.removeHandler(watch)


def finish(document: Any, pdf: Any, *, name: str = "") -> None:
    """Adds what PDF/UA-1 asks for and WeasyPrint leaves out, to its own objects, just before they are written.

    Header cells get their scope, links are marked as printing, and readers open the document with its bookmarks.
    With a `name`, header cells are named after it, where they stand and where others refer to them.
    """
    for item in pdf.objects:
        if not isinstance(item, dict):
            continue
        if item.get("S") == "/TH":
            item["A"]["Scope"] = "/Column" if _is_in_head(pdf, item) else "/Row"
            if name and "ID" in item:
                item["ID"] = pydyf.String(f"{name}-{item['ID'].string}")
        elif name and item.get("S") == "/TD" and "Headers" in item.get("A", {}):
            item["A"]["Headers"] = pydyf.Array(pydyf.String(f"{name}-{each.string}") for each in item["A"]["Headers"])
        elif item.get("Subtype") == "/Link":
            item["F"] = ANNOTATION_PRINTS
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


def _is_in_head(pdf: Any, cell: Any) -> bool:
    row = _referred(pdf, cell["P"])
    return bool(_referred(pdf, row["P"])["S"] == "/THead")


def _referred(pdf: Any, reference: bytes) -> Any:
    """The object that a reference such as `b"12 0 R"` names."""
    return pdf.objects[int(reference.split()[0])]
