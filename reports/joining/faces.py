"""Our fonts, once for all parts of a joined report.

Parts come with the name of a font where its file belongs (`reports.renderer.clean`). Nearly all that is written needs
only the letters of western European languages; where a part needs more of a font, it is embedded whole.
"""

import hashlib
import io
import logging
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.core.cache.backends.base import BaseCache
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Name, Object, Pdf

from .running import widths_in

logger = logging.getLogger(__name__)

FOLDER = settings.BASE_DIR / "static" / "print" / "fonts"
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2030), 0x20AC, 0x2122, 0x2192)
FEATURES = ("kern", "liga", "clig", "calt", "ccmp", "locl", "mark", "mkmk", "rlig")
"""What text is shaped with unless a style asks for more: the glyphs that these lead to are among the letters."""

NOT_DRAWN = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "gasp")
"""Tables that somebody needs who writes with a font, and nobody who draws its glyphs by number."""


def put_faces(pdf: Pdf, dictionaries: Iterable[Object], kept: BaseCache) -> None:
    """Give the fonts of these font dictionaries their files. `kept`: where a font's usual letters are kept."""
    waiting: dict[str, list[Object]] = {}
    glyphs: dict[str, set[int]] = {}
    for dictionary in dictionaries:
        for font in dictionary.values():
            below = font.DescendantFonts[0] if Name.DescendantFonts in font else None
            name = _named(below.FontDescriptor) if below is not None else ""
            if below is not None and name:
                waiting.setdefault(name, []).append(below.FontDescriptor)
                glyphs.setdefault(name, set()).update(widths_in(below.W))
    for name, descriptors in waiting.items():
        stream = _stream(pdf, name, glyphs[name], kept)
        for descriptor in descriptors:
            descriptor.FontFile2 = stream


def _named(descriptor: Object) -> str:
    """The name that stands in place of a font's file, or nothing where there is a file."""
    stream = descriptor.get(Name.FontFile2)
    if stream is None or int(stream.Length1) > 100:
        return ""
    return bytes(stream.read_bytes()).decode("ascii")


def _stream(pdf: Pdf, name: str, glyphs: set[int], kept: BaseCache) -> Object:
    content = (FOLDER / name).read_bytes()
    has, usual = _usual(content, kept)
    if glyphs <= has:
        content = usual
    stream = pdf.make_stream(content)
    stream.Length1 = len(content)
    return stream


def _usual(content: bytes, kept: BaseCache) -> tuple[frozenset[int], bytes]:
    """The glyphs of the usual letters, and the font with no others; made once, because it takes most of a second."""
    key = "face-" + hashlib.sha256(repr((LETTERS, FEATURES, NOT_DRAWN)).encode() + content).hexdigest()
    try:
        found: tuple[frozenset[int], bytes] | None = kept.get(key)
    except Exception:  # see `Shelf.kept_bytes`
        found = None
    if found is None:
        found = reduced(content)
        try:
            kept.set(key, found, None)
        except OSError:
            logger.exception("A font could not be kept.")
    return found


@cache
def reduced(content: bytes) -> tuple[frozenset[int], bytes]:
    """A font with the glyphs of LETTERS alone, each under its own number, and these numbers."""
    options = Options()
    options.retain_gids, options.hinting, options.notdef_outline = True, False, True
    options.layout_features = list(FEATURES)
    with TTFont(io.BytesIO(content)) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        glyphs = frozenset(font.getGlyphID(name) for name in subsetter.glyphs_retained)
        for table in NOT_DRAWN:
            if table in font:
                del font[table]
        written = io.BytesIO()
        font.save(written)
    return glyphs, written.getvalue()
