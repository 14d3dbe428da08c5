"""The same path in a browser that runs no JavaScript: plain forms and a button "Save"."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast

from . import steps
from .steps import INSTRUMENTS, WORDS

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)
ROBIN, SAM = "robin@example.org", "sam@example.org"


def expect_message(page: Page, text: str) -> None:
    expect(page.locator("#messages")).to_contain_text(text)


def test_a_stranger_gets_to_a_report_that_a_colleague_reads(
    page: Page, new_context: Callable[[], BrowserContext], toolkits: None
) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start with your organization").first.click()
    steps.sign_up(page, "Robin Reyes", ROBIN)
    page.get_by_role("link", name="Add your organization").click()
    steps.add_organization(page, "Harbor House")
    for title, count in INSTRUMENTS.items():
        steps.open_assessment(page, title)
        for n, question in enumerate(steps.questions(page)[:3]):
            steps.answer(question, n)
        steps.press(page, "Save")
        expect_message(page, "Saved.")
        steps.expect_answered(page, 3, count)
        steps.press(page, "Complete")
        steps.expect_result(page, title)
    steps.go(page, "Reports")
    page.get_by_role("link", name="Read it here").click()
    expect(page.locator(".report .given", has_text="who has been there").first).to_be_visible()
    steps.download_report(page)

    steps.go(page, "Members")
    page.get_by_label("E-mail address").fill(SAM)
    page.get_by_label("Role", exact=True).select_option("Viewer")
    steps.press(page, "Send the invitation")
    colleague = new_context().new_page()
    colleague.goto(steps.mailed_link(SAM))
    colleague.get_by_role("link", name="Create an account").click()
    steps.sign_up(colleague, "Sam Sato", SAM)
    steps.press(colleague, "Join Harbor House")
    steps.go(colleague, "Reports")
    colleague.get_by_role("link", name="Read it here").click()
    steps.expect_heading(colleague, "Readiness report")


def test_what_is_saved_is_there_after_leaving(page: Page, cast: Cast, short: str, sign_in: Callable[..., None]) -> None:
    sign_in(cast.owner)
    page.goto(short)
    steps.answer(steps.questions(page)[-1], 0)
    steps.press(page, "Save")
    expect_message(page, "Saved.")
    page.goto("/about/")
    page.goto(short)
    steps.expect_answered(page, 1, 4)
    expect(steps.questions(page)[-1].get_by_role("textbox")).to_have_value(WORDS)


def test_nothing_answered_is_not_completed(page: Page, cast: Cast, short: str, sign_in: Callable[..., None]) -> None:
    sign_in(cast.owner)
    page.goto(short)
    steps.press(page, "Complete")
    expect_message(page, "Nothing is answered yet.")
    steps.expect_heading(page, "Are we ready?")


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", "Mine"), ("Take the saved one", "Theirs")])
def test_of_two_answers_to_one_question_the_second_person_chooses(
    page: Page,
    new_context: Callable[[], BrowserContext],
    cast: Cast,
    short: str,
    sign_in: Callable[..., None],
    button: str,
    kept: str,
    console_errors: list[str],
) -> None:
    sign_in(cast.owner)
    page.goto(short)
    other = new_context()
    sign_in(cast.leader, other)
    colleague = other.new_page()
    colleague.goto(short)
    steps.answer(steps.questions(colleague)[-1], 0, "Theirs")
    steps.press(colleague, "Save")
    expect_message(colleague, "Saved.")

    steps.answer(steps.questions(page)[0], 0)
    steps.answer(steps.questions(page)[-1], 0, "Mine")
    steps.press(page, "Save")
    conflict = steps.questions(page)[-1].get_by_role("alert")
    expect(conflict).to_contain_text("Mine")
    expect(conflict).to_contain_text("Theirs")
    steps.press(page, button)
    expect_message(page, "Saved.")
    steps.expect_answered(page, 2, 4)
    expect(steps.questions(page)[-1].get_by_role("textbox")).to_have_value(kept)
    steps.expect_errors(console_errors, "status of 409")
