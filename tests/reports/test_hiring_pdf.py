"""Papers as PDF: PDF/UA-1 whatever has been typed, with lines to write on, and every word of the paper."""

import re
from collections.abc import Iterator

import pytest

from reports import pdf
from reports.hiring import blocks
from reports.hiring.paper import pdf_of
from reports.hiring.papers import paper_of, papers
from tests.cast import Cast
from tests.real import load_real_fixtures

from .hiring_papers import ODD, SHOWN, empty_description, paper, whole_description
from .survey_results import HOSTILE
from .test_plan_pdf import whole_text
from .test_print_pdf import pages
from .test_renderer import failures, inside
from .test_report_pdf import squeezed


@pytest.fixture(scope="module", autouse=True)
def _server_ends_with_the_module() -> Iterator[None]:
    yield
    pdf.stop()


@pytest.mark.parametrize("text", ["Words", *ODD], ids=lambda text: repr(text[:12]))
def test_it_is_valid_whatever_is_typed(text: str) -> None:
    made = pdf_of(paper(text, status="Draft, not approved"))
    assert failures(made) == []
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in inside(made)]


def test_hostile_text_is_printed_as_it_is() -> None:
    printed = whole_text(pdf_of(paper(HOSTILE)))
    assert min(printed.count(shown) for shown in SHOWN) >= 20


def test_it_has_title_language_author_and_bookmarks() -> None:
    held = inside(pdf_of(paper(of=[blocks.heading("A part"), blocks.text("Words"), blocks.heading("Below", 2)])))
    assert b"/Lang (en-US)" in held
    assert b"/Title (Words: Words)" in held
    assert b"/Author (Words)" in held
    assert b"/PageMode /UseOutlines" in held
    assert {b"A part", b"Below"} <= set(re.findall(rb"/Title \(([^)]*)\)", held))


def test_every_page_says_that_it_is_a_draft_and_which_it_is() -> None:
    made = pdf_of(paper(of=[blocks.text("Words " * 600) for _ in range(3)], status="Draft, not approved"))
    count, printed = pages(made), whole_text(made)
    assert count > 2
    assert printed.count(squeezed("Draft, not approved")) == count
    assert f"Page{count}of{count}" in printed


def test_rows_have_headers() -> None:
    held = inside(pdf_of(paper()))
    assert {b"Column", b"Row"} == set(re.findall(rb"/S /TH\b.*?/Scope /(\w+)", held))


@pytest.mark.django_db
def test_all_papers_of_a_hostile_description_are_valid(cast: Cast) -> None:
    load_real_fixtures()
    found = whole_description(cast.organization, HOSTILE)
    made = {offer.slug: paper_of(found, offer.slug) for offer in papers(found, cast.organization.slug)}
    assert len(made) == 7
    for slug, one in made.items():
        assert one is not None
        assert failures(pdf_of(one)) == [], slug


@pytest.mark.django_db
def test_all_papers_of_an_empty_description_are_valid(cast: Cast) -> None:
    found = empty_description(cast.organization)
    for offer in papers(found, cast.organization.slug):
        one = paper_of(found, offer.slug)
        assert one is not None
        assert failures(pdf_of(one)) == [], offer.slug
