"""Making a plan and working it in a browser that runs no JavaScript: plain forms, and pages of their own."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from checklists.models import Plan
from tests.cast import Cast

from .planning import FIRST, NAME, expect_told, in_days, on, row, task
from .steps import expect_heading, field, press

SignIn = Callable[..., None]
PAINT = "Paint the room in which people meet"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_main_steps_without_javascript(page: Page, cast: Cast, answered: str, sign_in: SignIn) -> None:
    sign_in(cast.leader)
    make_and_add_by_forms(page, answered)
    change_by_forms(page)
    move_by_forms(page)
    enter_a_value_by_forms(page, answered)


def make_and_add_by_forms(page: Page, home: str) -> None:
    page.goto(f"{home}plan/new/")
    field(page, "The date").fill(in_days(120))
    press(page, "Check the date")
    expect(page.get_by_text("The handbook advises more time")).to_be_visible()
    field(page, "Name of the plan").fill(NAME)
    press(page, "Make the plan")
    page.get_by_role("link", name="Go on without").click()
    expect_heading(page, NAME)
    page.get_by_text("Add a task of your own", exact=True).click()
    field(page, "What is to be done").fill(PAINT)
    press(page, "Add")
    expect_told(page, PAINT)


def change_by_forms(page: Page) -> None:
    """A status with its reason, done and back again, and two tasks at once."""
    row(page, PAINT).get_by_role("link", name=re.compile("^Not started")).click()
    page.get_by_label("Waiting").check()
    page.get_by_label(re.compile("^Why")).fill("The paint is on its way")
    press(page, "Set the status")
    expect(row(page, PAINT)).to_contain_text("The paint is on its way")
    row(page, PAINT).get_by_role("button", name=re.compile("^Mark as done")).click()
    expect(row(page, PAINT).locator(".task-status")).to_contain_text("Done")
    press(page, "Undo")
    expect_told(page, "Undone")
    expect(row(page, PAINT).locator(".task-status")).to_contain_text("Waiting")
    was = task(FIRST).due
    for title in (PAINT, FIRST):
        page.get_by_label(f"Choose {title}", exact=True).check()
    page.locator("#bulk summary").filter(has_text="Move by days").click()
    field(page, "By how many days").fill("140")
    press(page, "Move them")
    expect_told(page, "2 tasks")
    assert was is not None
    assert task(FIRST).due > was + timedelta(130)  # type: ignore[operator]


def move_by_forms(page: Page) -> None:
    page.get_by_text("More to do with this plan").click()
    page.get_by_role("link", name="Move the date").click()
    field(page, "New date").fill(in_days(180))
    page.get_by_label("Also move dates that were set by hand").check()
    press(page, "Show what would change")
    expect(page.get_by_role("columnheader", name="After the move").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Move the date to")).click()
    expect_told(page, "Moved “The first peer worker starts”")
    assert Plan.objects.get().anchor.isoformat() == in_days(180)


def enter_a_value_by_forms(page: Page, home: str) -> None:
    page.goto(f"{home}plan/measures/new/?own")
    field(page, "What is counted or asked?").fill("Meetings with a peer")
    press(page, "Add the measure")
    field(page, "Value").fill("12")
    field(page, "Counted on").fill(in_days(-1))
    press(page, "Save the value")
    expect(page.get_by_role("rowheader", name=on(-1))).to_be_visible()
    expect(page.locator("figure.chart svg:visible")).to_have_count(1)
