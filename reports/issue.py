"""From a report's or a print's content to its PDF."""

import hashlib
import logging
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string

from .pdf import render_pdf
from .printing import Print
from .readiness import Readiness

logger = logging.getLogger(__name__)

LOOKS_OF_A_PRINT = ("templates/reports/*print*.html", "static/print/*.css", "static/print/fonts/*.ttf")


def print_html(report: Readiness) -> str:
    """The report as a whole HTML document for the printer's stylesheet."""
    return render_to_string("reports/readiness_print.html", {"report": report})


def pdf_of(report: Readiness) -> bytes:
    """The report as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(print_html(report))


def key_of_print(made: Print) -> str:
    """A hash (hex) of all that a print's PDF depends on: what it says, its size, and how prints look by now."""
    said = f"{style_version()} {made!r}"
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()


def pdf_of_print(made: Print) -> bytes:
    """The print as PDF/UA-1, rendered only if it is not kept already. Raises `reports.pdf.ReportError`."""
    kept, key = caches["prints"], key_of_print(made)
    pdf: bytes | None = kept.get(key)
    if pdf is None:
        pdf = render_pdf(render_to_string("reports/print.html", {"print": made}), style="forms")
        try:
            kept.set(key, pdf)
        except OSError:  # a full disk costs time, not the print
            logger.exception("A print could not be kept.")
    return pdf


@cache
def style_version() -> str:
    """A hash of the templates, styles and fonts of prints: a change of any makes every print anew."""
    files = sorted(file for pattern in LOOKS_OF_A_PRINT for file in settings.BASE_DIR.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
