"""The private check in a browser: whatever one ticks, writes, prints or saves, no request leaves the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories import InstrumentFactory

from .steps import press

NOTES = "Talk to RT on Monday. Zażółć."
WITHOUT_JAVASCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def sent(page: Page, cast: Cast, sign_in: Callable[..., None]) -> list[str]:
    """Opens the page on which three statements and a question are answered; what it asks for from then on."""
    InstrumentFactory(slug="check", title="My own check", about="private")
    sign_in(cast.viewer)
    page.goto(f"/o/{cast.organization.slug}/assess/check/private/")
    # To ask for a button by its name styles those in closed menus too and fetches their icons: now, not while filling.
    expect(page.get_by_role("button", name="No such button")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith("blob:"):  # a file that the browser made of what it has
            asked.append(f"{request.method} {request.url}")

    page.context.on("request", note)
    return asked


def fill(page: Page) -> None:
    for name, answer in (("board", "Yes"), ("budget", "Not yet"), ("pay", "In part")):
        page.get_by_role("group", name=f"agreed {name} for").get_by_label(answer, exact=True).check()
    page.get_by_role("group", name="What do you hope for?").get_by_role("textbox").fill("Much.")
    page.get_by_role("textbox", name="Notes for yourself").fill(NOTES)


def test_no_request_leaves_the_page_while_it_is_filled_printed_and_saved(page: Page, sent: list[str]) -> None:
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    fill(page)
    expect(page.locator("#chosen")).to_have_text("4 of 4 answered")
    for key in ("Enter", "Control+Enter", "Tab"):
        page.get_by_role("group", name="agreed pay for").get_by_label("In part").press(key)
    press(page, "Print")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    with page.expect_download() as waiting:
        press(page, "Save as a file")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert waiting.value.suggested_filename == "check.txt"
    assert text.startswith("My own check")
    for words in (
        "There is an agreed board for peer support.\n  > Yes",
        "  > Much.",
        NOTES,
        "Not yet\n- There is an agreed",
    ):
        assert words in text
    page.wait_for_timeout(1500)  # longer than saving in place waits on other pages
    assert sent == []
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert not [words for words in ("Talk to RT", "Much.", "agreed", "In part") if words in stored]


def test_a_request_would_be_seen(page: Page, sent: list[str]) -> None:
    page.evaluate("fetch('/health')")
    page.wait_for_load_state("networkidle")
    assert [request.split("/")[-1] for request in sent] == ["health"]


def test_what_one_wants_to_look_at_is_summed_up(page: Page, sent: list[str]) -> None:
    summary = page.get_by_role("region", name="What you want to look at")
    expect(summary).to_be_hidden()
    fill(page)
    expect(summary.get_by_role("heading", level=3)).to_have_text(["In part", "Not yet"])
    expect(summary.get_by_role("listitem")).to_contain_text(["agreed pay", "agreed budget"])


def test_one_answer_takes_the_place_of_another_and_can_be_taken_back(page: Page, sent: list[str]) -> None:
    board = page.get_by_role("group", name="agreed board for")
    board.get_by_label("Yes", exact=True).check()
    board.get_by_label("Not yet").check()
    expect(board.get_by_role("checkbox", checked=True)).to_have_count(1)
    board.get_by_label("Not yet").uncheck()
    expect(page.locator("#chosen")).to_have_text("0 of 4 answered")


def test_reloading_and_coming_back_find_it_empty(page: Page, sent: list[str]) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    for leave in (page.reload, lambda: (page.goto("/about/"), page.go_back())):
        fill(page)
        leave()
        expect(page.locator("#chosen")).to_have_text("0 of 4 answered")
        expect(page.get_by_role("textbox", name="Notes for yourself")).to_have_value("")
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_clearing_asks_first(page: Page, sent: list[str]) -> None:
    fill(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    press(page, "Clear everything")
    expect(page.locator("#chosen")).to_have_text("4 of 4 answered")
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "Clear everything")
    expect(page.locator("#chosen")).to_have_text("0 of 4 answered")


def test_it_has_no_barriers_when_filled(page: Page, sent: list[str], look: Callable[[Page], None]) -> None:
    fill(page)
    look(page)


@WITHOUT_JAVASCRIPT
def test_it_is_filled_without_javascript_too(page: Page, sent: list[str]) -> None:
    fill(page)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    expect(page.get_by_role("button", name="Save as a file")).to_be_hidden()
    page.get_by_role("textbox", name="Notes for yourself").press("Enter")
    assert sent == []
