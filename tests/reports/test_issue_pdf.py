"""The PDF of an issue, laid out for real: what it says and shows, and that left-out parts are not in it."""

import io
import subprocess
from base64 import b64decode
from pathlib import Path

import page
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from organizations.ending import erase_folder
from reports.delivering import LONGEST_INTRODUCTION, _part, file_of
from reports.looks import logo_of
from reports.models import IssuePart
from tests.cast import Cast

from .issues import issue_of

pytestmark = pytest.mark.django_db
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
"""A PNG of one pixel."""


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "issue.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command


def test_a_links_pdf_has_cover_logo_and_its_parts_and_nothing_of_those_left_out(cast: Cast, tmp_path: Path) -> None:
    erase_folder("issues")
    issue = issue_of(cast.organization, 3, team="Quillfeather has doubts.")
    issue.logo = default_storage.save("logos/dot.png", ContentFile(DOT))
    issue.accent, issue.logo_words = "#7a1f5c", "A dot"
    pdf = file_of(issue, "pdf", ["team"])
    assert not page.validate_pdf_bytes(pdf, profile="ua1").failures
    said = text_of(pdf, tmp_path)
    for words in (
        "Harbor House",
        "For the board",
        "no. 3",
        "parts of a longer report",
        "Words of summary.",
        "Page 3 of",
    ):
        assert words in said
    for words in ("Quillfeather", "The team", "Figures of team"):
        assert words not in said
    with pikepdf.open(io.BytesIO(pdf)) as document:
        cover = document.pages[0]
        assert len(cover.get_images()) == 1, "the logo"
        assert b"Quillfeather" not in b"".join(
            each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)
        )
        assert str(document.docinfo["/Title"]) == "For the board"
        titles = [str(item.title) for item in document.open_outline().root]
    assert titles == ["For the board", "Contents", "The summary", "The standing", "The method"]


def test_a_logo_that_is_gone_or_no_picture_is_left_out(cast: Cast) -> None:
    issue = issue_of(cast.organization)
    assert logo_of(issue) == ""
    issue.logo = "logos/no-such.png"
    assert logo_of(issue) == ""
    issue.logo = default_storage.save("logos/page.png", ContentFile(b"<svg onload=alert(1)>"))
    assert logo_of(issue) == ""


@pytest.mark.parametrize(
    ("key", "letters", "is_short"),
    [("introduction", 500, True), ("introduction", LONGEST_INTRODUCTION, False), ("asked", 500, False)],
)
def test_a_short_introduction_alone_takes_no_page_of_its_own(key: str, letters: int, is_short: bool) -> None:
    assert _part(IssuePart(key=key, title="A title", html="x" * letters)).is_short is is_short
