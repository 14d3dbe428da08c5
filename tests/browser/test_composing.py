"""Putting a report together in a browser: in place, by keyboard, with errors beside their fields, without script."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from reports.models import Report
from tests.cast import Cast
from tests.reports.test_compose_screens import at, begun
from tests.reports.test_readiness import completed, instrument

from .steps import expect_errors, press

Look = Callable[[Page], None]
PARTS = ["summary", "standing", "method"]


@pytest.fixture
def report(cast: Cast) -> Report:
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    return begun(cast, parts=PARTS)


@pytest.fixture
def opened(page: Page, cast: Cast, report: Report, sign_in: Callable[..., None]) -> Page:
    """The form, in which time can be moved on."""
    sign_in(cast.owner)
    page.clock.install()
    page.goto(at(cast, f"compose/{report.pk}/"))
    return page


def expect_saved(page: Page, words: str = "Last saved at") -> None:
    page.clock.run_for(3_000)
    expect(page.locator("#save-status")).to_contain_text(words)


def now(report: Report) -> Report:
    report.refresh_from_db()
    return report


def file(content: bytes) -> FilePayload:
    return {"name": "logo.png", "mimeType": "image/png", "buffer": content}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 80), "navy").save(out, "PNG")
    return out.getvalue()


def test_words_parts_and_sentences_are_saved_in_place(opened: Page, report: Report, look: Look) -> None:
    opened.get_by_label("Introduction", exact=True).last.fill("Dear board")
    expect_saved(opened)
    opened.get_by_role("button", name="Move up: Method").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#part-said")).to_have_text("Method is number 2 of 3 now.")
    expect(opened.get_by_role("button", name="Move up: Method")).to_be_focused()
    expect_saved(opened)
    assert (now(report).introduction, report.parts) == ("Dear board", ["summary", "method", "standing"])
    sentence = opened.get_by_label("Where we stand, sentence 1")
    before = sentence.input_value()
    sentence.fill("We know where we stand.")
    expect_saved(opened)
    expect(opened.get_by_text("Edited. The rules say:")).to_be_visible()
    assert list(now(report).edits) == ["area/culture"]
    look(opened)
    press(opened, "Put back what the rules say")
    expect(sentence).to_have_value(before)
    expect_saved(opened)
    expect(opened.get_by_text("Edited. The rules say:")).to_have_count(0)
    assert now(report).edits == {}


def test_what_is_wrong_stands_beside_its_field_until_it_is_right(
    opened: Page, report: Report, look: Look, console_errors: list[str]
) -> None:
    opened.get_by_label("Color of headings and lines").fill("#5fb3ad")
    expect_saved(opened, "Not everything is saved.")
    expect(opened.locator("#wrong-accent")).to_contain_text("contrast of 2.5:1")
    opened.get_by_label("Logo", exact=True).set_input_files(file(b"MZ" + b"\0" * 99))
    expect(opened.locator("#wrong-logo")).to_contain_text("no PNG and no JPEG")
    look(opened)
    press(opened, "Take #44807c")
    expect_saved(opened)
    expect(opened.locator("#wrong-accent")).to_be_empty()
    expect(opened.get_by_label("Pick it")).to_have_value("#44807c")
    opened.get_by_label("Logo", exact=True).set_input_files(file(picture()))
    expect_saved(opened)
    expect(opened.locator(".logo-now img")).to_be_visible()
    assert now(report).accent == "#44807c"
    assert report.logo_words == "Logo of Harbor House"
    expect_errors(console_errors, "status of 422")


def test_two_tabs_lose_nothing(opened: Page, cast: Cast, report: Report, look: Look, console_errors: list[str]) -> None:
    other = opened.context.new_page()
    other.clock.install()
    other.goto(opened.url)
    other.get_by_label("What the report is called").fill("By the other")
    expect_saved(other)
    opened.get_by_label("What the report is called").fill("By me")
    expect_saved(opened, "Not everything is saved: somebody else changed the same.")
    look(opened)
    opened.get_by_role("radio", name="As it is saved now").check()
    press(opened, "Save as chosen")
    expect(opened.get_by_label("What the report is called")).to_have_value("By the other")
    expect_errors(console_errors, "status of 409")


def test_all_of_it_works_without_script(
    new_context: Callable[..., BrowserContext], cast: Cast, report: Report, sign_in: Callable[..., None]
) -> None:
    browser = new_context(java_script_enabled=False)
    sign_in(cast.owner, browser)
    page = browser.new_page()
    page.goto(at(cast))
    page.get_by_role("link", name="New report").click()
    page.locator("label", has_text="A funder").click()
    press(page, "Begin the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Readiness report for a funder")
    page.get_by_role("checkbox", name="Risks").check()
    press(page, "Move up: Summary")
    made = Report.objects.latest("pk")
    assert made.parts[:2] == ["summary", "introduction"]
    assert "risks" in made.parts
    page.get_by_label("What we ask of you").last.fill("Please decide.")
    press(page, "Save and look at it")
    expect(page.get_by_text("Please decide.")).to_be_visible()
    press(page, "Issue it")
    expect(page.get_by_text("Issued as no. 1.")).to_be_visible()
