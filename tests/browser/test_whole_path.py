"""From the first page to a report that a colleague reads too, as strangers who came by would go."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

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
    expect_saved_in_place,
    go,
    mailed_link,
    open_assessment,
    press,
    questions,
    sign_in,
    sign_up,
)

ROBIN, SAM = "robin@example.org", "sam@example.org"
FIRST, SECOND, *_, LAST = INSTRUMENTS

RESULT_OF_LAST = re.compile(rf"See the result\s*: {re.escape(LAST)}")

Looks = Callable[[Page], None]


@pytest.fixture
def looks(both_looks: Looks) -> Looks:
    """What each page on the way keeps: one main heading, and nothing in anybody's way."""

    def look(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        both_looks(page)

    return look


def test_a_stranger_gets_from_the_first_page_to_a_report_that_a_colleague_reads(
    page: Page, new_context: Callable[[], BrowserContext], toolkits: None, looks: Looks, console_errors: list[str]
) -> None:
    begin(page, looks)
    fill_on_two_devices(page, new_context().new_page(), looks)
    for title in list(INSTRUMENTS)[1:]:
        fill(page, title, looks)
    read_on(page, looks)
    take_the_report(page, looks)
    invite(page, looks)
    colleague = new_context().new_page()
    join(colleague, looks)
    only_read(colleague, looks)
    be_refused(colleague, page, looks, console_errors)
    look_back(page, looks)


def begin(page: Page, looks: Looks) -> None:
    page.goto("/")
    looks(page)
    page.get_by_role("link", name="Start with your organization").first.click()
    sign_up(page, "Robin Reyes", ROBIN, look=lambda: looks(page))
    expect_heading(page, "Your organizations")
    looks(page)
    page.get_by_role("link", name="Add your organization").click()
    expect_heading(page, "Add your organization")
    looks(page)
    add_organization(page, "Harbor House")
    looks(page)
    go(page, "Assess")
    looks(page)


def fill_on_two_devices(page: Page, phone: Page, looks: Looks) -> None:
    """Begin at the desk, leave, go on and complete on the phone; the desk then shows the result."""
    open_assessment(page, FIRST)
    looks(page)
    page.get_by_label("Who is in the room?").fill("Robin, Sam")
    for question in questions(page)[:2]:
        answer(question, 0)
    expect_saved_in_place(page)
    expect_answered(page, 2, 5)
    page.goto("about:blank")

    phone.goto("/accounts/login/")
    sign_in(phone, ROBIN)
    expect_heading(phone, "Harbor House")
    expect(phone.get_by_text("2 of 5 answered")).to_be_visible()
    open_assessment(phone, FIRST)
    expect_answered(phone, 2, 5)
    expect(phone.get_by_label("Who is in the room?")).to_have_value("Robin, Sam")
    expect(questions(phone)[1].get_by_role("textbox")).to_have_value(WORDS)
    expect(questions(phone)[1].get_by_role("radio").first).to_be_checked()
    for n, question in enumerate(questions(phone)[2:], 1):
        answer(question, n)
    expect_saved_in_place(phone)
    looks(phone)
    press(phone, "Complete")
    expect_result(phone, FIRST)

    page.go_back()
    expect_result(page, FIRST)
    expect(page.get_by_text("Present: Robin, Sam")).to_be_visible()
    looks(page)


def fill(page: Page, title: str, looks: Looks) -> None:
    open_assessment(page, title)
    for n, question in enumerate(questions(page)):
        answer(question, n)
    expect_saved_in_place(page)
    expect_answered(page, INSTRUMENTS[title], INSTRUMENTS[title])
    looks(page)
    press(page, "Complete")
    expect_result(page, title)
    looks(page)


def read_on(page: Page, looks: Looks) -> None:
    go(page, "Home")
    expect(page.get_by_text("Everything is assessed.")).to_be_visible()
    looks(page)
    page.get_by_role("link", name="The three areas in detail").click()
    expect_heading(page, "Three areas, side by side")
    expect(page.locator(".area-card")).to_have_count(3)
    looks(page)
    page.get_by_role("link", name="How we live recovery as an organization").click()
    advice = page.locator(".gap .advice").first
    expect(advice.get_by_role("heading")).to_be_visible()
    expect(advice.locator(".source-line")).to_contain_text("After ")


def take_the_report(page: Page, looks: Looks) -> None:
    go(page, "Reports")
    looks(page)
    page.get_by_role("link", name="Read it here").click()
    expect_heading(page, "Readiness report")
    expect(page.locator(".report .given", has_text="who has been there").first).to_be_visible()
    looks(page)
    download_report(page)


def invite(page: Page, looks: Looks) -> None:
    go(page, "Members")
    looks(page)
    page.get_by_label("E-mail address").fill(SAM)
    page.get_by_label("Role", exact=True).select_option("Viewer")
    press(page, "Send the invitation")
    expect_heading(page, "The invitation is on its way")
    looks(page)
    expect(page.get_by_label(f"Link for {SAM}")).to_have_value(mailed_link(SAM))


def join(page: Page, looks: Looks) -> None:
    page.goto(mailed_link(SAM))
    expect_heading(page, "Harbor House invites you")
    looks(page)
    page.get_by_role("link", name="Create an account").click()
    sign_up(page, "Sam Sato", SAM)
    expect_heading(page, "Harbor House invites you")
    looks(page)
    press(page, "Join Harbor House")
    expect_heading(page, "Harbor House")
    looks(page)


def only_read(page: Page, looks: Looks) -> None:
    doing = page.locator("main").get_by_text(r"/^(Start|Continue|Complete|Download.*|Open again.*|Invite.*)$/")
    expect(doing).to_have_count(0)
    go(page, "Assess")
    expect(page.get_by_role("link", name="See the result")).to_have_count(6)
    expect(doing).to_have_count(0)
    looks(page)
    page.get_by_role("link", name=RESULT_OF_LAST).click()
    expect_result(page, LAST)
    expect(doing).to_have_count(0)
    looks(page)
    go(page, "Reports")
    expect(doing).to_have_count(0)
    looks(page)
    page.get_by_role("link", name="Read it here").click()
    expect_heading(page, "Readiness report")
    expect(doing).to_have_count(0)
    looks(page)


def be_refused(viewer: Page, owner: Page, looks: Looks, console_errors: list[str]) -> None:
    """Even an assessment that is open again is closed to a viewer who knows its address."""
    go(owner, "Assess")
    owner.get_by_role("link", name=RESULT_OF_LAST).click()
    press(owner, "Open again to change")
    expect_heading(owner, LAST)
    response = viewer.goto(owner.url)
    assert response
    assert response.status == 403
    expect_heading(viewer, "This is not open to your role")
    looks(viewer)
    expect_errors(console_errors, "status of 403")


def look_back(page: Page, looks: Looks) -> None:
    go(page, "Settings")
    looks(page)
    page.get_by_role("link", name="Audit trail").click()
    expect_heading(page, "Audit trail")
    told = page.get_by_role("list").filter(has_text="Created the organization")
    expect(told).to_contain_text("Robin Reyes: Created the organization")
    for title in INSTRUMENTS:
        expect(told).to_contain_text(f"Robin Reyes: Completed {title}")
    expect(told).to_contain_text("Robin Reyes: Exported Readiness report (PDF)")
    expect(told).to_contain_text(f"Robin Reyes: Invited {SAM}")
    expect(told).to_contain_text("Sam Sato: Joined as")
    expect(told).to_contain_text(f"Robin Reyes: Reopened {LAST}")
    looks(page)
