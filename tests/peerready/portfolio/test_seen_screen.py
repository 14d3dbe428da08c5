"""What an organization sees of those who ask to see it, and answers."""

import re

import pytest

from organizations.ending import mark
from organizations.models import Organization
from peerready.portfolio.models import PortfolioEntry, SeenCode
from tests.cast import Cast
from tests.factories import InstrumentFactory
from tests.invariants.page import problems

from .build import asked, completes, portfolio_of, seen


def url(organization: Organization, more: str = "") -> str:
    return f"/o/{organization.slug}/settings/seen/{more}"


def test_a_code_is_made_when_somebody_wants_one_and_not_before(cast: Cast) -> None:
    client = cast.client("administrator")
    assert "Nobody can ask you yet" in client.get(url(cast.organization)).content.decode()
    assert not SeenCode.objects.exists()
    client.post(url(cast.organization, "code/"))
    first = SeenCode.objects.get().code
    assert first in client.get(url(cast.organization)).content.decode()
    client.post(url(cast.organization, "code/"))
    assert first not in client.get(url(cast.organization)).content.decode()


def test_the_page_shows_who_asks_who_sees_and_exactly_what(cast: Cast) -> None:
    completes(cast.organization, InstrumentFactory(area="culture"), 6)
    asked(portfolio_of(cast.outsider, "Asks <b>us</b>"), cast.organization)
    seen(portfolio_of(cast.outsider, "Sees us"), cast.organization)
    response = cast.client("owner").get(url(cast.organization))
    page = re.sub(r"<[^>]+>", "", response.content.decode())
    assert problems(response) == []
    assert "Asks &lt;b&gt;us&lt;/b&gt;" in page
    assert "by Outsider Person (outsider@example.org). Of this only the address was checked." in page
    assert "1 person can open it: Outsider Person (outsider@example.org)" in page
    assert re.search(r"Culture\s*Strong, last completed on", page)
    assert "No plan yet" in page


def test_answers_are_taken_and_said(cast: Cast) -> None:
    client = cast.client("owner")
    agreed = asked(portfolio_of(cast.outsider, "One"), cast.organization)
    refused = asked(portfolio_of(cast.outsider, "Two"), cast.organization)

    def post(entry: PortfolioEntry, what: str) -> str:
        return client.post(url(cast.organization, f"{entry.pk}/{what}/"), follow=True).content.decode()

    assert "They see how you stand from now on" in post(agreed, "agree")
    assert "are not told that you have refused" in post(refused, "refuse")
    assert "answered or taken back meanwhile" in post(refused, "agree")
    assert "They no longer see how you stand" in post(agreed, "end")
    page = client.get(url(cast.organization)).content.decode()
    assert "Who saw it before" in page
    assert "Two" not in page.split("</h1>")[1].split("What they would see")[1]


@pytest.mark.parametrize("what", ["agree", "refuse", "end"])
def test_another_organizations_request_is_404(cast: Cast, what: str) -> None:
    entry = asked(portfolio_of(cast.hr), cast.elsewhere)
    assert cast.client("owner").post(url(cast.organization, f"{entry.pk}/{what}/")).status_code == 404
    entry.refresh_from_db()
    assert entry.state == "asked"


def test_an_organization_that_ends_agrees_to_nothing(cast: Cast) -> None:
    entry = asked(portfolio_of(cast.outsider), cast.organization)
    mark(organization=cast.organization, actor=cast.owner)
    client = cast.client("owner")
    assert client.get(url(cast.organization)).status_code == 200
    assert client.post(url(cast.organization, f"{entry.pk}/agree/")).status_code == 409


def test_the_demo_has_no_code_to_make(cast: Cast, demo: Organization) -> None:
    client = cast.client("owner")
    demo.memberships.create(user=cast.owner, role="owner")
    assert "belongs to everybody" in client.get(url(demo)).content.decode()
    assert "The demo is seen in no portfolio" in client.post(url(demo, "code/"), follow=True).content.decode()
    assert not SeenCode.objects.exists()
