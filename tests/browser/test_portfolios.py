"""A portfolio in a browser: an organization agrees to a request, and no page on the way has a barrier."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from organizations.models import Organization
from peerready.portfolio.codes import new_code
from peerready.portfolio.keeping import invite
from tests.cast import Cast
from tests.peerready.portfolio.build import code_of, group, portfolio_of

Look = Callable[[Page], None]


@pytest.fixture
def asked(cast: Cast) -> tuple[str, Organization]:
    """The outsider's portfolio with eleven organizations, and Harbor House, which has a code."""
    portfolio = portfolio_of(cast.outsider)
    group(portfolio, [0, 1, 2, 3, 4, 5, 6, 6, 5, 4, 3])
    invite(portfolio=portfolio, email="reader@example.org", role="reader")
    return f"/portfolios/{portfolio.pk}/", cast.organization


def test_asked_and_agreed_without_barriers(
    page: Page,
    cast: Cast,
    asked: tuple[str, Organization],
    sign_in: Callable[..., None],
    new_context: Callable[..., BrowserContext],
    glance: Look,
) -> None:
    url, organization = asked
    sign_in(cast.outsider)
    page.goto(f"{url}asking/")
    for code in (new_code(), code_of(organization)):
        page.get_by_label("Code of the organization").fill(code.lower())
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_text("The request is on its way")).to_be_visible()
    glance(page)

    theirs = new_context()
    sign_in(cast.administrator, theirs)
    other = theirs.new_page()
    other.goto(f"/o/{organization.slug}/settings/")
    other.get_by_role("link", name="See who asks, and what they would see").click()
    glance(other)
    other.get_by_role("button", name="Agree to be seen in Ohio programs").click()
    expect(other.get_by_text("They see how you stand from now on")).to_be_visible()
    glance(other)

    page.goto(url)
    expect(page.get_by_role("heading", name="12 organizations")).to_be_visible()
    page.get_by_label("In order of").select_option("Motivation, lowest first")
    page.get_by_role("button", name="Sort").click()
    expect(page.get_by_label("In order of")).to_have_value("motivation")
    glance(page)
    page.get_by_role("link", name="Read the report").click()
    glance(page)
    for more in ("people/", "details/", "delete/"):
        page.goto(f"{url}{more}")
        glance(page)
    page.goto("/portfolios/")
    glance(page)
