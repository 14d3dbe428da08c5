"""What an organization's own look gives a report: its color and its logo. What is none gives PeerReady's own."""

import base64
import logging
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .models import Issue, Report
from .models.report import ACCENT

IMAGE_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
log = logging.getLogger(__name__)


def accent_of(issue: Issue | Report) -> str:
    """The issue's colour, such as "#1f5c57"; PeerReady's own where it is none."""
    return issue.accent if _COLOUR.fullmatch(issue.accent) else ACCENT


def logo_of(issue: Issue | Report) -> str:
    """The logo as a data: address, "" where there is none or it is no picture."""
    try:
        with default_storage.open(issue.logo) if issue.logo else ContentFile(b"") as file:
            content = file.read()
    except OSError:
        log.warning("The logo of %r is not there any more.", issue.pk)
        return ""
    kind = next((kind for mark, kind in IMAGE_TYPES.items() if content.startswith(mark)), "")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if kind else ""


def look_of(issue: Issue) -> str:
    """CSS that gives the PDF the issue's colour; nothing where that is PeerReady's own."""
    accent = accent_of(issue)
    if accent.lower() == ACCENT:
        return ""
    return (
        f"h2, h4, .cover .brand, .cover .organization {{ color: {accent}; }} "
        f"h2, .cover, .cover .organization {{ border-color: {accent}; }} "
        f"@page {{ @top-left {{ color: {accent}; }} }}"
    )
