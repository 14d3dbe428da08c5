"""From a report's parts to its PDF: `joined_pdf` is all that the rest of the application needs of this package.

Parts that are kept already are not rendered again, the others side by side; then contents and pages are joined.
"""

import logging
from collections.abc import Callable, Iterator
from itertools import takewhile

import pikepdf
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from .assembling import Also, Piece, join, opened
from .content import Composition, Part, Sheet, contents_of, key_of, running_sheet, sheet_of
from .leading import second_of
from .side_by_side import MEGABYTES, SECONDS, one_report, render_all

logger = logging.getLogger(__name__)

CONTENTS = "contents"
"""The key under which the list of contents can be linked to; no part may have it."""

TRIES = 3
"""How often contents are laid out until the pages that they name are those that they leave: once, mostly."""

Progress = Callable[[int, int], None]


def joined_pdf(
    composition: Composition,
    *,
    kept: BaseCache | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """The report as one PDF (PDF/UA-1), each of its parts rendered only if it is not kept already.

    `kept`: where parts and whole reports are kept, under hashes of all they depend on; `caches["parts"]` by default. A
    full disk or a broken entry costs time, not the report. `progress` is told how many of how many sheets are ready
    (parts that had to be made, and the contents); whatever it raises ends the work at once and is raised here.
    `seconds`, `megabytes` (MiB): what one part may take.
    Raises PartFailed, which names the part, and ReportFailed. The same composition gives the same bytes. A process
    makes one report at a time; others wait. Nothing is written but to `kept`, so it can be killed and called again.
    """
    keys = [part.key for part in composition.parts]
    if not keys or len({*keys, CONTENTS}) != len(keys) + 1:
        raise ValueError("A report has parts, each with a key of its own.")
    shelf = Shelf(caches["parts"] if kept is None else kept, progress, seconds, megabytes)
    key = key_of(composition)
    if (whole := shelf.kept_bytes(key)) is not None and whole.rstrip().endswith(b"%%EOF"):
        shelf.is_done()
        return whole
    place = len(list(takewhile(lambda part: part.is_bare, composition.parts)))
    below = _below_contents(composition, place)
    parts = [part for part in composition.parts if part is not below]
    sheets = [running_sheet(composition), *(sheet_of(part, composition) for part in parts)]
    with one_report():
        running, *made = shelf.fetch(*sheets)
        pieces = [Piece(part.key, part.title, pdf, part.is_bare) for part, pdf in zip(parts, made, strict=True)]
        if composition.contents:
            pieces.insert(place, _contents(composition, pieces, place, below, shelf))
    whole = join(composition, pieces, running, shelf.kept)
    shelf.keep(key, whole)
    shelf.is_done()
    return whole


def _below_contents(composition: Composition, place: int) -> Part | None:
    """The part that stands below the list of contents, which is at this place; None where none may."""
    first = composition.parts[place : place + 1] if composition.contents else ()
    return next((part for part in first if part.is_short), None)


def _contents(composition: Composition, pieces: list[Piece], place: int, below: Part | None, shelf: "Shelf") -> Piece:
    """The list of contents, which is to stand at this place among the pieces, with the part below it."""
    length, begins = 1, 0
    for _ in range(TRIES):
        first_pages = dict(_first_pages(pieces, place, length))
        if below:
            first_pages[below.key] = sum(len(piece.pdf.pages) for piece in pieces[:place]) + begins + 1
        (pdf,) = shelf.fetch(contents_of(composition, first_pages, below))
        found = len(pdf.pages), second_of(pdf) if below else 0
        if found == (length, begins):
            break
        length, begins = found
    also = Also(below.key, below.title, begins) if below else None
    return Piece(CONTENTS, composition.contents, pdf, also=also)


def _first_pages(pieces: list[Piece], place: int, length: int) -> Iterator[tuple[str, int]]:
    """The page, from 1, on which each piece begins, where contents of this length stand at this place."""
    page = 1
    for n, piece in enumerate(pieces):
        page += length if n == place else 0
        yield piece.key, page
        page += len(piece.pdf.pages)


class Shelf:
    """Sheets as PDF: those that are kept, and those that are made and then kept. Counts them for `progress`."""

    def __init__(self, kept: BaseCache, progress: Progress | None, seconds: float, megabytes: int) -> None:
        self.kept, self.progress, self.seconds, self.megabytes = kept, progress, seconds, megabytes
        self.done, self.of = 0, 1  # the contents, or nothing

    def fetch(self, *sheets: Sheet) -> list[pikepdf.Pdf]:
        """The PDF of each sheet, open. Raises PartFailed, ReportFailed, or what `progress` raises."""
        found = {n: pdf for n, sheet in enumerate(sheets) if (pdf := self._kept(sheet)) is not None}
        missing = [n for n in range(len(sheets)) if n not in found]
        self.of = max(self.of, self.done + len(missing) + (1 if not self.done else 0))

        def made(which: int, content: bytes) -> None:
            n = missing[which]
            found[n] = opened(content)
            self.keep(sheets[n].key, content)
            self.done += 1
            self._tell()

        self._tell()
        render_all([sheets[n] for n in missing], made, seconds=self.seconds, megabytes=self.megabytes)
        return [found[n] for n in range(len(sheets))]

    def is_done(self) -> None:
        """Tell that nothing is left to make."""
        self.done = self.of
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(min(self.done, self.of), self.of)

    def kept_bytes(self, key: str) -> bytes | None:
        """What is kept under a key, if anything."""
        try:
            found: bytes | None = self.kept.get(key)
        except Exception:  # a broken disk or file, in whatever way, costs time, not the report
            logger.exception("What is kept of a report could not be read.")
            return None
        return found

    def keep(self, key: str, content: bytes) -> None:
        """Keep this if there is room for it."""
        try:
            self.kept.set(key, content)
        except OSError:
            logger.exception("A part of a report could not be kept.")

    def _kept(self, sheet: Sheet) -> pikepdf.Pdf | None:
        content = self.kept_bytes(sheet.key)
        try:
            return None if content is None else opened(content)
        except pikepdf.PdfError:
            logger.exception("What is kept of a report is broken.")
            return None
