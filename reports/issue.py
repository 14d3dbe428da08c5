"""From a report's or a print's content to its PDF."""

import hashlib
import logging
from functools import cache
from importlib.metadata import version

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.template.loader import render_to_string

from .pdf import ReportError, ReportFailed, ReportTooLarge, render_pdf
from .plan_document import PlanDocument
from .plan_status import PlanStatus
from .printing import Print
from .readiness import Readiness
from .survey_summary import Summary

logger = logging.getLogger(__name__)

LOOKS_OF_A_PRINT = (
    "templates/reports/*print*.html",
    "static/print/*.css",
    "static/print/fonts/*.ttf",
    "reports/renderer.py",
)
SECONDS_AFTER_A_FAILURE = 60  # "try again in a minute", says the page


def print_html(report: Readiness) -> str:
    """The report as a whole HTML document for the printer's stylesheet."""
    return render_to_string("reports/readiness_print.html", {"report": report})


def pdf_of(report: Readiness) -> bytes:
    """The report as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(print_html(report))


def pdf_of_summary(summary: Summary) -> bytes:
    """A survey's summary as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(render_to_string("reports/survey_summary_print.html", {"summary": summary}), style="summary")


def pdf_of_plan(document: PlanDocument) -> bytes:
    """The whole plan as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(render_to_string("reports/plan_print.html", {"document": document}), style="plan")


def pdf_of_status(status: PlanStatus) -> bytes:
    """How a plan stands, on one page, as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(render_to_string("reports/plan_status_print.html", {"status": status}), style="status")


def key_of_print(made: Print) -> str:
    """A hash (hex) of all that a print's PDF depends on: what it says, its size, and how prints look by now."""
    said = f"{style_version()} {made!r}"
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()


def pdf_of_print(made: Print) -> bytes:
    """The print as PDF/UA-1, rendered only if it is not kept already. Raises `reports.pdf.ReportError`.

    What could not be made is not tried again for SECONDS_AFTER_A_FAILURE: asking costs nothing, and rendering does.
    """
    kept, key = caches["own-prints" if made.is_own else "prints"], key_of_print(made)
    failed = f"{key}-failed"
    pdf: bytes | None = kept.get(key)
    if pdf is not None:
        return pdf
    if (was_too_large := kept.get(failed)) is not None:
        raise ReportTooLarge if was_too_large else ReportFailed
    try:
        pdf = render_pdf(render_to_string("reports/print.html", {"print": made}), style="forms")
    except ReportError as error:
        _keep(kept, failed, isinstance(error, ReportTooLarge), SECONDS_AFTER_A_FAILURE)
        raise
    _keep(kept, key, pdf)
    return pdf


def _keep(kept: BaseCache, key: str, value: object, seconds: float | None = DEFAULT_TIMEOUT) -> None:
    try:
        kept.set(key, value, seconds)
    except OSError:  # a full disk costs time, not the print
        logger.exception("A print could not be kept.")


@cache
def style_version() -> str:
    """A hash of all that prints are made with: templates, styles, fonts, our renderer and the version of WeasyPrint.

    A change of any makes every print anew.
    """
    files = sorted(file for pattern in LOOKS_OF_A_PRINT for file in settings.BASE_DIR.glob(pattern))
    made_with = [version("weasyprint").encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"".join(made_with)).hexdigest()
