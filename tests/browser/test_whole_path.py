"""From the first page to a report that a colleague reads too, as strangers who came by would go."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from . import steps
from .steps import INSTRUMENTS, WORDS

ROBIN, SAM = "robin@example.org", "sam@example.org"
FIRST, *OTHERS = INSTRUMENTS
LAST = OTHERS[-1]
RESULT_OF_LAST = re.compile(rf"See the result\s*: {re.escape(LAST)}")
DOING = re.compile(r"^\s*(Start|Continue|Complete|Open again|Download|Invite|Send)\b")
Look = Callable[[Page], None]


@pytest.fixture
def look(glance: Look) -> Look:
    """Each page once; test_axe_everywhere.py looks at all of them in all looks."""
    return glance


def test_a_stranger_gets_from_the_first_page_to_a_report_that_a_colleague_reads(
    page: Page, new_context: Callable[[], BrowserContext], toolkits: None, look: Look, console_errors: list[str]
) -> None:
    begin(page, look)
    fill_on_two_devices(page, new_context().new_page(), look)
    for title in OTHERS:
        fill(page, title, look)
    read_on(page, look)
    take_the_report(page, look)
    invite(page, look)
    colleague = new_context().new_page()
    join(colleague, look)
    only_read(colleague, look)
    be_refused(colleague, page, look, console_errors)
    look_back(page, look)


def begin(page: Page, look: Look) -> None:
    page.goto("/")
    look(page)
    page.get_by_role("link", name="Start with your organization").first.click()
    steps.sign_up(page, "Robin Reyes", ROBIN, look=lambda: look(page))
    steps.expect_heading(page, "Your organizations")
    look(page)
    page.get_by_role("link", name="Add your organization").click()
    steps.expect_heading(page, "Add your organization")
    look(page)
    steps.add_organization(page, "Harbor House")
    look(page)
    steps.go(page, "Assess")
    look(page)


def leave_out(page: Page, title: str, look: Look) -> None:
    """The path recommends one more than the organization wants to begin with."""
    page.get_by_role("link", name="Choose assessments").click()
    steps.expect_heading(page, "Choose your assessments")
    look(page)
    page.get_by_label(title).uncheck()
    steps.press(page, "Use what is ticked")
    steps.expect_heading(page, "Assess")


def fill_on_two_devices(page: Page, phone: Page, look: Look) -> None:
    """Begin at the desk, leave, go on and complete on the phone; the desk then shows the result."""
    expect(doings(page)).to_have_count(7)
    leave_out(page, "Ready for peer workers: point by point", look)
    expect(doings(page)).to_have_count(6)
    steps.open_assessment(page, FIRST)
    look(page)
    page.get_by_label("Who is in the room?").fill("Robin, Sam")
    for question in steps.questions(page)[:2]:
        steps.answer(question, 0)
    steps.expect_saved_in_place(page)
    steps.expect_answered(page, 2, 5)
    page.goto("about:blank")

    phone.goto("/accounts/login/")
    steps.sign_in(phone, ROBIN)
    steps.expect_heading(phone, "Harbor House")
    expect(phone.locator("section", has=phone.locator("#next")).get_by_text("2 of 5 answered")).to_be_visible()
    steps.open_assessment(phone, FIRST)
    steps.expect_answered(phone, 2, 5)
    expect(phone.get_by_label("Who is in the room?")).to_have_value("Robin, Sam")
    expect(steps.questions(phone)[1].get_by_role("textbox")).to_have_value(WORDS)
    expect(steps.questions(phone)[1].get_by_role("radio").first).to_be_checked()
    for n, question in enumerate(steps.questions(phone)[2:], 1):
        steps.answer(question, n)
    steps.expect_saved_in_place(phone)
    look(phone)
    steps.press(phone, "Complete")
    steps.expect_result(phone, FIRST)

    page.go_back()
    steps.expect_result(page, FIRST)
    expect(page.get_by_text("Present: Robin, Sam")).to_be_visible()
    look(page)


def fill(page: Page, title: str, look: Look) -> None:
    steps.open_assessment(page, title)
    for n, question in enumerate(steps.questions(page)):
        steps.answer(question, n)
    steps.expect_saved_in_place(page)
    steps.expect_answered(page, INSTRUMENTS[title], INSTRUMENTS[title])
    look(page)
    steps.press(page, "Complete")
    steps.expect_result(page, title)
    look(page)


def read_on(page: Page, look: Look) -> None:
    steps.go(page, "Home")
    done = len(INSTRUMENTS)
    expect(page.get_by_text(f"{done} of {done} assessments completed.")).to_be_visible()
    expect(page.get_by_role("heading", name="Make a plan")).to_be_visible()  # the next step, for its gaps
    look(page)
    page.get_by_role("link", name="The three areas in detail").click()
    steps.expect_heading(page, "Three areas, side by side")
    expect(page.locator(".area-card")).to_have_count(3)
    look(page)
    page.get_by_role("link", name="How we live recovery as an organization").click()
    advice = page.locator(".gap .advice").first
    expect(advice.get_by_role("heading")).to_be_visible()
    expect(advice.locator(".source-line")).to_contain_text("After ")


def take_the_report(page: Page, look: Look) -> None:
    steps.go(page, "Reports")
    look(page)
    page.get_by_role("link", name="Read it here").click()
    steps.expect_heading(page, "Readiness report")
    expect(page.locator(".report .given", has_text="who has been there").first).to_be_visible()
    look(page)
    expect(doings(page)).to_have_count(1)
    steps.download_report(page)


def invite(page: Page, look: Look) -> None:
    steps.go(page, "Members")
    look(page)
    page.get_by_label("E-mail address").fill(SAM)
    page.get_by_label("Role", exact=True).select_option("Viewer")
    steps.press(page, "Send the invitation")
    steps.expect_heading(page, "The invitation is on its way")
    look(page)
    expect(page.get_by_label(f"Link for {SAM}")).to_have_value(steps.mailed_link(SAM))


def join(page: Page, look: Look) -> None:
    page.goto(steps.mailed_link(SAM))
    steps.expect_heading(page, "Harbor House invites you")
    look(page)
    page.get_by_role("link", name="Create an account").click()
    steps.sign_up(page, "Sam Sato", SAM)
    steps.expect_heading(page, "Harbor House invites you")
    look(page)
    steps.press(page, "Join Harbor House")
    steps.expect_heading(page, "Harbor House")
    look(page)


def doings(page: Page) -> Locator:
    """Buttons and links that change something or take something out. A task in the library may begin like one."""
    return page.get_by_role("main").locator("a:not([href*='/library/']), button").filter(has_text=DOING)


def only_read(page: Page, look: Look) -> None:
    expect(doings(page)).to_have_count(0)
    steps.go(page, "Assess")
    expect(page.get_by_role("link", name="See the result")).to_have_count(6)
    expect(doings(page)).to_have_count(0)
    look(page)
    page.get_by_role("link", name=RESULT_OF_LAST).click()
    steps.expect_result(page, LAST)
    expect(doings(page)).to_have_count(0)
    steps.go(page, "Reports")
    expect(doings(page)).to_have_count(0)
    look(page)
    page.get_by_role("link", name="Read it here").click()
    steps.expect_heading(page, "Readiness report")
    expect(doings(page)).to_have_count(0)
    steps.go(page, "Members")
    expect(doings(page)).to_have_count(0)
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Settings")).to_have_count(0)


def be_refused(viewer: Page, owner: Page, look: Look, console_errors: list[str]) -> None:
    """Even an assessment that is open again is closed to a viewer who knows its address."""
    steps.go(owner, "Assess")
    owner.get_by_role("link", name=RESULT_OF_LAST).click()
    steps.press(owner, "Open again to change")
    steps.expect_heading(owner, LAST)
    viewer.goto(owner.url)
    steps.expect_heading(viewer, "This is not open to your role")
    look(viewer)
    steps.expect_errors(console_errors, "status of 403")


def look_back(page: Page, look: Look) -> None:
    steps.go(page, "Settings")
    look(page)
    page.get_by_role("link", name="Audit trail").click()
    steps.expect_heading(page, "Audit trail")
    told = page.get_by_role("list").filter(has_text="Created the organization")
    expect(told).to_contain_text("Robin Reyes: Created the organization")
    for title in INSTRUMENTS:
        expect(told).to_contain_text(f"Robin Reyes: Completed {title}")
    expect(told).to_contain_text("Robin Reyes: Exported Readiness report (PDF)")
    expect(told).to_contain_text(f"Robin Reyes: Invited {SAM}")
    expect(told).to_contain_text("Sam Sato: Joined as")
    expect(told).to_contain_text(f"Robin Reyes: Reopened {LAST}")
    look(page)
