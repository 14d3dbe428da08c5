"""A job description and its kit in a browser that runs no JavaScript: plain forms, and pages of their own."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jobdesc.models import Description, DescriptionStatus, Worksheet
from tests.cast import Cast

from . import job_draft, job_kit
from .planning import expect_told
from .steps import expect_heading, field, press

SignIn = Callable[..., None]


def look(page: Page) -> None:
    """Every page is looked at by test_job_path.py."""


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_main_steps_without_javascript(
    page: Page, cast: Cast, toolkits: None, sign_in: SignIn, new_context: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.hr)
    made = begin_by_forms(page, f"/o/{cast.organization.slug}/hiring/")
    fill_by_forms(page, made, "Yes")
    browser = new_context()
    sign_in(cast.leader, browser)
    other = browser.new_page()
    fill_by_forms(other, made, "No")
    assert Worksheet.objects.exclude(finished_at=None).count() == 2
    decide_by_forms(page, made)
    write_by_forms(page, made)
    review_by_forms(page, made)
    job_draft.name_readers(page, made, look)
    page.goto(f"{made}approve/")
    page.get_by_role("button", name=re.compile("^Approve version")).click()
    expect_told(page, "is approved")
    assert Description.objects.get().status == DescriptionStatus.APPROVED
    page.goto(f"{made}kit/")
    job_kit.expect_headings(job_kit.take(page, "Word", "Supervision agenda"), ["Supervision agenda"])
    job_kit.score(page, job_kit.make_guide(page, made, look), "14", look)


def begin_by_forms(page: Page, home: str) -> str:
    page.goto(f"{home}new/")
    page.get_by_role("link", name=re.compile(f"^Look at its text.*{job_draft.SAMPLE}")).click()
    press(page, "Begin with it")
    expect_heading(page, "Start")
    field(page, "What is the job called?").fill(job_draft.TITLE)
    job_draft.go_on(page, "Who and where")
    page.get_by_label("Where does the peer worker work?").select_option("Court")
    page.get_by_label("How many peer workers will there be?").fill("1")
    press(page, "Save")
    expect(page.locator("#note-alone")).not_to_be_empty()
    return re.sub("draft/.*$", "", page.url)


def fill_by_forms(page: Page, made: str, said: str) -> None:
    page.goto(f"{made}draft/worksheet/fill/")
    for question in ("Part of the role?", "Against peer values?", "Somebody else better suited?"):
        asked = page.get_by_role("group", name=job_draft.THERAPY).get_by_role("radiogroup", name=question)
        asked.get_by_label(said, exact=True).check()
    press(page, "Finish")
    expect_told(page, "You have finished")


def decide_by_forms(page: Page, made: str) -> None:
    """What the two see differently is decided; the page comes back and says so, with a way to undo it."""
    page.goto(f"{made}draft/worksheet/compare/")
    card = page.get_by_role("article", name=job_draft.THERAPY)
    card.get_by_label("Does not belong", exact=True).check()
    card.get_by_label(re.compile("^Why")).fill(job_draft.WHY_NOT)
    card.get_by_role("button", name=re.compile("^Decide")).click()
    expect_told(page, "It is a boundary of the role")
    page.goto(f"{made}draft/worksheet/boundaries/")
    expect(page.get_by_text(job_draft.WHY_NOT)).to_be_visible()


def write_by_forms(page: Page, made: str) -> None:
    """A duty reworded and one written; a duty goes over to the next responsibility; what was taken out comes back."""
    page.goto(f"{made}draft/parts/")
    first = "Be there with support and hope"
    page.get_by_role("textbox", name=f"{first}, duty 1", exact=True).fill(job_draft.REWORDED)
    page.get_by_role("textbox", name=f"{first}, another duty", exact=True).first.fill(job_draft.OWN)
    press(page, "Save")
    expect_told(page, "Saved")
    duties = Description.objects.get().document.responsibilities[0].duties
    assert [duties[0].text, duties[-1].text] == [job_draft.REWORDED, job_draft.OWN]
    group = page.get_by_role("group", name="Responsibility 1", exact=True)
    group.get_by_role("button", name=f"Move down: duty {len(duties)}", exact=True).click()
    second = Description.objects.get().document.responsibilities[1].duties
    assert second[0].text == job_draft.OWN
    page.get_by_role("button", name="Take responsibility 1 out", exact=True).click()
    expect_told(page, "Taken out")
    press(page, "Undo")
    assert Description.objects.get().document.responsibilities[0].duties[0].text == job_draft.REWORDED


def review_by_forms(page: Page, made: str) -> None:
    page.goto(f"{made}draft/review/")
    page.get_by_role("button", name=re.compile("^Write “people with substance use disorders” instead")).click()
    expect_told(page, "“addicts” became “people with substance use disorders”")
