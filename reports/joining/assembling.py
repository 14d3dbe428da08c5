"""Joins the parts' PDFs into one document: pages, tags, bookmarks, links, header, numbers and properties."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from django.core.cache.backends.base import BaseCache
from pikepdf import Dictionary, Name, Object, Pdf, String

from .content import Composition
from .faces import put_faces
from .leading import Bookmarks, lead, places_of
from .running import Stamp, running_of
from .tags import TagTree

PRODUCER = "PeerReady, WeasyPrint and pikepdf"
NAMESPACE_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@dataclass(frozen=True)
class Also:
    """A part that stands behind another one in the same PDF, and on which of its pages, from 0, it begins."""

    key: str
    title: str
    page: int


@dataclass(frozen=True)
class Piece:
    """A part's own PDF, open. `key` is the part's; `is_bare`: nothing runs over its pages; `also` stands behind it."""

    key: str
    title: str
    pdf: Pdf
    is_bare: bool = False
    also: Also | None = None


def opened(content: bytes) -> Pdf:
    """A part's PDF. Raises pikepdf.PdfError for what is none."""
    return pikepdf.open(io.BytesIO(content))


def join(composition: Composition, pieces: Sequence[Piece], running: Pdf, kept: BaseCache) -> bytes:
    """One PDF/UA-1 document of these pieces in their order. The same pieces give the same bytes.

    `kept`: where fonts are kept that were made smaller.
    """
    pdf = pikepdf.new()
    own = {piece.key: _appended(pdf, piece.pdf) for piece in pieces}
    beginnings = {piece.key: (own[piece.key][0], piece.title) for piece in pieces}
    for piece in pieces:
        if piece.also:
            beginnings[piece.also.key] = own[piece.key][piece.also.page], piece.also.title
    tags, bookmarks = TagTree(pdf), Bookmarks(pdf)
    stamp = Stamp(pdf, running_of(running, pdf, composition), composition, len(pdf.pages))
    number = 0
    for piece in pieces:
        pages = own[piece.key]
        places = places_of(piece.pdf, pages)
        lead(piece.pdf, pages, places, beginnings)
        bookmarks.add(piece.pdf, piece.title, pages[0], places, is_of_two=piece.also is not None)
        tags.add(piece.pdf, pages, piece.title)
        for page in pages:
            number += 1
            if not piece.is_bare:
                stamp.put(page, number)
    fonts = [stamp.fonts, *(own[piece.key][0].Resources.get(Name.Font, Dictionary()) for piece in pieces)]
    put_faces(pdf, fonts, kept)
    tags.close()
    bookmarks.close()
    _describe(pdf, composition)
    written = io.BytesIO()
    pdf.save(
        written,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return written.getvalue()


def _appended(pdf: Pdf, source: Pdf) -> list[Object]:
    """The source's pages as they are in `pdf`, put at its end."""
    first = len(pdf.pages)
    for page in source.pages:  # one by one: whoever extends is warned of lost destinations, which `leading` sees to
        pdf.pages.append(page)
    return [page.obj for page in list(pdf.pages)[first:]]


def _describe(pdf: Pdf, composition: Composition) -> None:
    """Language, title and author, where readers and programs look for them."""
    pdf.Root.Lang = String(composition.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata[f"{NAMESPACE_UA}part"] = "1"
        metadata["dc:title"] = composition.title
        metadata["dc:creator"] = [composition.organization]
        metadata["dc:language"] = [composition.language]
        metadata["xmp:CreatorTool"] = "PeerReady"
        metadata["pdf:Producer"] = PRODUCER
    pdf.docinfo[Name.Title] = String(composition.title)
    pdf.docinfo[Name.Author] = String(composition.organization)
    pdf.docinfo[Name.Creator] = String("PeerReady")
    pdf.docinfo[Name.Producer] = String(PRODUCER)
