"""The same path in a browser that runs no JavaScript: plain forms and a button "Save"."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.factories import InstrumentFactory

from .steps import (
    INSTRUMENTS,
    WORDS,
    add_organization,
    answer,
    download_report,
    expect_answered,
    expect_errors,
    expect_heading,
    expect_result,
    go,
    mailed_link,
    open_assessment,
    press,
    questions,
    sign_up,
)

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)
ROBIN, SAM = "robin@example.org", "sam@example.org"


def expect_message(page: Page, text: str) -> None:
    expect(page.locator("#messages")).to_contain_text(text)


def test_a_stranger_gets_to_a_report_that_a_colleague_reads(
    page: Page, new_context: Callable[[], BrowserContext], toolkits: None
) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start with your organization").first.click()
    sign_up(page, "Robin Reyes", ROBIN)
    page.get_by_role("link", name="Add your organization").click()
    add_organization(page, "Harbor House")
    for title, count in INSTRUMENTS.items():
        open_assessment(page, title)
        for n, question in enumerate(questions(page)):
            answer(question, n)
        press(page, "Save")
        expect_message(page, "Saved.")
        expect_answered(page, count, count)
        press(page, "Complete")
        expect_result(page, title)
    go(page, "Reports")
    page.get_by_role("link", name="Read it here").click()
    expect(page.locator(".report .given", has_text="who has been there").first).to_be_visible()
    download_report(page)

    go(page, "Members")
    page.get_by_label("E-mail address").fill(SAM)
    page.get_by_label("Role", exact=True).select_option("Viewer")
    press(page, "Send the invitation")
    colleague = new_context().new_page()
    colleague.goto(mailed_link(SAM))
    colleague.get_by_role("link", name="Create an account").click()
    sign_up(colleague, "Sam Sato", SAM)
    press(colleague, "Join Harbor House")
    go(colleague, "Reports")
    colleague.get_by_role("link", name="Read it here").click()
    expect_heading(colleague, "Readiness report")


def test_what_is_saved_is_there_after_leaving(
    page: Page, cast: Cast, transactional_db: None, sign_in: Callable[..., None]
) -> None:
    address = open_for(page, cast, sign_in)
    answer(questions(page)[-1], 0)
    press(page, "Save")
    expect_message(page, "Saved.")
    page.goto("/about/")
    page.goto(address)
    expect_answered(page, 1, 4)
    expect(questions(page)[-1].get_by_role("textbox")).to_have_value(WORDS)


def test_nothing_answered_is_not_completed(
    page: Page, cast: Cast, transactional_db: None, sign_in: Callable[..., None]
) -> None:
    open_for(page, cast, sign_in)
    press(page, "Complete")
    expect_message(page, "Nothing is answered yet.")
    expect_heading(page, "Are we ready?")


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", "Mine"), ("Take the saved one", "Theirs")])
def test_of_two_answers_to_one_question_the_second_person_chooses(
    page: Page,
    new_context: Callable[[], BrowserContext],
    cast: Cast,
    transactional_db: None,
    sign_in: Callable[..., None],
    button: str,
    kept: str,
    console_errors: list[str],
) -> None:
    address = open_for(page, cast, sign_in)
    other = new_context()
    sign_in(cast.leader, other)
    colleague = other.new_page()
    colleague.goto(address)
    answer(questions(colleague)[-1], 0, "Theirs")
    press(colleague, "Save")
    expect_message(colleague, "Saved.")

    answer(questions(page)[0], 0)
    answer(questions(page)[-1], 0, "Mine")
    press(page, "Save")
    conflict = questions(page)[-1].get_by_role("alert")
    expect(conflict).to_contain_text("Mine")
    expect(conflict).to_contain_text("Theirs")
    press(page, button)
    expect_message(page, "Saved.")
    expect_answered(page, 2, 4)
    expect(questions(page)[-1].get_by_role("textbox")).to_have_value(kept)
    expect_errors(console_errors, "status of 409")


def open_for(page: Page, cast: Cast, sign_in: Callable[..., None]) -> str:
    """The owner opens a short assessment. Returns its address."""
    InstrumentFactory(slug="ready", title="Are we ready?")
    address = f"/o/{cast.organization.slug}/assess/ready/"
    sign_in(cast.owner)
    page.goto(address)
    return address
