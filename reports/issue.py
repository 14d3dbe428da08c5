"""From a report's content to its PDF."""

from django.template.loader import render_to_string

from .pdf import render_pdf
from .readiness import Readiness


def print_html(report: Readiness) -> str:
    """The report as a whole HTML document for the printer's stylesheet."""
    return render_to_string("reports/readiness_print.html", {"report": report})


def pdf_of(report: Readiness) -> bytes:
    """The report as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(print_html(report))
