"""Every page of ours is without barriers in all its looks: light and dark, on a phone and on a desk.

The pages of allauth are in test_account_pages.py.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Page, expect

from assessments.models import Record
from organizations.models import Organization, Role
from tests.cast import Cast
from tests.invariants.place import Place, bare_place, furnish
from tests.invariants.test_pages import pages

from .steps import expect_errors, press, questions

SignIn = Callable[..., None]
Look = Callable[[Page], None]
Examine = Callable[..., None]
PARTS = 3  # so that two processes can share them
ERROR_PAGES = sorted(path.stem for path in (configured.BASE_DIR / "templates/errors").glob("[45]*.html"))


def readable(cast: Cast, who: str, place: Place, role: str) -> list[str]:
    """The addresses of all pages of ours that somebody in this role may read.

    Those of respondents need the cookie of an opened link; test_answering.py looks at them.
    """
    found = [response.request for _, response in pages(cast.client(who), place, role) if response.status_code == 200]
    addresses = [f"{request['PATH_INFO']}?{request['QUERY_STRING']}" for request in found]
    return [address for address in addresses if not address.startswith("/s/")]


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_where_there_is_something(
    cast: Cast, demo: Organization, sign_in: SignIn, examine: Examine, part: int
) -> None:
    addresses = readable(cast, "owner", furnish(cast.organization, rows=2), Role.OWNER)
    assert len(addresses) > 15
    sign_in(cast.owner)
    examine(addresses[part::PARTS])


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_where_there_is_nothing_yet(
    cast: Cast, demo: Organization, sign_in: SignIn, examine: Examine, crossed: Look, part: int
) -> None:
    sign_in(cast.owner)
    addresses = readable(cast, "owner", bare_place(cast.organization), Role.OWNER)
    examine([address for address in addresses if address.startswith("/o/")][part::PARTS], crossed)


def test_pages_for_a_visitor_who_looks_around_the_demo(
    cast: Cast, demo: Organization, examine: Examine, crossed: Look
) -> None:
    addresses = readable(cast, "visitor", furnish(demo), "visitor")
    assert len(addresses) > 7
    examine(addresses, crossed)


def test_error_pages(examine: Examine, settings: Any, console_errors: list[str]) -> None:
    settings.ROOT_URLCONF = "tests.browser.error_urls"
    assert len(ERROR_PAGES) > 7
    examine(["/no-such-page/", *(f"/error/{name}/" for name in ERROR_PAGES)])
    expect_errors(console_errors, "status of 4", "status of 5")


def test_an_error_inside_an_organization(
    cast: Cast, sign_in: SignIn, examine: Examine, console_errors: list[str]
) -> None:
    sign_in(cast.viewer)
    home = f"/o/{cast.organization.slug}"
    examine([f"{home}/assess/no-such-instrument/results/", f"{home}/settings/", f"{home}/members/invite/"])
    expect_errors(console_errors, "status of 403", "status of 404", "status of 405")


def test_forms_with_mistakes(
    page: Page,
    cast: Cast,
    sign_in: SignIn,
    look: Look,
    console_errors: list[str],
) -> None:
    sign_in(cast.owner)
    home = f"/o/{cast.organization.slug}"
    for address, button in (
        ("/organizations/new/", "Add the organization"),
        (f"{home}/members/", "Send the invitation"),
        (f"{home}/settings/delete/", "Delete it in 14 days"),
    ):
        page.goto(address)
        press(page, button)
        expect(page.locator("[aria-invalid=true]").first).to_be_visible()
        look(page)
    page.goto("/accounts/password/change/")
    page.locator("input[type=password]").first.fill("not the password")
    page.locator("input[type=password]").nth(1).fill("short")
    page.locator("input[type=password]").nth(2).fill("other")
    press(page, "Save the new password")
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    look(page)
    expect_errors(console_errors, "status of 422")


def test_an_assessment_with_a_conflict_and_a_text_that_is_too_long(
    page: Page,
    cast: Cast,
    short: str,
    sign_in: SignIn,
    look: Look,
    console_errors: list[str],
) -> None:
    sign_in(cast.owner)
    page.goto(short)
    board, *_, hopes = questions(page)
    board.get_by_label("Yes").check()
    expect(page.locator("#save-status")).to_have_text("Saved just now")
    Record.objects.update(answers={"board": {"choice": "no", "text": ""}})
    board.get_by_label("In part").check()
    hopes.get_by_role("textbox").fill("Hope. " * 4000)
    hopes.get_by_role("textbox").blur()
    expect(board.get_by_role("button", name="Keep mine")).to_be_visible()
    expect(hopes.locator(".field-error")).to_be_visible()
    look(page)
    press(page, "Save")
    expect(page.get_by_role("button", name="Keep mine")).to_be_visible()
    look(page)
    expect_errors(console_errors, "status of 409")


@pytest.mark.parametrize("menu", [0, 1], ids=["organization", "account"])
def test_open_menus(page: Page, cast: Cast, sign_in: SignIn, look: Look, menu: int) -> None:
    cast.organization.name = "The Recovery Community Organization of the Greater Northern Lakes Region"
    cast.organization.save()
    sign_in(cast.owner)
    page.goto(f"/o/{cast.organization.slug}/")
    page.locator("details.menu summary").nth(menu).click()
    expect(page.locator("details.menu[open]")).to_have_count(1)
    look(page)
    expect(page.locator("details.menu[open]")).to_have_count(1)
