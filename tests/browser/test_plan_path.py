"""From a gap to a dated task with an owner, to goals and measures that show progress: the whole of planning, walked.

With the toolkits' own content. Each page in itself is looked at in test_axe_everywhere.py and test_plan_pages.py; what
is looked at here is what the walk brings about.
"""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assessments.answers import Answer
from checklists.models import Plan
from tests.cast import Cast

from .keyboard import tab_to
from .planning import FIRST, HOPE, NAME, expect_told, in_days, on, row, task
from .steps import assess, download_report, expect_heading, field, go, press

SignIn = Callable[..., None]
Look = Callable[[Page], None]
CULTURE = "Our culture, and how peer support fits in"
TALK = "Inform all staff of the agency's plan to hire peers and explain the rationale and anticipated benefits"
TEAM = "Foster team building and collaborative opportunities"


@pytest.fixture
def look(glance: Look) -> Look:
    return glance


def test_a_leader_gets_from_gaps_to_a_plan_that_is_worked_and_reported(
    page: Page, cast: Cast, answered: str, sign_in: SignIn, look: Look
) -> None:
    sign_in(cast.leader)
    make(page, answered, look)
    add_from_the_result(page, answered)
    work(page, look)
    on_the_task(page, cast, look)
    by_keyboard(page)
    move(page, look)
    next_round(page, cast)
    goals(page, look)
    money(page, look)
    risks(page, look)
    report(page, look)


def make(page: Page, home: str, look: Look) -> None:
    """From the result, over what the date means, to a plan with the tasks that the gaps call for."""
    page.goto(f"{home}assess/prcoe-culture/results/")
    expect_heading(page, CULTURE)
    page.get_by_role("link", name=re.compile("^Make a plan with")).first.click()
    expect_heading(page, "Make a plan")
    field(page, "The date").fill(in_days(120))
    press(page, "Check the date")
    expect(page.get_by_text("The handbook advises more time")).to_be_visible()
    expect(page.get_by_role("table", name="When the tasks would be due")).to_be_visible()
    way = page.get_by_role("group", name=re.compile("ways to get ready faster")).get_by_role("checkbox").first
    way.check()
    look(page)
    expect(page.locator("input[name=lists]:checked")).to_have_value("prcoe-implementation")
    page.get_by_label("Name of the plan").fill(NAME)
    press(page, "Make the plan")
    expect(page.get_by_role("heading", name="What your results call for")).to_be_visible()
    expect(page.get_by_label(TALK)).to_be_checked()
    page.get_by_label(f"{TEAM}.").uncheck()
    look(page)
    press(page, "Add the chosen tasks")
    expect_told(page, "added to the plan")
    assert task(TALK).origins.get(item_key="prcoe-culture/transparency").said == "Disagree"


def add_from_the_result(page: Page, home: str) -> None:
    """What is in the plan already says so; another task comes into it with one click."""
    page.goto(f"{home}assess/prcoe-culture/results/")
    expect(page.get_by_role("link", name=re.compile(f"In the plan: not started ?, {TALK[:40]}"))).to_be_visible()
    page.get_by_role("button", name=re.compile(f"Add to plan ?: {TEAM[:40]}")).click()
    expect_told(page, f"“{TEAM}” is in the plan")
    page.get_by_role("link", name="Give it an owner").click()
    expect_heading(page, TEAM)


def work(page: Page, look: Look) -> None:
    """Owner and date for several at once, then one task's status where it stands."""
    open_plan(page)
    choose(page, TALK, FIRST)
    look(page)
    page.locator("#bulk summary").filter(has_text="Owner").click()
    page.get_by_label("Who does them").select_option("Leader Person")
    press(page, "Set the owner")
    expect_told(page, "Gave to Leader Person: 2 tasks")
    choose(page, TALK)
    page.locator("#bulk summary").filter(has_text="Due date").click()
    page.get_by_label("Due on").fill(in_days(30))
    press(page, "Set the date")
    expect_told(page, "1 task.")
    assert task(TALK).due_by_hand

    page.evaluate("() => { window.stays = true; }")
    row(page, TALK).get_by_role("link", name=re.compile("^Not started")).click()
    row(page, TALK).get_by_label("In progress").check()
    look(page)
    press(page, "Set the status")
    expect(row(page, TALK).locator(".task-status")).to_contain_text("In progress")
    row(page, TALK).get_by_role("button", name=re.compile("^Mark as done")).click()
    expect(row(page, TALK).locator(".task-status")).to_contain_text("Done")
    expect(page.locator("#plan-progress")).to_contain_text("1 of ")
    assert page.evaluate("() => window.stays"), "the page was loaded anew"


def on_the_task(page: Page, cast: Cast, look: Look) -> None:
    """A step, where the evidence is, and a comment that tells somebody."""
    row(page, TALK).get_by_role("link", name=TALK, exact=True).click()
    expect_heading(page, TALK)
    page.get_by_label("Add a step").fill("Ask Ruth")
    page.get_by_label("Add a step").press("Enter")
    page.get_by_role("checkbox", name="Ask Ruth").click()
    expect(page.get_by_role("checkbox", name="Ask Ruth")).to_be_checked()
    page.get_by_text("Add a link", exact=True).click()
    page.get_by_label("Address").fill("https://example.org/minutes")
    press(page, "Add the link")
    expect(page.locator("#links").get_by_role("link", name="example.org")).to_be_visible()
    page.get_by_text("Names of those you can mention").click()
    page.get_by_role("button", name="@Owner Person").click()
    page.get_by_label("Add a comment").press_sequentially("they said yes")
    press(page, "Add the comment")
    expect(page.locator("#comments .mention")).to_have_text("@Owner Person")
    expect(page.locator("#origins")).to_contain_text("Disagree")
    look(page)
    assert task(TALK).comments.get().mentioned == [cast.owner.name]


def by_keyboard(page: Page) -> None:
    """A card to another column and from the timeline to a task, without a mouse."""
    open_plan(page)
    enter(page, views(page).get_by_role("link", name="Board"), "**/board/")
    card = page.locator(".board-card", has_text=FIRST)
    tab_to(page, card)
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#board-said")).to_contain_text("is in In progress now")
    expect(page.locator("#column-in-progress").get_by_role("link", name=FIRST)).to_be_visible()
    expect(card).to_be_focused()
    assert task(FIRST).status == "in-progress"

    open_plan(page)
    enter(page, views(page).get_by_role("link", name="Timeline"), "**/timeline/")
    tab_to(page, page.get_by_role("region", name="Timeline"))
    enter(page, page.get_by_role("table").get_by_role("link").first, "**/tasks/*/")
    expect(page.get_by_role("heading", name="Who, when, how far")).to_be_visible()


def move(page: Page, look: Look) -> None:
    """Two months more: what would change, changing it, and taking that back."""
    plan = Plan.objects.get()
    was = dict(plan.tasks.values_list("number", "due"))
    open_plan(page)
    page.get_by_text("More to do with this plan").click()
    page.get_by_role("link", name="Move the date").click()
    page.get_by_label("New date").fill(in_days(180))
    press(page, "Show what would change")
    expect(page.get_by_role("columnheader", name="After the move").first).to_be_visible()
    look(page)
    assert dict(plan.tasks.values_list("number", "due")) == was
    page.get_by_role("button", name=re.compile("^Move the date to")).click()
    expect_told(page, "Moved “The first peer worker starts”")
    now = dict(plan.tasks.values_list("number", "due"))
    assert now != was
    assert now[task(TALK).number] == was[task(TALK).number], "it is done, and was set by hand"
    press(page, "Undo")
    expect_told(page, "Undone")
    assert dict(plan.tasks.values_list("number", "due")) == was


def next_round(page: Page, cast: Cast) -> None:
    """When the assessment is filled again and the item has come up, the task says so."""
    assess(cast.organization, cast.leader, "prcoe-culture", {"transparency": Answer("5")})
    row(page, TALK).get_by_role("link", name=TALK, exact=True).click()
    gap = page.locator("#origins li", has_text="We are transparent")
    expect(gap).to_contain_text("Improved since")
    expect(gap).to_contain_text("Strongly agree")


def goals(page: Page, look: Look) -> None:
    """A goal from an answer, a toolkit's measure for it, and three values."""
    planning(page, "Goals and measures")
    page.get_by_role("link", name="From your answers").click()
    answer = page.locator(".answer-goal", has_text=HOPE)
    answer.get_by_label("What do you want to reach?").fill("Everybody meets a peer in the first week")
    press(page, "Save the goals")
    expect_told(page, "1 goal added")
    page.get_by_role("link", name="Choose a measure").click()
    page.get_by_role("link", name=re.compile("^Use this ?: ")).first.click()
    for label, value in (
        ("Baseline", "40"),
        ("Baseline counted on", in_days(-200)),
        ("Target", "90"),
        ("Target by", in_days(200)),
    ):
        field(page, label).fill(value)
    press(page, "Add the measure")
    for days, value in ((-150, "46"), (-90, "58"), (-5, "71")):
        field(page, "Value").fill(value)
        field(page, "Counted on").fill(in_days(days))
        press(page, "Save the value")
        expect(page.get_by_role("rowheader", name=on(days))).to_be_visible()
    expect(page.get_by_role("heading", name="How it is going")).to_be_visible()
    expect(page.locator("figure.chart svg:visible")).to_have_count(1)
    look(page)


def money(page: Page, look: Look) -> None:
    """What it costs and what pays: the gap is said."""
    year = timezone.localdate().year + 1
    planning(page, "Funding")
    page.get_by_role("link", name="Say what a year costs").click()
    field(page, f"Cost in {year}").fill("120,000")
    press(page, "Save")
    page.get_by_role("link", name="Add a source").first.click()
    field(page, "Name").fill("County recovery grant")
    page.get_by_label("Where it stands").select_option("Secured")
    page.get_by_label("It is given for a time only").check()
    field(page, str(year)).fill("85000")
    press(page, "Add it")
    expect(page.get_by_role("row", name=str(year))).to_contain_text("$35,000")
    look(page)


def risks(page: Page, look: Look) -> None:
    """A task for what is likely."""
    planning(page, "Risks")
    page.get_by_role("link", name=re.compile("^Add a task ?: Funding cuts")).click()
    page.get_by_label("In your own words").fill("Ask the county about a second source")
    press(page, "Add to the plan")
    expect(page.locator("#risk-funding-cuts")).to_contain_text("Ask the county about a second source")
    look(page)


def report(page: Page, look: Look) -> None:
    go(page, "Reports")
    page.get_by_role("link", name="Read it here").click()
    expect_heading(page, "Readiness report")
    body = page.locator(".report")
    for part in ("The plan", "Goals and measures", "Funding", "Risks"):
        expect(body.get_by_role("heading", name=part, exact=True, level=2)).to_be_visible()
    for said in (
        "1 of ",
        "Everybody meets a peer in the first week",
        "$35,000",
        "Ask the county about a second source",
    ):
        expect(body).to_contain_text(said)
    look(page)
    download_report(page)


def planning(page: Page, part: str) -> None:
    """Go to a part of planning."""
    go(page, "Plan")
    page.get_by_role("navigation", name="Planning").get_by_role("link", name=part).click()
    expect_heading(page, part)


def open_plan(page: Page) -> None:
    go(page, "Plan")
    page.get_by_role("link", name=NAME, exact=True).click()
    expect_heading(page, NAME)


def enter(page: Page, link: Locator, leads_to: str) -> None:
    """Follow a link by keys."""
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def views(page: Page) -> Locator:
    """The ways to look at one plan."""
    return page.get_by_role("navigation", name="This plan")


def choose(page: Page, *titles: str) -> None:
    """Tick tasks of the checklist."""
    press(page, "Choose several")
    for title in titles:
        page.get_by_label(f"Choose {title}", exact=True).check()
