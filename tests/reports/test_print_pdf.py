"""Blank prints and handouts as PDF: accessible, whole, large if asked for, and on one page where that is promised."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from assessments.models import About
from reports import pdf
from reports.blank_forms import of_instrument
from reports.handouts import of_collection
from reports.pdf import render_pdf
from reports.printing import Print
from tests.assessments.build import real

from .sample_prints import (
    HOSTILE,
    KINDS,
    collection,
    content,
    entry,
    instrument,
    item,
    own,
    real_collection,
    section,
    toolkit,
)
from .test_renderer import failures, inside
from .test_report_pdf import SHOWN as HOSTILE_AS_SHOWN

ROOMS = ("checklists", "jobdesc", "library")
FILES = sorted(path for room in ROOMS for path in (settings.FIXTURES / room).glob("*.yaml"))
HANDOUTS = [path for path in FILES if "\nhandout: yes\n" in path.read_text()]
PARTS = {"a": "One text", "b": ["First of two", "Second of two"]}
LAYOUTS = {
    "list": ("list", "ab", 3),
    "tasks": ("tasks", "a", 3),
    "questions": ("questions", "a", 3),
    "template": ("template", "", 3),
    "table": ("table", "ab", 3),
    "turned": ("table", "abcd", 3),
    "compared": ("table", "b", 2),
    "compared by name": ("table", "", 4),
}


@pytest.fixture(scope="module", autouse=True)
def _server_ends_with_the_module() -> Iterator[None]:
    yield
    pdf.stop()


def made(what: Print) -> bytes:
    return render_pdf(render_to_string("reports/print.html", {"print": what}), style="forms")


def tool(*command: str, of: bytes) -> str:
    """What a program of poppler-utils says of a PDF."""
    program = shutil.which(command[0])
    assert program, f"{command[0]} is missing: bin/setup test installs poppler-utils"
    return subprocess.run([program, *command[1:], "-", "-"], input=of, capture_output=True, check=True).stdout.decode()  # noqa: S603


def words(print_: bytes) -> str:
    """Its text, each run of white space as one space."""
    return " ".join(tool("pdftotext", "-raw", of=print_).split())


def pages(print_: bytes) -> int:
    count: int = page.validate_pdf_bytes(print_, profile="ua1").document.page_count
    return count


def sheet(*, text: str = "", large: bool = False, about: str = About.ORGANIZATION) -> Print:
    """A form with a section for each kind of item, with a comment and an audience."""
    parts = [
        section(
            kind, *(item(f"{kind}-{n}", kind, **({"text": text} if text else {})) for n in "12"), comment="Comments"
        )
        for kind in KINDS
    ]
    return of_instrument(instrument(about=about), content(*parts), large=large)


def listing(shown: str, columns: str, entries: int, *, large: bool = False, **values: str) -> Print:
    parts = {name: PARTS.get(name, "Another") for name in columns}
    found = [
        entry(str(n), number=str(n + 1), title="Name" if n or not columns else "", parts=parts) for n in range(entries)
    ]
    return of_collection(collection(shown, *columns, **values), found, large=large)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_form_with_every_kind_of_item_is_valid_pdf_ua(large: bool) -> None:
    print_ = made(sheet(large=large, about=About.PERSON))
    assert failures(print_) == []
    text = words(print_)
    for said in (
        "For (initials or code)",
        "How likely is it?",
        "What would we do?",
        "Observed by (initials)",
        "Comments",
    ):
        assert said in text
    assert all(f"Text of {kind}-{n}" in text for kind in KINDS for n in "12")
    assert "From A Handbook (A Press, 2024), Getting ready, pages 7-9. © A Press." in text
    assert re.search(r"Page 1 of \d", text)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_collection_is_valid_pdf_ua_and_loses_no_word(layout: str, large: bool) -> None:
    shown, columns, entries = LAYOUTS[layout]
    print_ = made(listing(shown, columns, entries, large=large))
    assert failures(print_) == []
    text = words(print_)
    for column in columns:
        said = PARTS.get(column, "Another")
        assert all(text.count(part) >= entries for part in ([said] if isinstance(said, str) else said))
    assert all(f"Text of {n}" in text for n in range(entries))


def test_rows_have_headers_and_the_document_its_language_title_and_bookmarks() -> None:
    held = inside(made(sheet()))
    assert {b"Column", b"Row"} == set(re.findall(rb"/S /TH\b.*?/Scope /(\w+)", held))
    assert b"/Lang (en)" in held
    titles = [title.decode() for title in re.findall(rb"/Title \(([^)]*)\)", held)]
    assert titles.count("Are we ready?") == 2, "the document's and the first bookmark's"
    assert [f"Title of {kind}" for kind in KINDS] == [title for title in titles if title.startswith("Title of")]


def test_boxes_and_lines_are_drawn_and_not_spoken() -> None:
    few, many = (made(of_instrument(instrument(), content(section("a", *map(item, slugs))))) for slugs in ("x", "xyz"))
    assert inside(many).count(b" c\n") > inside(few).count(b" c\n"), "round boxes are curves"
    assert not set(words(many)) & set("☐□○◯")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_hostile_text_is_printed_and_not_obeyed(large: bool) -> None:
    form = made(of_instrument(
        own(title=HOSTILE, purpose=HOSTILE, instructions=HOSTILE),
        content(section("a", *(item(kind, kind, text=HOSTILE, title=HOSTILE) for kind in KINDS), comment=HOSTILE)),
        large=large,
    ))  # fmt: skip
    parts = {"a": HOSTILE, "b": [HOSTILE, "x" * 3_000]}
    found = [entry("x", text=HOSTILE, title=HOSTILE, parts=parts)]
    table = made(of_collection(collection("table", *"ab", title=HOSTILE), found, large=large))
    for print_, times in ((form, 8), (table, 4)):
        assert failures(print_) == []
        printed = "".join(words(print_).split())
        for shown in HOSTILE_AS_SHOWN:
            assert printed.count(shown) >= times, shown
        held = inside(print_)
        assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in held]


def test_a_word_without_end_stays_on_the_page() -> None:
    print_ = made(sheet(text="x" * 500))
    assert failures(print_) == []
    assert "".join(words(print_).split()).count("x" * 500) == 2 * len(KINDS)


def test_in_large_print_no_letter_is_small() -> None:
    def smallest(print_: bytes) -> float:
        """The height of the lowest word; in our font a word is 1.26 times as high as its size."""
        found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', tool("pdftotext", "-bbox", of=print_))
        return min(float(low) - float(high) for high, low in found)

    for large in (sheet(large=True), listing("table", "ab", 3, large=True), listing("tasks", "a", 3, large=True)):
        assert smallest(made(large)) >= 18
    assert smallest(made(sheet())) < 14


def test_the_handouts_are_those_that_leaders_asked_for() -> None:
    asked = {"lappa-ethics-code", "lappa-safety", "wise-language", "legere-role-chart", "lappa-comparison"}
    assert asked <= {path.stem for path in HANDOUTS}


@pytest.mark.parametrize("path", HANDOUTS, ids=lambda path: path.stem)
def test_a_handout_is_one_page_with_every_item_on_it(path: Path) -> None:
    kept, entries = real_collection(path)
    handout = of_collection(kept, entries)
    print_ = made(handout)
    assert (failures(print_), pages(print_)) == ([], 1)
    printed = "".join(words(print_).split())
    beside = [text for each in handout.sections[0].items for column in each.beside for text in column.texts]
    assert not [text for text in beside if "".join(text.split())[:25] not in printed]
    assert not [each.key for each in entries if "".join(each.text.split())[:60] not in printed]
    assert "".join(kept.toolkit.title.split()) in printed


@pytest.mark.parametrize("slug", ["prcoe-challenges", "wps-skills"])
def test_a_real_form_is_valid_and_says_every_item(slug: str) -> None:
    asked = real(slug)
    print_ = made(of_instrument(instrument(toolkit=toolkit(asked.toolkit)), asked))
    assert failures(print_) == []
    printed = "".join(words(print_).split())
    assert not [each.key for each in asked.items if "".join(each.text.split())[:25] not in printed]
