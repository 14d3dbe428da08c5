"""Saving in place: whatever happens to the connection or the session, no answer is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.cast import Cast

from . import steps
from .steps import expect_errors, expect_saved_in_place, expect_status, hopes, write, written

WORDS = "A warm welcome."
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")


def expect_question_before_leaving(page: Page) -> None:
    with page.expect_event("dialog") as waiting:
        page.close(run_before_unload=True)
    assert waiting.value.type == "beforeunload"
    waiting.value.dismiss()


def expect_leaving(page: Page) -> None:
    """The page goes without a question."""
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert not asked


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(opened: Page, console_errors: list[str]) -> None:
    opened.context.set_offline(True)
    write(opened, WORDS)
    for _ in range(3):
        expect_status(opened, "Not saved: there is no connection. Your answers stay here, and saving is tried again.")
        with opened.expect_event("requestfailed"):
            opened.clock.fast_forward("00:05")
    opened.context.set_offline(False)
    opened.clock.fast_forward("00:05")
    expect_saved_in_place(opened)
    assert written() == WORDS
    expect_errors(console_errors, *OFFLINE)


@pytest.mark.parametrize("button", ["Save", "Complete"])
def test_a_button_pressed_without_a_connection_leaves_everything_on_the_page(
    opened: Page, button: str, console_errors: list[str]
) -> None:
    opened.context.set_offline(True)
    write(opened, WORDS)
    steps.press(opened, button)
    expect_status(opened, "Not saved: there is no connection.")
    steps.press(opened, button)
    expect(hopes(opened).get_by_role("textbox")).to_have_value(WORDS)
    opened.context.set_offline(False)
    opened.clock.fast_forward("00:05")
    expect_saved_in_place(opened)
    expect_errors(console_errors, *OFFLINE)


def test_whoever_signed_out_in_another_tab_signs_in_there_and_the_answers_are_saved(
    opened: Page, cast: Cast, console_errors: list[str]
) -> None:
    steps.confirm_address(cast.owner)
    other = opened.context.new_page()
    other.goto("/accounts/logout/")
    steps.press(other, "Sign out")
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    write(opened, WORDS)
    expect_status(opened, "Not saved: you are signed out. Sign in in another tab")
    steps.press(opened, "Save")
    expect(hopes(opened).get_by_role("textbox")).to_have_value(WORDS)
    other.goto("/accounts/login/")
    steps.sign_in(other, cast.owner.email)
    steps.expect_heading(other, "Harbor House")
    opened.clock.fast_forward("00:05")
    expect_saved_in_place(opened)
    assert written() == WORDS
    steps.press(opened, "Complete")
    expect(opened.get_by_role("heading", name="History")).to_be_visible()
    expect_errors(console_errors, "401")


def test_the_browser_asks_before_leaving_only_while_something_is_not_saved(
    opened: Page, console_errors: list[str]
) -> None:
    opened.context.set_offline(True)
    write(opened, WORDS)
    expect_status(opened, "Not saved: there is no connection.")
    expect_question_before_leaving(opened)
    opened.context.set_offline(False)
    opened.clock.fast_forward("00:05")
    expect_saved_in_place(opened)
    expect_leaving(opened)
    expect_errors(console_errors, *OFFLINE)


def test_the_browser_asks_before_leaving_when_the_assessment_was_completed_meanwhile(
    opened: Page, cast: Cast, console_errors: list[str]
) -> None:
    other = opened.context.new_page()
    other.goto(opened.url)
    steps.choose(other, "board", "Yes")
    steps.press(other, "Complete")
    expect(other.get_by_role("heading", name="History")).to_be_visible()
    write(opened, WORDS)
    expect_status(opened, "This assessment was completed meanwhile, so nothing new was saved.")
    expect_question_before_leaving(opened)
    steps.press(other, "Open again to change")
    steps.expect_heading(other, "Are we ready?")
    steps.press(opened, "Save")
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    assert written() == WORDS
    expect_errors(console_errors, "status of 409")


def test_what_is_answered_before_the_scripts_are_there_is_saved_in_place(
    page: Page, short: str, cast: Cast, sign_in: Callable[..., None]
) -> None:
    sign_in(cast.owner)
    arrive = steps.open_before_its_scripts(page, short)
    steps.choose(page, "board", "Yes")
    write(page, WORDS)
    arrive()
    expect_saved_in_place(page)
    assert written() == WORDS
    steps.expect_answered(page, 2, 4)
