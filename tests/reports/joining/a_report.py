"""Made-up reports of parts for tests, and what stands in a joined PDF: its tags, bookmarks and texts by page."""

import io
import shutil
import subprocess
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from reports.joining.content import Composition, Part
from tests.reports import sample_report

COVER = (
    '<section class="cover"><p class="brand">PeerReady</p><h1>Readiness report</h1><p>November 22, 2026</p></section>'
)
RICH = (2, 5, 8, 11)
"""Which parts of a made-up report have a chart, tables and links; the others have words."""


def words(name: str, lines: int = 3) -> str:
    """A part's markup of a heading, one below it, and numbered paragraphs."""
    said = "".join(f"<p>{name} says line {n}.</p>" for n in range(lines))
    return f'<section class="part"><h2>{name}</h2><h3>Within {name}</h3>{said}</section>'


def rich(name: str) -> str:
    """A part's markup with a chart, tables, links and headings of several levels."""
    body = sample_report._instrument(name, 2)
    return (
        f'<section class="part"><h2>{name}</h2><p>See <a href="#end-of-it">its end</a> and '
        f'<a href="part:cover">the cover</a>.</p>{body}<p id="end-of-it">Here {name} ends.</p></section>'
    )


def composed(
    *parts: Part, title: str = "Readiness report: Harbor House", organization: str = "Harbor House"
) -> Composition:
    """A report of a cover and these parts."""
    cover = Part("cover", "Cover", COVER, is_bare=True)
    return Composition(title, organization, "Readiness report", (cover, *parts))


def of(count: int) -> Composition:
    """A report of so many parts, the cover being one."""
    return composed(*(Part(f"p{n}", f"Part {n}", (rich if n in RICH else words)(f"Part {n}")) for n in range(1, count)))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def text_of(content: bytes, page: int) -> str:
    """What is on a page, from 1, with single spaces."""
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: bin/setup test installs poppler-utils"
    run = subprocess.run(  # noqa: S603 - our own file
        [program, "-f", str(page), "-l", str(page), "-", "-"], input=content, capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


def page_of(pdf: pikepdf.Pdf, destination: Object) -> int:
    """The number, from 1, of the page that a destination is on."""
    return [page.obj.objgen for page in pdf.pages].index(destination[0].objgen) + 1


def bookmarks(pdf: pikepdf.Pdf, item: Object | None = None, depth: int = 0) -> Iterator[tuple[int, str, int]]:
    """Depth, title and page of each bookmark, in order."""
    entry = (item if item is not None else pdf.Root.Outlines).get(Name.First)
    while entry is not None:
        yield depth, str(entry.Title), page_of(pdf, entry.Dest)
        yield from bookmarks(pdf, entry, depth + 1)
        entry = entry.get(Name.Next)


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, int | str]]:
    """The page of each link, what it says it is, and the page or the address that it leads to."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get(Name.Annots, Array()):
            to = str(annotation.A.URI) if Name.A in annotation else page_of(pdf, annotation.Dest)
            yield number, str(annotation.Contents), to


def tagged(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, int]]:
    """Each text in the order of the tag tree, with its tags, such as /Document/Part/Sect/H2/Span, and its page from 1.

    Fails where a text is in no tag, or in two.
    """
    texts = [_texts_by_mark(page) for page in pdf.pages]
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}

    def below(element: Object, path: str, page: int) -> Iterator[tuple[str, str, int]]:
        if isinstance(element, int):
            yield path, texts[page].pop(int(element)), page + 1
            return
        if element.get(Name.Type) == Name.OBJR:
            return
        path = f"{path}/{str(element.S)[1:]}"
        page = numbers[element.Pg.objgen] if Name.Pg in element else page
        kids = element.get(Name.K, Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            yield from below(kid, path, page)

    for top in pdf.Root.StructTreeRoot.K:
        yield from below(top, "", 0)
    left = [text for page in texts for text in page.values() if text.strip()]
    assert not left, f"not in the tag tree: {left}"


def said_in(pdf: pikepdf.Pdf) -> str:
    """All texts in the order of the tag tree."""
    return "".join(text for _, text, _ in tagged(pdf))


def _texts_by_mark(page: pikepdf.Page) -> dict[int, str]:
    """What is written on a page under each number of marked content, read with the fonts' own tables."""
    fonts = {name: _letters(font) for name, font in page.obj.Resources.Font.items()}
    found: dict[int, str] = {}
    stack: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        kind = str(operator)
        if kind in ("BDC", "BMC"):
            marked = operands[1] if kind == "BDC" and isinstance(operands[1], Dictionary) else Dictionary()
            stack.append(int(marked.MCID) if Name.MCID in marked else None)
            if stack[-1] is not None:
                found.setdefault(stack[-1], "")
        elif kind == "EMC":
            stack.pop()
        elif kind == "Tf":
            font = fonts[str(operands[0])]
        elif kind in ("TJ", "Tj"):
            assert stack, "text that is neither content nor artifact"
            if (mark := next((one for one in reversed(stack) if one is not None), None)) is not None:
                found[mark] += "".join(_said(font, operands[0] if kind == "TJ" else [operands[0]]))
    return found


def _said(font: dict[int, str], items: object) -> Iterator[str]:
    for item in items:  # type: ignore[attr-defined]
        if isinstance(item, pikepdf.String):
            data = bytes(item)
            yield "".join(font[int.from_bytes(data[n : n + 2], "big")] for n in range(0, len(data), 2))


def _letters(font: Object) -> dict[int, str]:
    lines = [line.split() for line in bytes(font.ToUnicode.read_bytes()).decode().splitlines()]
    pairs = [line for line in lines if len(line) == 2 and line[0].startswith("<") and line[1] != "<ffff>"]
    return {int(glyph[1:-1], 16): bytes.fromhex(letters[1:-1]).decode("utf-16-be") for glyph, letters in pairs}
