"""The checklist of a plan by keys: what is swapped keeps the focus, and what was done stays in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from checklists.models import Plan
from tests.cast import Cast
from tests.checklists.build import plan_of

from .steps import expect_errors


@pytest.fixture
def plan(cast: Cast, sign_in: Callable[..., None]) -> Plan:
    sign_in(cast.owner)
    return plan_of(cast.organization, *(f"Task {n}" for n in range(1, 31)))


def test_a_status_set_with_keys_keeps_the_focus_in_its_row(page: Page, plan: Plan, console_errors: list[str]) -> None:
    page.goto(f"/o/{plan.organization.slug}/plan/{plan.pk}/")
    page.focus("#status-25")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer-25").get_by_role("radio", name="Not started")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer-25")).to_be_empty()
    expect(page.locator("#status-25")).to_be_focused()

    page.keyboard.press("Enter")
    page.locator("#drawer-25").get_by_text("Not needed", exact=True).click()
    page.locator("#drawer-25").get_by_role("button", name="Set the status").press("Enter")
    expect(page.locator("#reason-25")).to_be_focused()
    expect_errors(console_errors, "422")
    page.keyboard.type("We have it")
    page.keyboard.press("Enter")
    expect(page.locator("#status-25")).to_be_focused()
    expect(page.locator("#messages")).to_contain_text("Set “Task 25” to “Not needed”")
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    expect(page.locator("#messages #messages")).to_have_count(0)
