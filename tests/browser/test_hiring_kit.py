"""From an approved description to a public page that somebody finds, and to interviews that are talked over."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jobdesc.drafting.document import Document
from jobdesc.drafting.starting import from_template
from jobdesc.hiring.fixture import hiring
from jobdesc.hiring.words import words_of
from jobdesc.models import Description, ScoreSheet
from tests.cast import Cast
from tests.jobdesc.build import description_of

from .keyboard import tab_to
from .steps import expect_heading, field, press

SignIn = Callable[..., None]
Look = Callable[[Page], None]
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def job(cast: Cast, toolkits: None) -> Description:
    """A court's peer specialist, approved."""
    template = hiring().templates["lappa-role-court"]
    document: Document = replace(
        from_template(template, words_of(template)),
        pay_low="24.50",
        pay_high="29",
        pay_per="hour",
        hours="32 hours a week",
        place="Columbus",
        state="OH",
        how_to_apply="Write to us: https://harbor.example.org/jobs",
    )
    return description_of(cast.organization, document, approved=True)


@pytest.fixture
def kit(job: Description) -> str:
    return f"/o/{job.organization.slug}/hiring/{job.pk}/kit/"


def test_a_position_is_public_as_long_as_the_organization_wants_it(
    page: Page,
    kit: str,
    cast: Cast,
    sign_in: SignIn,
    new_context: NewContext,
    console_errors: list[str],
    glance: Look,
) -> None:
    sign_in(cast.hr)
    page.goto(kit)
    expect_heading(page, "Hiring kit")
    glance(page)
    page.get_by_role("link", name="Open the advertisement").click()
    expect_heading(page, "Advertisement")
    page.get_by_text("As text to copy").first.click()
    expect(page.get_by_label("Short form as text")).to_have_value(re.compile("We are Harbor House"))
    glance(page)
    page.get_by_role("link", name="Make it a public page").click()
    expect(page.get_by_text("What becomes public:")).to_be_visible()
    glance(page)
    press(page, "Make it public")
    expect_heading(page, "The public page is open")
    glance(page)
    address = re.sub("^.*(/jobs/)", r"\1", field(page, "Address of the public page").input_value())
    stranger = new_context(viewport={"width": 390, "height": 844}).new_page()
    found_by_a_stranger(stranger, address, glance)
    press(page, "Close the page now")
    expect(page.get_by_text("The page is closed.")).to_be_visible()
    assert console_errors == []
    refused = stranger.goto(f"{address}?again")
    assert refused is not None
    assert refused.status == 410
    console_errors.clear()  # the browser says that the page is gone
    expect_heading(stranger, "This job is not open any more")
    glance(stranger)


def found_by_a_stranger(page: Page, address: str, glance: Look) -> None:
    """The strict policy lets the data block stand, since it is data: the console says nothing, and it can be read."""
    response = page.goto(address)
    assert response is not None
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert not page.context.cookies()
    data = page.evaluate("() => document.querySelector('script[type=\"application/ld+json\"]').textContent")
    posting = json.loads(data)
    assert (posting["@type"], posting["title"]) == ("JobPosting", page.get_by_role("heading", level=1).inner_text())
    page.get_by_role("link", name="How to apply").click()
    expect(page.get_by_role("link", name="harbor.example.org/jobs")).to_be_in_viewport()
    assert page.evaluate("() => [...document.links].every(link => !link.pathname.startsWith('/o/'))")
    glance(page)


def test_interviews_are_scored_apart_and_talked_over_together(
    page: Page, kit: str, cast: Cast, sign_in: SignIn, new_context: NewContext, glance: Look
) -> None:
    sign_in(cast.hr)
    page.goto(kit)
    page.get_by_role("link", name="Choose the questions").click()
    glance(page)
    field(page, "Your own questions").fill("What is your diagnosis?\nWhat drew you to this court?")
    press(page, "Make the guide")
    expect_heading(page, "Interview guide")
    expect(page.get_by_text("This looks like something that may not be asked before an offer.")).to_have_count(1)
    glance(page)
    put_in_order_by_keyboard(page, glance)
    guide = page.url
    score(page, "14")
    other = new_context(java_script_enabled=False)
    sign_in(cast.viewer, other)
    theirs = other.new_page()
    theirs.goto(guide)
    score(theirs, "41")
    expect(theirs.get_by_text("Talk these over first")).to_be_visible()
    page.reload()
    expect(page.get_by_role("cell", name="Viewer Person").first).to_be_visible()
    glance(page)
    page.goto(f"{guide}end/")
    press(page, "End them and erase the sheets")
    expect(page.get_by_text("2 score sheets are erased.")).to_be_visible()
    assert not ScoreSheet.objects.exists()


def put_in_order_by_keyboard(page: Page, glance: Look) -> None:
    """The forbidden question goes, and the last of the others moves up, without a mouse."""
    page.get_by_role("link", name="Change questions and order").click()
    glance(page)
    questions = page.get_by_role("textbox", name=re.compile(r"^Question \d+$"))
    forbidden = next(n for n in range(questions.count()) if "diagnosis?" in questions.nth(n).input_value())
    questions.nth(forbidden).focus()
    tab_to(page, page.get_by_role("button", name=re.compile(rf"^Take out\s?: question {forbidden + 1}$")))
    page.keyboard.press("Enter")
    expect(questions.nth(forbidden)).to_have_value("What drew you to this court?")
    questions.nth(forbidden).focus()
    tab_to(page, page.get_by_role("button", name=re.compile(rf"^Up\s?: question {forbidden + 1}$")))
    page.keyboard.press("Enter")
    expect(questions.nth(forbidden - 1)).to_have_value("What drew you to this court?")
    page.get_by_role("link", name="To the guide").click()


def score(page: Page, steps: str) -> None:
    """Fill a sheet for K-7 with these steps in turn, and finish it."""
    page.get_by_role("link", name="Score sheets", exact=True).click()
    field(page, "Code of the candidate").fill("k-7")
    press(page, "Begin")
    expect_heading(page, "Candidate K-7")
    for n, group in enumerate(page.locator("fieldset").all()):
        group.locator(f'input[value="{steps[n % 2]}"]').check()
    press(page, "Finish")
    expect_heading(page, "Sheets side by side")
