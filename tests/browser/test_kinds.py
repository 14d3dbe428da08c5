"""Each way in which the toolkits ask: filled on a phone by keyboard alone, saved in place, and its result read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.content import InstrumentContent, Item
from assessments.models import Instrument, Record
from tests.cast import Cast

from .keyboard import tab_to
from .steps import expect_saved_in_place, press

SignIn = Callable[..., None]
Look = Callable[[Page], None]
# An assessment for each kind of answer, with what its result says in the terms of its toolkit.
FORMS = {
    "prcoe-works": "Where to work, and what helps",
    "legere-timeline": "Where to work, and what helps",
    "wise-workplan-basics": "Where to work, and what helps",
    "wise-psychosocial": "Where to work, and what helps",
    "wise-employer": "Where to work, and what helps",
    "lappa-readiness": "Where to work, and what helps",
    "lappa-key-questions": "What was answered",
    "prcoe-challenges": "The risks, the likeliest first",
    "prcoe-supervision": "Where to work, and what helps",
    "wise-performance": "Where to work, and what helps",
    "wps-skills": "Signed off, and left",
}
HOW_MANY = 2  # questions answered in each


def answer_by_keyboard(page: Page, question: Locator, choice: int) -> None:
    """Go through one question with Tab: choose by arrow keys, write where there is room to write."""
    for field in question.locator(
        "textarea, input:not([type=hidden]):not([type=radio]), input[type=radio][value='']"
    ).all():
        kind = field.get_attribute("type")
        tab_to(page, field)
        if kind == "radio":  # "No answer", the last one; the first is one further
            for _ in range(choice):
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type("03312026" if kind == "date" else "K.B.")


def place_of_lowest(content: InstrumentContent, item: Item) -> int:
    """Which option of the item's scale, counted from 1, has the lowest value, so that the result has a gap."""
    scale = content.scale_of(item)
    values = [option.value for option in scale.options] if scale else [0]
    return 1 + values.index(min(value for value in values if value is not None))


def begin(cast: Cast, slug: str) -> tuple[str, InstrumentContent]:
    """Where the organization fills it, a person's record being begun where it is about people."""
    instrument = Instrument.objects.select_related("current_version").get(pk=slug)
    assert instrument.current_version
    content = instrument.current_version.content
    url = f"/o/{cast.organization.slug}/assess/{slug}/"
    if instrument.about == "person":
        record = Record.objects.create(
            organization=cast.organization, instrument=instrument, version=instrument.current_version, subject="K.B."
        )
        url += f"people/{record.pk}/"
    return url, content


@pytest.mark.parametrize("slug", FORMS)
def test_it_is_filled_on_a_phone_by_keyboard_and_its_result_is_read(
    page: Page, cast: Cast, toolkits: None, sign_in: SignIn, axe: Look, slug: str
) -> None:
    sign_in(cast.leader)
    url, content = begin(cast, slug)
    page.set_viewport_size({"width": 320, "height": 640})
    part = content.sections[0]
    page.goto(f"{url}sections/{part.slug}/" if content.is_filled_by_section else url)
    axe(page)
    page.locator("h1").click()
    for item in part.items[:HOW_MANY]:
        answer_by_keyboard(page, page.locator(f"#item-{item.slug}"), place_of_lowest(content, item))
    if part.comment:
        answer_by_keyboard(page, page.locator(f"#item-{part.comment_slug}"), 0)
    page.keyboard.press("Tab")
    expect_saved_in_place(page)
    of = len(part.items if content.is_filled_by_section else content.items)
    expect(page.locator("#progress")).to_contain_text(f"{HOW_MANY} of {of}")
    if content.is_filled_by_section:
        page.goto(url)
        axe(page)
    press(page, "Complete")
    expect(page.get_by_role("heading", level=2, name=re.compile(re.escape(FORMS[slug])))).to_be_visible()
    axe(page)
