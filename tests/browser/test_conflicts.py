"""Two people fill the same assessment at the same time: nothing is lost, and nothing is overwritten unseen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast

from . import steps
from .steps import expect_errors, expect_saved_in_place, expect_status, hopes, write, written

MINE, THEIRS = "A warm welcome.", "Somebody to call."


@pytest.fixture
def colleague(
    opened: Page, short: str, new_context: Callable[[], BrowserContext], cast: Cast, sign_in: Callable[..., None]
) -> Page:
    """The leader's tab in another browser, opened when nothing was answered yet."""
    browser = new_context()
    sign_in(cast.leader, browser)
    page = browser.new_page()
    page.goto(short)
    return page


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", MINE), ("Take the saved one", THEIRS)])
def test_of_two_answers_to_one_question_the_second_person_chooses(
    opened: Page, colleague: Page, button: str, kept: str, console_errors: list[str]
) -> None:
    write(colleague, THEIRS)
    expect_saved_in_place(colleague)
    write(opened, MINE)
    expect_status(opened, "Not everything is saved yet.")
    conflict = hopes(opened).get_by_role("alert")
    expect(conflict).to_contain_text(MINE)
    expect(conflict).to_contain_text(THEIRS)
    assert written() == THEIRS
    steps.press(opened, button)
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    expect(hopes(opened).get_by_role("alert")).to_be_empty()
    expect(hopes(opened).get_by_role("textbox")).to_have_value(kept)
    assert written() == kept
    expect_errors(console_errors, "status of 409")


def test_answers_to_different_questions_are_put_together(opened: Page, colleague: Page) -> None:
    write(colleague, THEIRS)
    expect_saved_in_place(colleague)
    steps.choose(opened, "board", "Yes")
    expect_saved_in_place(opened)
    steps.choose(opened, "pay", "In part")
    expect_saved_in_place(opened)
    steps.expect_answered(opened, 3, 4)
    assert written() == THEIRS  # saving twice does not bring back what the owner's tab still shows
    opened.reload()
    expect(hopes(opened).get_by_role("textbox")).to_have_value(THEIRS)


def test_coming_past_a_button_with_the_keyboard_chooses_nothing_and_the_focus_stays(
    opened: Page, colleague: Page, console_errors: list[str]
) -> None:
    """The question is saved again while the focus is on "Keep mine"."""
    write(colleague, THEIRS)
    expect_saved_in_place(colleague)
    write(opened, MINE)
    expect_status(opened, "Not everything is saved yet.")
    hopes(opened).get_by_role("textbox").press_sequentially("Again. ")
    keep = opened.get_by_role("button", name="Keep mine")
    opened.keyboard.press("Shift+Tab")
    expect(keep).to_be_focused()
    expect(hopes(opened).get_by_role("alert")).to_contain_text(f"{MINE}Again.")
    assert written() == THEIRS
    expect(keep).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    assert written() == f"{MINE}Again."
    expect_errors(console_errors, "status of 409")
