"""The role worksheet in a browser: three people fill it, they differ, it is decided, and the boundaries are printed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from jobdesc.models import Decision, Description, Worksheet
from jobdesc.worksheet.answering import code
from tests.cast import Cast
from tests.jobdesc.build import description_of
from tests.jobdesc.worksheets import SLUGS, fill, furnish_activities, key

from .keyboard import tab_to
from .steps import expect_errors, press

Look = Callable[[Page], None]
SignIn = Callable[..., None]


@pytest.fixture
def made(cast: Cast, transactional_db: None) -> Description:
    furnish_activities()
    return description_of(cast.organization)


def at(made: Description, page: str = "") -> str:
    return f"/o/{made.organization.slug}/hiring/{made.pk}/draft/worksheet/{page}"


def question(page: Page, activity: str, asked: str) -> Locator:
    return page.get_by_role("group", name=activity).get_by_role("radiogroup", name=asked)


def answer(page: Page, activity: str, *letters: str) -> None:
    """Mark the three questions of an activity, "Yes" or "No"."""
    for asked, said in zip(("Part of", "Against", "Somebody"), letters, strict=True):
        question(page, activity, asked).get_by_label(said, exact=True).check()


def saved(person: Any) -> dict[str, str]:
    found = Worksheet.objects.get(person=person).answers
    return {slug: code(found[key(slug)]) for slug in SLUGS if key(slug) in found}


def test_three_people_fill_it_differ_decide_and_print_the_boundaries(
    page: Page, made: Description, cast: Cast, sign_in: SignIn, new_context: Callable[..., BrowserContext], look: Look
) -> None:
    fill(made, cast.viewer, dict.fromkeys(SLUGS, "ynn") | {"therapy-session": "nyn"})
    phone = new_context(viewport={"width": 320, "height": 640})
    sign_in(cast.hr, phone)
    second = phone.new_page()
    second.goto(at(made, "compare/"))
    expect(second.get_by_text("Viewer Person")).to_have_count(0)
    second.goto(at(made, "fill/"))
    look(second)
    for slug in SLUGS:
        answer(second, slug.replace("-", " ").capitalize(), "Yes", "No", "No")
    expect(second.locator("#progress")).to_contain_text("5 of 5")
    press(second, "Finish")
    expect(second.locator("#messages")).to_contain_text("You have finished")

    sign_in(cast.owner)
    page.goto(at(made))
    look(page)
    page.get_by_role("link", name="Fill mine").click()
    tab_to(page, question(page, "Listen", "Part of").get_by_label("No answer"))
    page.keyboard.press("ArrowRight")
    expect(question(page, "Listen", "Part of").get_by_label("Yes")).to_be_checked()
    expect(page.locator("#save-status")).to_contain_text("Saved just now")
    assert saved(cast.owner) == {"listen": "y--"}
    expect(question(page, "Listen", "Part of").get_by_label("Yes")).to_be_focused()
    for name in ("Listen", "Socializing"):
        answer(page, name, "Yes", "No", "No")
    answer(page, "Therapy session", "No", "Yes", "Yes")
    expect(page.locator("#progress")).to_contain_text("3 of 5")
    press(page, "Finish")
    expect(page.locator("#messages")).to_contain_text("2 of the activities have a question without an answer")
    look(page)

    page.get_by_role("link", name="See it side by side").click()
    look(page)
    card = page.get_by_role("article", name="Therapy session")
    expect(card).to_contain_text("you differ")
    expect(card).to_contain_text("Yes Hr Person")
    press(page, "Decide these 2 as all said")
    expect(page.locator("#messages")).to_contain_text("2 activities are decided")
    tab_to(page, card.get_by_role("radio", name="Does not belong").or_(card.get_by_label("Belongs in the role")).first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Treatment is the clinicians' part.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Boundary of the role")
    expect(card.get_by_role("heading")).to_be_focused()
    expect(page.locator("#ws-filters")).to_contain_text("To talk over 2")
    look(page)
    assert set(Decision.objects.values_list("activity", "belongs")) == {
        (key("listen"), True),
        (key("socializing"), True),
        (key("therapy-session"), False),
    }

    page.get_by_role("link", name="The boundaries").click()
    expect(page.get_by_text("Treatment is the clinicians' part.")).to_be_visible()
    look(page)
    page.emulate_media(media="print")
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.get_by_text("Treatment is the clinicians' part.")).to_be_visible()


def test_a_duty_is_made_of_what_belongs_and_colleagues_are_asked(
    page: Page, made: Description, cast: Cast, sign_in: SignIn, look: Look
) -> None:
    Decision.objects.create(description=made, activity=key("listen"), belongs=True)
    sign_in(cast.owner)
    page.goto(at(made))
    page.get_by_role("link", name="Make duties of them").click()
    page.get_by_label("Listen").check()
    look(page)
    press(page, "Add to the duties")
    expect(page.locator("#messages")).to_contain_text("Added 1 duty")
    page.get_by_role("link", name="Ask colleagues by mail").click()
    page.get_by_label("Hr Person").check()
    look(page)
    press(page, "Look at the mail")
    look(page)
    press(page, "Send it")
    expect(page.locator("#messages")).to_contain_text("Asked by mail: Hr Person")


def test_two_tabs_of_one_person_lose_nothing(
    page: Page,
    context: BrowserContext,
    made: Description,
    cast: Cast,
    sign_in: SignIn,
    look: Look,
    console_errors: list[str],
) -> None:
    sign_in(cast.viewer)
    page.goto(at(made, "fill/"))
    other = context.new_page()
    other.goto(at(made, "fill/"))
    answer(page, "Listen", "Yes", "No", "No")
    expect(page.locator("#progress")).to_contain_text("1 of 5")
    answer(other, "Socializing", "Yes", "No", "No")
    expect(question(other, "Listen", "Part of").get_by_label("Yes")).to_be_checked()
    question(other, "Listen", "Against").get_by_label("Yes").check()
    expect(other.locator("#save-status")).to_contain_text("Saved just now")
    question(page, "Listen", "Against").get_by_label("No answer").check()
    expect(page.get_by_text("You answered this differently in another tab.")).to_be_visible()
    look(page)
    page.get_by_text("Saved before: yes, yes, no").click()
    expect(page.get_by_text("You answered this differently in another tab.")).to_have_count(0)
    expect(question(page, "Listen", "Against").get_by_label("Yes")).to_be_checked()
    expect(question(page, "Socializing", "Part of").get_by_label("Yes")).to_be_checked()
    assert saved(cast.viewer) == {"listen": "yyn", "socializing": "ynn"}
    expect_errors(console_errors, "status of 409")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_filled_and_decided(
    page: Page, made: Description, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(cast.owner)
    page.goto(at(made, "fill/"))
    answer(page, "Listen", "Yes", "No", "No")
    press(page, "Save")
    expect(page.locator("#messages")).to_contain_text("Saved.")
    expect(question(page, "Listen", "Part of").get_by_label("Yes")).to_be_checked()
    press(page, "Finish")
    expect(page.locator("#messages")).to_contain_text("You have finished")
    page.goto(at(made, "compare/?show=all"))
    card = page.get_by_role("article", name="Listen")
    card.get_by_text("Belongs in the role", exact=True).click()
    card.get_by_role("button", name=re.compile("^Decide")).click()
    expect(page.locator("#messages")).to_contain_text("It belongs in the role: Listen.")
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("Undone for 1 activity")
    assert not Decision.objects.exists()


def test_all_54_fit_on_a_phone_and_a_desk(page: Page, toolkits: None, cast: Cast, sign_in: SignIn, look: Look) -> None:
    made = description_of(cast.organization)
    sign_in(cast.viewer)
    page.goto(at(made, "fill/"))
    expect(page.get_by_role("radiogroup")).to_have_count(162)
    look(page)
