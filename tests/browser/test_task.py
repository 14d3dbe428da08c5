"""A task's page in a browser: steps are ticked in place, notes save themselves, two people lose nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from checklists.models import Plan, Task, TaskComment
from checklists.working.saving import save_task
from tests.cast import Cast
from tests.checklists.build import add, plan_of

from .steps import expect_errors, press

Look = Callable[[Page], None]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    plan = plan_of(cast.organization)
    add(plan, "Talk with the staff", steps=("Ask", "Write it down"))
    add(plan, "Write the policy")
    return plan


@pytest.fixture
def opened(page: Page, cast: Cast, plan: Plan, sign_in: Callable[..., None]) -> Page:
    sign_in(cast.owner)
    page.clock.install()
    page.goto(address(plan))
    return page


def address(plan: Plan) -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/tasks/1/"


def task() -> Task:
    return Task.objects.select_related("plan").get(number=1)


def write(page: Page, notes: str) -> None:
    page.get_by_role("textbox", name="Notes").fill(notes)
    page.clock.run_for(5_000)


def test_a_step_is_ticked_in_place_and_the_focus_stays(opened: Page, look: Look) -> None:
    step = opened.get_by_role("checkbox", name="Write it down")
    opened.get_by_role("textbox", name="Notes").fill("Not sent yet")
    step.focus()
    opened.keyboard.press("Space")
    expect(step).to_have_attribute("aria-checked", "true")
    expect(step).to_be_focused()
    expect(opened.get_by_role("textbox", name="Notes")).to_have_value("Not sent yet")
    assert [one["done"] for one in task().steps] == [False, True]
    opened.get_by_label("Add a step").fill("Tell the board")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("checkbox", name="Tell the board")).to_be_visible()
    expect(opened.get_by_label("Add a step")).to_have_value("")
    assert len(task().steps) == 3


def test_notes_save_themselves_and_say_so(opened: Page) -> None:
    write(opened, "Met with Ruth.")
    expect(opened.locator("#notes-status")).to_contain_text("Saved at")
    write(opened, "Met with Ruth. Again.")
    expect(opened.locator("#notes-version")).to_have_value("3")
    assert task().notes == "Met with Ruth. Again."


def test_notes_stay_on_the_page_while_nothing_gets_through(
    opened: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    context.set_offline(True)
    write(opened, "On the train.")
    expect(opened.locator("#notes-status")).to_contain_text("there is no connection")
    context.set_offline(False)
    opened.clock.run_for(6_000)
    expect(opened.locator("#notes-status")).to_contain_text("Saved at")
    assert task().notes == "On the train."
    expect_errors(console_errors, "ERR_INTERNET_DISCONNECTED", "htmx:")


@pytest.mark.parametrize(("choice", "kept"), [("Save mine", "Mine."), ("Take theirs", "Theirs.")])
def test_notes_of_two_people_are_put_side_by_side(
    opened: Page, choice: str, kept: str, look: Look, console_errors: list[str]
) -> None:
    save_task(task=task(), version=1, actor=None, values={"notes": "Theirs."})
    write(opened, "Mine.")
    expect(opened.locator("#notes-status")).to_contain_text("somebody else changed the notes")
    press(opened, "Put both side by side")
    clash = opened.get_by_role("group", name="Notes")
    expect(clash).to_contain_text("Mine.")
    expect(clash).to_contain_text("Theirs.")
    look(opened)
    clash.get_by_label(choice).check()
    opened.get_by_role("button", name="Save as chosen").last.click()
    expect(opened.get_by_role("textbox", name="Notes")).to_have_value(kept)
    assert task().notes == kept
    expect_errors(console_errors, "status of 409")


def test_the_reason_and_the_name_are_asked_for_where_they_are_needed(opened: Page, look: Look) -> None:
    reason, outside = opened.get_by_label("Why"), opened.get_by_label("Name of somebody outside")
    expect(reason).to_be_hidden()
    expect(outside).to_be_hidden()
    opened.get_by_label("Status").select_option("Waiting")
    opened.get_by_label("Who does it").select_option("Somebody outside…")
    reason.fill("The county decides")
    outside.fill("Paul Novak")
    look(opened)
    opened.locator("#state").get_by_role("button", name="Save").click()
    expect(opened.locator(".task-facts")).to_contain_text("The county decides")
    expect(opened.locator(".task-facts")).to_contain_text("Paul Novak")


def test_a_name_is_put_into_a_comment_at_one_press(opened: Page, cast: Cast) -> None:
    opened.get_by_text("Names of those you can mention").click()
    opened.get_by_label("Add a comment").fill("Please look,")
    opened.get_by_role("button", name="@Leader Person").click()
    expect(opened.get_by_label("Add a comment")).to_have_value("Please look, @Leader Person ")
    press(opened, "Add the comment")
    expect(opened.locator(".mention")).to_have_text("@Leader Person")
    assert TaskComment.objects.get().mentioned == ["Leader Person"]


def test_without_javascript_everything_works(
    cast: Cast, plan: Plan, new_context: Callable[..., Any], sign_in: Callable[..., None]
) -> None:
    browser = new_context(java_script_enabled=False)
    sign_in(cast.owner, browser)
    page = browser.new_page()
    page.goto(address(plan))
    page.get_by_role("checkbox", name="Ask").click()
    expect(page.get_by_role("checkbox", name="Ask")).to_have_attribute("aria-checked", "true")
    page.get_by_role("textbox", name="Notes").fill("By button.")
    press(page, "Save the notes")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("By button.")
    page.get_by_text("Names of those you can mention").click()
    expect(page.get_by_text("@Leader Person", exact=True)).to_be_visible()
    press(page, "Take out of the plan")
    expect(page.locator("#messages")).to_contain_text("is out of the plan")
    page.goto(address(plan))
    press(page, "Bring it back")
    expect(page.get_by_role("button", name="Take out of the plan")).to_be_visible()
    assert (task().steps[0]["done"], task().notes, task().is_removed) == (True, "By button.", False)
