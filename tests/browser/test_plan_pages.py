"""Planning's pages where something is unusual: words that never end, mistakes in forms, and two people at once.

In their usual state, test_axe_everywhere.py looks at all of them.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from checklists.models import (
    Change,
    FundingSource,
    Goal,
    Measure,
    MeasureValue,
    OwnList,
    Plan,
    Task,
    TaskComment,
    YearlyCost,
)
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.checklists.goals import measure_with
from tests.checklists.lists import own_list
from tests.checklists.money import saved_source
from tests.factories import GoalFactory
from tests.invariants.place import furnish
from tests.invariants.routes import our_routes

from .barriers import TOO_WIDE, WIDTHS
from .steps import expect_errors, field, press

SignIn = Callable[..., None]
Look = Callable[[Page], None]
WORD = "Donaudampfschiff" * 19
SHOW_PLANS = ("checklists:", "reports:", "home", "assessments:results", "toolkits:item")


def stretch(word: str = WORD) -> None:
    """Whatever somebody may have typed is one word as long as the field takes it."""
    Plan.objects.update(name=word[:120])
    Task.objects.update(
        title=word[:300], detail=word, notes=word, owner_kind="outside", owner_name=word[:150], list_name=word[:120]
    )
    Task.objects.filter(number=1).update(
        status="waiting",
        reason=word[:300],
        steps=[{"text": word[:300], "done": False}],
        evidence=[{"title": word[:200], "url": f"https://example.org/{word}"}],
    )
    TaskComment.objects.update(author_name=word[:150], text=word)
    Change.objects.update(summary=word[:300], by_name=word[:150])
    OwnList.objects.update(name=word[:120], saved_by_name=word[:150])
    OwnList.objects.update(tasks=[{"title": word[:300], "detail": "", "phase": "", "steps": [], "key": ""}])
    Goal.objects.update(what=word[:300], for_whom=word[:200], how_measured=word, changed_by_name=word[:150])
    Measure.objects.update(name=word[:200], unit=word[:30], changed_by_name=word[:150])
    MeasureValue.objects.update(note=word[:300], by_name=word[:150])
    FundingSource.objects.update(name=word[:200], notes=word, changed_by_name=word[:150])
    YearlyCost.objects.update(note=word[:300])


def test_a_word_that_never_ends_makes_no_page_scroll_sideways(page: Page, cast: Cast, sign_in: SignIn) -> None:
    place = furnish(cast.organization)
    stretch()
    sign_in(cast.owner)
    client, looked, wrong = cast.client("owner"), 0, []
    for route in our_routes():
        if not route.name.startswith(SHOW_PLANS):
            continue
        answer = client.get(place.url(route))
        is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
        if not is_page or "Content-Disposition" in answer.headers:  # a file to take along is no page
            continue
        page.goto(place.url(route))
        looked += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(TOO_WIDE):
                wrong.append(f"{route.name}, {width} px:\n  " + "\n  ".join(found))
    assert looked > 45
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def plan(cast: Cast, sign_in: SignIn) -> Plan:
    sign_in(cast.owner)
    plan = plan_of(cast.organization, "Talk with the staff", "Write the policy")
    add(plan, "Welcome her", steps=("Lay the table", "Bring flowers"))
    return plan


def at(plan: Plan, path: str = "") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/{path}"


def room(plan: Plan, path: str) -> str:
    return f"/o/{plan.organization.slug}/plan/{path}"


def expect_mistake(page: Page) -> None:
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def mistakes_in_plans(page: Page, plan: Plan, look: Look) -> None:
    """A new plan without a date and a name, several tasks that are not needed for no reason, a date that is none."""
    page.goto(room(plan, "new/"))
    page.get_by_label("Name of the plan").fill("")
    press(page, "Make the plan")
    expect_mistake(page)
    look(page)

    page.goto(at(plan))
    press(page, "Choose several")
    page.get_by_label("Choose Write the policy").check()
    page.locator("#bulk summary").filter(has_text="Status").click()
    page.locator("#bulk_status").select_option("Not needed")
    press(page, "Set the status")
    expect_mistake(page)
    expect(page.get_by_label("Choose Write the policy")).to_be_checked()
    look(page)

    page.goto(at(plan, "move/?anchor=2027-02-30"))
    expect_mistake(page)
    look(page)


def mistakes_in_tables(page: Page, plan: Plan, look: Look) -> None:
    """A table to import in which everything is wrong, and one in which something can be taken."""
    page.goto(at(plan, "import/"))
    press(page, "Show what would be added")
    expect_mistake(page)
    look(page)
    rows = ["Title,Phase,Due,Status", "<b>x</b>,Never,2027-02-30,Perhaps", ",,,", f"{WORD},,0001-01-01,", "Good,,,"]
    page.get_by_label("Or cells that you paste").fill("\n".join(rows))
    press(page, "Show what would be added")
    expect(page.get_by_text("cannot be taken").first).to_be_visible()
    look(page)


def mistakes_in_numbers(page: Page, plan: Plan, look: Look) -> None:
    """Goals without words, values that are no numbers or still to come, money that nobody can read."""
    measure = measure_with(plan.organization, 3, 4, name="Satisfied")
    page.goto(room(plan, "goals/new/"))
    press(page, "Add the goal")
    expect_mistake(page)
    look(page)
    page.goto(room(plan, f"measures/{measure.pk}/"))
    field(page, "Value").fill("many")
    field(page, "Counted on").fill("2099-01-01")
    press(page, "Save the value")
    expect_mistake(page)
    look(page)
    page.goto(room(plan, "money/costs/"))
    field(page, "Another year").fill("20")
    field(page, f"Cost in {timezone.localdate().year}").fill("lots")
    press(page, "Save")
    expect_mistake(page)
    look(page)
    page.goto(room(plan, "feeds/"))
    press(page, "Make the link")
    look(page)


@pytest.mark.parametrize("mistakes", [mistakes_in_plans, mistakes_in_tables, mistakes_in_numbers])
def test_forms_with_mistakes(
    page: Page, plan: Plan, look: Look, mistakes: Callable[[Page, Plan, Look], None], console_errors: list[str]
) -> None:
    mistakes(page, plan, look)
    expect_errors(console_errors, "status of 422")


def test_what_somebody_else_saved_meanwhile_stands_beside_what_was_typed(
    page: Page, plan: Plan, glance: Look, console_errors: list[str]
) -> None:
    """In every form that has no browser test of its own; nothing of what was typed is lost, and it can be saved."""
    goal = GoalFactory(organization=plan.organization, what="To be there")
    source, listed = saved_source(plan.organization), own_list(plan.organization, "Ask")
    measure = measure_with(plan.organization, 3, name="Satisfied")
    for address, label, row, button in (
        (room(plan, f"goals/{goal.pk}/edit/"), "What do you want to reach?", goal, "Save mine on top"),
        (room(plan, f"measures/{measure.pk}/edit/"), "What is counted or asked?", measure, "Save mine on top"),
        (room(plan, f"money/sources/{source.pk}/"), "Name", source, "Save mine"),
        (room(plan, f"lists/{listed.pk}/"), "Name of the list", listed, "Save mine"),
    ):
        page.goto(address)
        typed = field(page, label)
        typed.fill("As I typed it")
        name = typed.get_attribute("name") or ""
        type(row).objects.filter(pk=row.pk).update(**{name: "As they saved it", "version": row.version + 1})
        press(page, "Save")
        versions = page.locator(".versions").first
        expect(versions).to_contain_text("As they saved it")
        expect(versions).to_contain_text("As I typed it")
        expect(typed).to_have_value("As I typed it")
        glance(page)
        press(page, button)
        expect(versions).to_have_count(0)
        row.refresh_from_db()
        assert getattr(row, name) == "As I typed it"
    expect_errors(console_errors, "status of 409")


def test_two_people_change_one_task_and_both_texts_are_seen(
    page: Page,
    plan: Plan,
    cast: Cast,
    new_context: Callable[[], BrowserContext],
    sign_in: SignIn,
    look: Look,
    console_errors: list[str],
) -> None:
    other = new_context()
    sign_in(cast.leader, other)
    colleague = other.new_page()
    for one in (page, colleague):
        one.goto(at(plan, "tasks/1/edit/"))
    colleague.get_by_label("In more words").fill("Theirs: in the morning.")
    colleague.get_by_label("Status").select_option("In progress")
    press(colleague, "Save")
    expect(colleague.locator(".task-facts")).to_contain_text("In progress")

    page.get_by_label("In more words").fill("Mine: in the evening.")
    page.get_by_role("textbox", name="Notes").fill("Bring the chairs.")
    field(page, "Due").fill((timezone.localdate() + timedelta(40)).isoformat())
    page.get_by_label("Let the plan give the date").uncheck()
    page.get_by_role("button", name="Save", exact=True).last.click()
    clash = page.get_by_role("group", name="In more words")
    expect(clash).to_contain_text("Theirs: in the morning.")
    expect(clash).to_contain_text("Mine: in the evening.")
    expect(page.get_by_role("textbox", name="In more words")).to_have_value("Mine: in the evening.")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Bring the chairs.")
    look(page)
    clash.get_by_label("Save mine").check()
    page.get_by_role("button", name="Save as chosen").first.click()
    expect(page.locator(".task-facts")).to_contain_text("In progress")
    task = Task.objects.get(plan=plan, number=1)
    assert (task.detail, task.notes, task.status) == ("Mine: in the evening.", "Bring the chairs.", "in-progress")
    assert task.due == timezone.localdate() + timedelta(40)
    expect_errors(console_errors, "status of 409")


def test_two_people_tick_different_steps_of_one_task_and_both_are_kept(
    page: Page, plan: Plan, cast: Cast, new_context: Callable[[], BrowserContext], sign_in: SignIn
) -> None:
    other = new_context()
    sign_in(cast.leader, other)
    colleague = other.new_page()
    for one in (page, colleague):
        one.goto(at(plan, "tasks/3/"))
    page.get_by_role("checkbox", name="Lay the table").click()
    expect(page.get_by_role("checkbox", name="Lay the table")).to_be_checked()
    colleague.get_by_role("checkbox", name="Bring flowers").click()
    expect(colleague.get_by_role("checkbox", name="Bring flowers")).to_be_checked()
    expect(colleague.get_by_role("checkbox", name="Lay the table")).to_be_checked()
    assert [step["done"] for step in Task.objects.get(plan=plan, number=3).steps] == [True, True]
