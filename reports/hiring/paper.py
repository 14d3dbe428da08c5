"""A paper as PDF/UA-1, and as HTML to paste into another website."""

import re

from django.template.loader import render_to_string

from ..pdf import render_pdf
from .blocks import Paper

NO_WORD = re.compile(r"[^\s<>&;]{120,}")
"""So many letters without a space are no word and no address. Without places to break them, each such run costs
WeasyPrint seconds.
"""


def pdf_of(paper: Paper) -> bytes:
    """Raises `reports.pdf.ReportError` with words for the user."""
    html = render_to_string("reports/hiring/print.html", {"paper": paper})
    return render_pdf(NO_WORD.sub(_with_breaks, html), style="hiring")


def _with_breaks(run: re.Match[str]) -> str:
    return re.sub(".{20}", "\\g<0>\N{ZERO WIDTH SPACE}", run[0])


def html_of(paper: Paper, *, whole: bool = False) -> str:
    """Headings, paragraphs, lists and tables without classes; with `whole` as a document of its own."""
    html = render_to_string("reports/hiring/plain.html", {"paper": paper, "whole": whole})
    return "\n".join(line for line in html.splitlines() if line.strip()) + "\n"
