"""Puts what runs through a report, header and numbers, on its pages.

WeasyPrint lays out one empty page of each size with a line of all figures as its number. From that page come the
header, as a form that all pages share, and the font, place and colour in which each page's own number is then written.
Both are artifacts: whoever hears the report read hears neither.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Pdf,
    parse_content_stream,
)
from pikepdf import unparse_content_stream as unparse

from .content import Composition, numbered, sample_of

HEADER, NUMBER = "PeerReadyHeader", "PeerReadyNumber"
MARKS = {"BMC", "BDC", "EMC"}
DIGITS = "0123456789"
Size = tuple[float, float]
Instructions = list[ContentStreamInstruction | ContentStreamInlineImage]


@dataclass(frozen=True)
class Letters:
    """A font of the running page: the glyph of each letter; widths by glyph, kerning by pair, in 1/1000 of its size."""

    font: Object
    glyphs: Mapping[str, int]
    widths: Mapping[int, float]
    kerning: Mapping[tuple[int, int], float]

    def has(self, text: str) -> bool:
        return all(letter in self.glyphs for letter in text)

    def width(self, text: str) -> float:
        """How wide a text is, in 1/1000 of the font's size."""
        glyphs = [self.glyphs[letter] for letter in text]
        kerned = sum(self.kerning.get(pair, 0) for pair in pairwise(glyphs))
        return sum(self.widths.get(glyph, 1000) for glyph in glyphs) - kerned

    def shown(self, text: str) -> str:
        """The text as the operand of TJ."""
        glyphs = [self.glyphs[letter] for letter in text]
        kerned = ((f"<{one:04x}>", self.kerning.get((one, next_), 0)) for one, next_ in pairwise([*glyphs, -1]))
        return "[" + "".join(f"{glyph}{kern:g}" if kern else glyph for glyph, kern in kerned) + "]"


@dataclass(frozen=True)
class Running:
    """What runs over the pages of one size: the header, and how a number is written that ends at `right`."""

    header: Object
    letters: Letters
    colour: str
    size: float
    right: float
    line: float
    height: float


def running_of(source: Pdf, pdf: Pdf, composition: Composition) -> dict[Size, Running]:
    """What is on the running pages, by page size in points, its objects copied into `pdf`."""
    found = {}
    for page in source.pages:
        pdf.pages.append(page)
        copied = pdf.pages[-1].obj
        del pdf.pages[-1]
        found[size_of(copied)] = _running(copied, pdf, sample_of(composition))
    return found


def size_of(page: Object) -> Size:
    _, _, width, height = (float(side) for side in page.MediaBox)
    return width, height


def _running(page: Object, pdf: Pdf, sample: str) -> Running:
    instructions = [each for each in parse_content_stream(page) if str(each.operator) not in MARKS]
    start, end = _line_of_figures(instructions, page)
    block = instructions[start:end]
    font, size = next(each.operands for each in block if str(each.operator) == "Tf")
    matrix = next(each.operands for each in block if str(each.operator) == "Tm")
    colour = next((each for each in reversed(instructions[:start]) if str(each.operator) == "rg"), None)
    letters = _letters(page.Resources.Font[str(font)], block)
    form = pdf.make_stream(unparse(instructions[:start] + instructions[end:]))
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=page.MediaBox, Resources=page.Resources))
    return Running(
        header=form,
        letters=letters,
        colour=unparse([colour]).decode() if colour else "0 g",
        size=float(size),
        right=float(matrix[4]) + _advance(block, letters) * float(size) / 1000,
        line=float(matrix[5]),
        height=size_of(page)[1],
    )


def _line_of_figures(instructions: Instructions, page: Object) -> tuple[int, int]:
    """Where the number's text begins and ends. Raises LookupError if it is not on the page."""
    start = 0
    for n, each in enumerate(instructions):
        if str(each.operator) == "BT":
            start = n
        elif str(each.operator) == "ET":
            block = instructions[start:n]
            font = next((one.operands[0] for one in block if str(one.operator) == "Tf"), None)
            if font is not None:
                letters = {glyph: letter for letter, glyph in _to_glyphs(page.Resources.Font[str(font)]).items()}
                if DIGITS in "".join(letters.get(glyph, "") for glyph, _ in _glyphs(block)):
                    return start, n + 1
    raise LookupError("The running page has no number on it.")


def _glyphs(block: Instructions) -> Iterator[tuple[int, float]]:
    """The glyphs of a text, each with the kerning after it."""
    for each in block:
        operator = str(each.operator)
        if operator not in ("TJ", "Tj"):
            continue
        pending: int | None = None
        kern = 0.0
        for item in list(each.operands[0]) if operator == "TJ" else [each.operands[0]]:
            if isinstance(item, int | float | Decimal):
                kern += float(item)
                continue
            data = bytes(item)
            for at in range(0, len(data) - 1, 2):
                if pending is not None:
                    yield pending, kern
                pending, kern = int.from_bytes(data[at : at + 2], "big"), 0.0
        if pending is not None:
            yield pending, 0.0


def _advance(block: Instructions, letters: Letters) -> float:
    return sum(letters.widths.get(glyph, 1000) - kern for glyph, kern in _glyphs(block))


def _letters(font: Object, block: Instructions) -> Letters:
    found = list(_glyphs(block))
    kerning = {(one, following): kern for (one, kern), (following, _) in pairwise(found) if kern}
    return Letters(font, _to_glyphs(font), widths_in(font.DescendantFonts[0].W), kerning)


def _to_glyphs(font: Object) -> dict[str, int]:
    """The glyph of each letter, by the font's own table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]{4,})>$", table, re.MULTILINE)
    return {bytes.fromhex(letter).decode("utf-16-be"): int(glyph, 16) for glyph, letter in pairs}


def widths_in(listed: Object) -> dict[int, float]:
    """Widths by glyph from a list such as `[19 [592] 28 [516 480]]` (ISO 32000-1, 9.7.4.3)."""
    found, items = {}, list(listed)
    for first, widths in zip(items[::2], items[1::2], strict=True):
        found.update({int(first) + n: float(width) for n, width in enumerate(widths)})
    return found


class Stamp:
    """Writes header and number on pages of the document that is being joined."""

    def __init__(self, pdf: Pdf, running: Mapping[Size, Running], composition: Composition, pages: int) -> None:
        self.pdf, self.running, self.composition, self.pages = pdf, running, composition, pages
        self.before = pdf.make_stream(b"q\n")
        self.fonts = next(iter(running.values())).header.Resources.Font

    def put(self, page: Object, number: int) -> None:
        """Write on a page, unless it is of a size that nothing runs over. `number` counts from 1."""
        running = self.running.get(size_of(page))
        if running is None:
            return
        resources, place = page.Resources, list(self.running).index(size_of(page))
        # The pages of a part share their resources, and a part may have pages of several sizes.
        header, font = f"{HEADER}{place}", f"{NUMBER}{place}"
        for kind, name, value in ((Name.XObject, header, running.header), (Name.Font, font, running.letters.font)):
            if kind not in resources:
                resources[kind] = Dictionary()
            resources[kind][f"/{name}"] = value
        drawn = self._drawn(running, number, header, font)
        page.Contents = Array([self.before, page.Contents, self.pdf.make_stream(drawn)])

    def _drawn(self, running: Running, number: int, header: str, font: str) -> bytes:
        letters, text = running.letters, numbered(self.composition, number, self.pages)
        if not letters.has(text):  # a script that this font lacks
            text = f"{number}/{self.pages}"
        x = running.right - letters.width(text) * running.size / 1000
        return (
            f"Q q /Artifact <</Type /Pagination>> BDC /{header} Do "
            f"1 0 0 -1 0 {running.height:g} cm 0.75 0 0 0.75 0 0 cm {running.colour} "
            f"BT 1 0 0 -1 {x:.3f} {running.line:.3f} Tm /{font} {running.size:.3f} Tf {letters.shown(text)} TJ ET "
            f"EMC Q"
        ).encode("ascii")
