"""Everything can be done with the keyboard alone, and one always sees where one is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories import PASSWORD

from .keyboard import tab_to
from .steps import confirm_address, expect_answered, expect_heading, expect_saved_in_place, questions


@pytest.mark.parametrize("width", [320, 1280])
def test_one_signs_in_fills_and_completes(page: Page, cast: Cast, short: str, width: int) -> None:
    confirm_address(cast.owner)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"/accounts/login/?next={short}")
    tab_to(page, page.locator("input[type=email]"))
    page.keyboard.type(cast.owner.email)
    tab_to(page, page.locator("input[type=password]"))
    page.keyboard.type(PASSWORD)
    tab_to(page, page.get_by_role("button", name="Sign in", exact=True))
    page.keyboard.press("Enter")
    expect_heading(page, "Are we ready?")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    *statements, hopes = questions(page)
    for n, statement in enumerate(statements):
        none = statement.get_by_label("No answer")
        expect(none).to_be_checked()
        tab_to(page, none)
        for _ in range(n + 1):
            page.keyboard.press("ArrowDown")
        expect(statement.get_by_role("radio").nth(n)).to_be_checked()
        page.keyboard.press("Space")
        expect(statement.get_by_role("radio").nth(n)).to_be_checked()
    tab_to(page, hopes.get_by_role("textbox"))
    page.keyboard.type("A warm welcome.")
    expect_saved_in_place(page)
    expect_answered(page, 4, 4)
    tab_to(page, page.get_by_role("button", name="Complete"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Where you stand")).to_be_visible()
    expect(page.get_by_text("A warm welcome.")).to_be_visible()


def test_the_skip_link_leads_past_the_menus(page: Page, cast: Cast, short: str, sign_in: Callable[..., None]) -> None:
    sign_in(cast.owner)
    page.goto(short)
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).not_to_be_in_viewport()
    tab_to(page, skip)
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Assess").last)  # the breadcrumb, the first link of the content
    assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize(
    ("menu", "last"),
    [("Organization:", "All your organizations"), ("Your account:", "Sign out")],
    ids=["organization", "account"],
)
def test_menus_open_and_close(page: Page, cast: Cast, sign_in: Callable[..., None], menu: str, last: str) -> None:
    sign_in(cast.owner)
    page.goto(f"/o/{cast.organization.slug}/")
    summary = page.locator("details.menu summary").filter(has_text=menu)
    entry = page.locator("details.menu").get_by_text(last)
    expect(entry).not_to_be_visible()
    tab_to(page, summary)
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    tab_to(page, entry)
    page.keyboard.press("Escape")
    expect(entry).not_to_be_visible()
    expect(summary).to_be_focused()
    page.keyboard.press("Space")
    expect(entry).to_be_visible()
    tab_to(page, entry)
    page.keyboard.press("Tab")
    expect(entry).not_to_be_visible()


def test_a_menu_leads_to_the_account(page: Page, cast: Cast, sign_in: Callable[..., None]) -> None:
    sign_in(cast.owner)
    page.goto(f"/o/{cast.organization.slug}/")
    tab_to(page, page.locator("details.menu-user summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Account and security"))
    page.keyboard.press("Enter")
    expect_heading(page, "Account and security")
