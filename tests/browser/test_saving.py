"""Saving in place: whatever happens to the connection, the session or the other tab, no answer is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from assessments.models import Record
from tests.cast import Cast
from tests.factories import InstrumentFactory

from . import steps

TITLE, MINE, THEIRS = "Are we ready?", "A warm welcome.", "Somebody to call."
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
SignIn = Callable[..., None]


@pytest.fixture
def address(cast: Cast) -> str:
    """Where the owner and the leader of Harbor House fill the same assessment."""
    InstrumentFactory(slug="ready", title=TITLE)
    return f"/o/{cast.organization.slug}/assess/ready/"


@pytest.fixture
def opened(page: Page, address: str, cast: Cast, sign_in: SignIn) -> Page:
    """The owner's tab, in which time can be moved on."""
    sign_in(cast.owner)
    page.clock.install()
    page.goto(address)
    return page


@pytest.fixture
def colleague(
    new_context: Callable[[], BrowserContext], opened: Page, address: str, cast: Cast, sign_in: SignIn
) -> Page:
    """The leader's tab in another browser, opened with nothing answered yet."""
    browser = new_context()
    sign_in(cast.leader, browser)
    page = browser.new_page()
    page.goto(address)
    return page


def hopes(page: Page) -> Locator:
    return page.get_by_role("group", name="What do you hope for?")


def write(page: Page, text: str) -> None:
    """As keys do it; the browser asks before leaving only where somebody has done something."""
    area = hopes(page).get_by_role("textbox")
    area.click()
    area.press("ControlOrMeta+a")
    area.press_sequentially(text)
    area.blur()


def choose(page: Page, statement: str, answer: str) -> None:
    page.get_by_role("group", name=f"agreed {statement} for").get_by_label(answer, exact=True).check()


def saved_text() -> str:
    return str(Record.objects.get().answers["hopes"]["text"])


def expect_status(page: Page, text: str) -> None:
    expect(page.locator("#save-status")).to_contain_text(text)


def expect_question_before_leaving(page: Page) -> None:
    with page.expect_event("dialog") as waiting:
        page.close(run_before_unload=True)
    assert waiting.value.type == "beforeunload"
    waiting.value.dismiss()


def expect_leaving(page: Page) -> None:
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(opened: Page, console_errors: list[str]) -> None:
    opened.context.set_offline(True)
    write(opened, MINE)
    for _ in range(3):
        expect_status(opened, "Not saved: there is no connection. Your answers stay here, and saving is tried again.")
        with opened.expect_event("requestfailed"):
            opened.clock.fast_forward("00:05")
    opened.context.set_offline(False)
    opened.clock.fast_forward("00:05")
    steps.expect_saved_in_place(opened)
    assert saved_text() == MINE
    steps.expect_errors(console_errors, *OFFLINE)


def test_whoever_signed_out_in_another_tab_signs_in_there_and_the_answers_are_saved(
    opened: Page, cast: Cast, console_errors: list[str]
) -> None:
    steps.confirm_address(cast.owner)
    other = opened.context.new_page()
    other.goto("/accounts/logout/")
    steps.press(other, "Sign out")
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    write(opened, MINE)
    expect_status(opened, "Not saved: you are signed out. Sign in in another tab")
    other.goto("/accounts/login/")
    steps.sign_in(other, cast.owner.email)
    steps.expect_heading(other, "Harbor House")
    opened.clock.fast_forward("00:05")
    steps.expect_saved_in_place(opened)
    assert saved_text() == MINE
    steps.expect_errors(console_errors, "401")


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", MINE), ("Take the saved one", THEIRS)])
def test_of_two_answers_to_one_question_the_second_person_chooses(
    opened: Page, colleague: Page, button: str, kept: str, console_errors: list[str]
) -> None:
    write(colleague, THEIRS)
    steps.expect_saved_in_place(colleague)
    write(opened, MINE)
    expect_status(opened, "Not everything is saved yet.")
    conflict = hopes(opened).get_by_role("alert")
    expect(conflict).to_contain_text(MINE)
    expect(conflict).to_contain_text(THEIRS)
    assert saved_text() == THEIRS
    steps.press(opened, button)
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    expect(hopes(opened).get_by_role("alert")).to_be_empty()
    expect(hopes(opened).get_by_role("textbox")).to_have_value(kept)
    assert saved_text() == kept
    steps.expect_errors(console_errors, "status of 409")


def test_answers_to_different_questions_are_put_together(opened: Page, colleague: Page) -> None:
    write(colleague, THEIRS)
    steps.expect_saved_in_place(colleague)
    choose(opened, "board", "Yes")
    steps.expect_saved_in_place(opened)
    choose(opened, "pay", "In part")
    steps.expect_saved_in_place(opened)
    steps.expect_answered(opened, 3, 4)
    assert saved_text() == THEIRS  # saving twice does not bring back what the owner's tab still shows
    opened.reload()
    expect(hopes(opened).get_by_role("textbox")).to_have_value(THEIRS)


def test_an_assessment_that_was_completed_meanwhile_takes_nothing_new(
    opened: Page, colleague: Page, console_errors: list[str]
) -> None:
    choose(colleague, "board", "Yes")
    steps.expect_saved_in_place(colleague)
    steps.press(colleague, "Complete")
    expect(colleague.get_by_role("heading", name="History")).to_be_visible()
    write(opened, MINE)
    expect_status(opened, "This assessment was completed meanwhile, so nothing new was saved.")
    expect_question_before_leaving(opened)
    steps.press(colleague, "Open again to change")
    steps.expect_heading(colleague, TITLE)
    steps.press(opened, "Save")
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    assert saved_text() == MINE
    steps.expect_errors(console_errors, "status of 409")


def test_the_browser_asks_before_leaving_only_while_something_is_not_saved(
    opened: Page, console_errors: list[str]
) -> None:
    opened.context.set_offline(True)
    write(opened, MINE)
    expect_status(opened, "Not saved:")
    expect_question_before_leaving(opened)
    opened.context.set_offline(False)
    opened.clock.fast_forward("00:05")
    steps.expect_saved_in_place(opened)
    expect_leaving(opened)
    steps.expect_errors(console_errors, *OFFLINE)


def test_the_focus_stays_on_a_button_while_its_question_is_saved_again(
    opened: Page, colleague: Page, console_errors: list[str]
) -> None:
    write(colleague, THEIRS)
    steps.expect_saved_in_place(colleague)
    write(opened, MINE)
    expect_status(opened, "Please look at the marked question")
    hopes(opened).get_by_role("textbox").press_sequentially("Again. ")
    with opened.expect_response("**/ready/") as again:
        opened.keyboard.press("Shift+Tab")
        expect(opened.get_by_role("button", name="Keep mine")).to_be_focused()
    again.value.finished()
    expect(hopes(opened).get_by_role("alert")).to_contain_text("Again.")
    expect(opened.get_by_role("button", name="Keep mine")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    assert saved_text() == f"{MINE}Again."
    steps.expect_errors(console_errors, "status of 409")
