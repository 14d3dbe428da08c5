"""Drafting a job description and taking its kit in a browser that runs no JavaScript: plain forms, and nothing lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jobdesc.models import Decision, Description
from tests.cast import Cast

from . import job_draft, job_kit
from .planning import expect_told, in_days
from .steps import expect_errors, expect_heading, field, press

SignIn = Callable[..., None]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_main_steps_without_javascript(
    page: Page,
    cast: Cast,
    toolkits: None,
    sign_in: SignIn,
    new_context: Callable[..., BrowserContext],
    console_errors: list[str],
) -> None:
    sign_in(cast.hr)
    made = begin_and_say_where(page, f"/o/{cast.organization.slug}/")
    decide_what_belongs(page, made)
    write(page, made)
    expect_errors(console_errors, "status of 422")
    settle_marks(page)
    approve(page, made)
    publish(page, made, new_context().new_page())
    interview(page, made)
    take_papers(page, made)


def no_look(page: Page) -> None:
    """Nothing can be looked for in a page that runs no script."""


def begin_and_say_where(page: Page, home: str) -> str:
    """From the sample text; the address of the description comes back."""
    page.goto(f"{home}hiring/new/")
    page.get_by_role("link", name=re.compile(f"^Look at its text.*{job_draft.SAMPLE}")).click()
    press(page, "Begin with it")
    expect_heading(page, "Start")
    made = re.sub("draft/.*$", "", page.url)
    page.get_by_label("What is the job called?").fill(job_draft.TITLE)
    job_draft.go_on(page, "Who and where")
    page.get_by_label("Where does the peer worker work?").select_option("Court")
    page.get_by_label("How many peer workers will there be?").fill("1")
    press(page, "Save")
    expect(page.locator("#note-alone")).not_to_be_empty()
    job_draft.go_on(page, "Role worksheet")
    return made


def decide_what_belongs(page: Page, made: str) -> None:
    page.get_by_role("link", name="Fill mine").click()
    asked = page.get_by_role("group", name=job_draft.THERAPY).get_by_role("radiogroup", name="Part of the role?")
    asked.get_by_label("No", exact=True).check()
    press(page, "Finish")
    expect_told(page, "You have finished")
    page.goto(f"{made}draft/worksheet/compare/?show=all")
    card = page.get_by_role("article", name=job_draft.THERAPY)
    card.get_by_text("Does not belong", exact=True).click()
    card.get_by_label(re.compile("^Why")).fill(job_draft.WHY_NOT)
    card.get_by_role("button", name=re.compile("^Decide")).click()
    expect_told(page, job_draft.THERAPY)
    assert Decision.objects.get().reason == job_draft.WHY_NOT


def write(page: Page, made: str) -> None:
    """A competency becomes a duty; lines are written, moved and taken out; a mistake keeps what was typed."""
    page.goto(f"{made}draft/competencies/")
    page.get_by_role("checkbox", name="Recognizes when to share experiences").check()
    job_draft.go_on(page, "The five parts")
    first = "Be there with support and hope, duty 1"
    page.get_by_role("textbox", name=first, exact=True).fill(job_draft.REWORDED)
    job_draft.blank(page, "Be there with support and hope, another duty").fill(job_draft.OWN)
    page.locator("#responsibilities").get_by_role("button", name="Move down: duty 1", exact=True).first.click()
    moved = page.get_by_role("textbox", name="Be there with support and hope, duty 2", exact=True)
    expect(moved).to_have_value(job_draft.REWORDED)
    page.locator("#function").get_by_role("button", name="Take out: line 2", exact=True).click()
    expect(page.locator("#function").get_by_role("button", name="Take out: line 2", exact=True)).to_have_count(0)
    page.get_by_text("Sample duties from the handbook").click()
    page.locator("#samples-duties button").first.click()
    expect(page.locator("#preview")).to_contain_text("Assist in the orientation process")
    job_draft.go_on(page, "Pay and terms")
    page.get_by_label("Pay from", exact=True).fill("twenty")
    page.get_by_label("Hours", exact=True).fill("32 hours a week")
    page.get_by_role("button", name=re.compile("^Save and go on")).click()
    expect(page.locator("#pay_low .field-error")).to_contain_text("in figures")
    expect(page.get_by_label("Hours", exact=True)).to_have_value("32 hours a week")
    page.get_by_label("Pay from", exact=True).fill("24.50")
    page.get_by_label("Place of work", exact=True).fill("Columbus")
    page.get_by_label("State", exact=True).select_option("Ohio")
    page.get_by_label("Closing date", exact=True).fill(in_days(40))
    page.get_by_label("How does somebody apply?", exact=True).fill("Write to us.")
    job_draft.go_on(page, "Review and approve")


def settle_marks(page: Page) -> None:
    """One mark taken over and undone, taken over again, and a gap left with a reason."""
    better = page.get_by_role("button", name=re.compile("^Write “people with substance use disorders” instead"))
    better.click()
    expect_told(page, "“addicts” became “people with substance use disorders”")
    press(page, "Undo")
    better.click()
    gap = page.locator(".mark-card").filter(has_text="One peer worker alone")
    gap.get_by_text("Leave it as it is").click()
    gap.get_by_label("Why does it stay?").fill("A second one comes in spring.")
    gap.get_by_role("button", name="Leave it so").click()
    page.get_by_text("Left as it is: 1").click()
    expect(page.locator("#left")).to_contain_text("A second one comes in spring.")


def approve(page: Page, made: str) -> None:
    """Somebody from outside reads it; it is approved, and put beside what it was."""
    job_draft.name_readers(page, made, no_look)
    page.goto(f"{made}approve/")
    expect(page.locator(".against")).to_contain_text("Viewer Person has not answered yet")
    page.get_by_role("button", name=re.compile("^Approve version")).click()
    expect_told(page, "is approved")
    page.goto(f"{made}versions/")
    page.get_by_role("radio", name="from version 1", exact=True).check()
    press(page, "Compare the two chosen")
    expect(page.locator("table.compare ins").filter(has_text="32 hours a week")).to_be_visible()
    assert Description.objects.get().approved


def publish(page: Page, made: str, stranger: Page) -> None:
    address = job_kit.make_public(page, made, no_look)
    stranger.goto(address)
    expect_heading(stranger, job_draft.TITLE)
    assert '"@type": "JobPosting"' in stranger.content()
    stranger.goto("about:blank")
    job_kit.close(page, made)


def interview(page: Page, made: str) -> None:
    """A guide, a question moved up, and one sheet on its way to the summary."""
    guide = job_kit.make_guide(page, made, no_look)
    page.get_by_role("link", name="Change questions and order").click()
    second = page.get_by_role("textbox", name="Question 2", exact=True).input_value()
    page.get_by_role("button", name=re.compile(r"^Up\s?: question 2$")).click()
    expect(page.get_by_role("textbox", name="Question 1", exact=True)).to_have_value(second)
    job_kit.score(page, guide, "14")
    expect(page.get_by_role("cell", name="Hr Person").first).to_be_visible()


def take_papers(page: Page, made: str) -> None:
    page.goto(f"{made}kit/")
    job_kit.expect_word(job_kit.take(page, "Word", "Job description"), [job_draft.TITLE], job_draft.REWORDED)
    job_kit.expect_word(job_kit.take(page, "Word", "Boundaries of the role"), [], job_draft.WHY_NOT)
    html, markdown = job_kit.take_texts(page, "Job description", no_look)
    assert job_draft.REWORDED in html
    assert job_draft.REWORDED in markdown
    page.goto(f"{made}kit/")
    page.get_by_role("link", name=re.compile("^Plan somebody.s first months")).click()
    field(page, "Initials or role").fill("JM")
    field(page, "First day").fill(in_days(14))
    press(page, "Plan the first months")
    expect_heading(page, "JM")
    expect(page.get_by_role("link", name=job_draft.REWORDED, exact=True)).to_be_visible()
