"""The pages of a portfolio: only for its people, and what was refused looks like what nobody answered."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from peerready.portfolio.answering import end, refuse
from peerready.portfolio.asking import ask
from peerready.portfolio.codes import new_code
from peerready.portfolio.models import Portfolio, PortfolioEntry, PortfolioPerson, PortfolioRole
from tests.cast import Cast
from tests.factories import OrganizationFactory
from tests.invariants.page import problems
from tests.invariants.routes import our_routes

from .build import asked, code_of, group, portfolio_of, seen

HOSTILE = "<script>alert(1)</script>{{ 7 }}{% now 'Y' %} \" onmouseover=x"
UNLIKE = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*"|[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}|(?:asking|people)/\d+/|nonce="[^"]*"'
)


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    """The outsider keeps it, the viewer reads it; Harbor House has been asked with a code, Elsewhere is seen."""
    portfolio = portfolio_of(cast.outsider)
    portfolio.people.create(user=cast.viewer, email=cast.viewer.email, role=PortfolioRole.READER)
    asked(portfolio, cast.organization)
    seen(portfolio, cast.elsewhere)
    return portfolio


def urls(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    entry = PortfolioEntry.objects.filter(portfolio=portfolio).first()
    keeper = PortfolioPerson.objects.filter(portfolio=portfolio).last()
    values = {"portfolio": portfolio.pk, "entry": entry.pk if entry else 0, "keeper": keeper.pk if keeper else 0}
    for route in our_routes():
        if route.name.startswith("portfolios:") and "<int:portfolio>" in route.path:
            yield route.name, "/" + re.sub(r"<int:(\w+)>", lambda found: str(values[found[1]]), route.path)


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_somebody_elses_portfolio_is_404_like_one_that_is_none(cast: Cast, portfolio: Portfolio, method: str) -> None:
    client, found = cast.client("owner"), list(urls(portfolio))
    assert len(found) >= 10
    for _name, url in found:
        for address in (url, url.replace(f"/{portfolio.pk}/", "/999999/", 1), url.replace("/1/", f"/{10**30}/", 1)):
            assert getattr(client, method)(address).status_code in (404, 405)
            if method == "get":
                assert client.get(address).status_code != 200
    assert cast.client("visitor").get(found[0][1]).status_code == 302


def test_a_reader_reads_and_changes_nothing(cast: Cast, portfolio: Portfolio) -> None:
    client = cast.client("viewer")
    may = {"portfolio", "report", "people"}
    before = (list(PortfolioEntry.objects.values()), list(PortfolioPerson.objects.values()))
    for name, url in urls(portfolio):
        short = name.split(":")[1]
        status = client.get(url).status_code
        assert status == 200 if short in may or short == "remove-person" else status in (403, 405), name
        if short not in ("remove-person", "report-pdf", "table"):
            assert client.post(url).status_code in (403, 405), name
    owner = PortfolioPerson.objects.get(portfolio=portfolio, user=cast.outsider)
    assert client.post(f"/portfolios/{portfolio.pk}/people/{owner.pk}/remove/").status_code == 403
    assert before == (list(PortfolioEntry.objects.values()), list(PortfolioPerson.objects.values()))
    page = client.get(f"/portfolios/{portfolio.pk}/").content.decode()
    assert "Ask an organization" not in page
    assert "Take off" not in page
    mine = PortfolioPerson.objects.get(portfolio=portfolio, user=cast.viewer)
    assert client.post(f"/portfolios/{portfolio.pk}/people/{mine.pk}/remove/").status_code == 302
    assert client.get(f"/portfolios/{portfolio.pk}/").status_code == 404


def test_another_portfolios_rows_are_404_under_ones_own_address(cast: Cast, portfolio: Portfolio) -> None:
    other = portfolio_of(cast.hr, "Theirs")
    entry = asked(other, cast.elsewhere)
    client, person = cast.client("outsider"), other.people.get()
    for url in (f"asking/{entry.pk}/drop/", f"people/{person.pk}/remove/"):
        for method in (client.get, client.post):
            assert method(f"/portfolios/{portfolio.pk}/{url}").status_code == 404
    assert PortfolioEntry.objects.get(pk=entry.pk).dropped_at is None
    assert other.people.exists()


def test_begun_asked_and_seen_from_beginning_to_end(cast: Cast) -> None:
    client = cast.client("outsider")
    assert "No portfolio yet" in client.get("/portfolios/").content.decode()
    bad = client.post("/portfolios/new/", {"name": "\u200b", "kept_by": ""})
    assert bad.status_code == 422
    client.post("/portfolios/new/", {"name": "Ohio", "kept_by": "A center"})
    portfolio = Portfolio.objects.get()
    url = f"/portfolios/{portfolio.pk}/"
    assert "No organization yet" in client.get(url).content.decode()
    assert client.post(f"{url}asking/", {"code": "too short"}).status_code == 422
    typed = code_of(cast.organization).lower().replace("-", " ")
    assert client.post(f"{url}asking/", {"code": typed}).status_code == 302
    assert cast.organization.name not in client.get(f"{url}asking/").content.decode()
    entry = PortfolioEntry.objects.get()
    agreed = cast.client("administrator").post(f"/o/{cast.organization.slug}/settings/seen/{entry.pk}/agree/")
    assert agreed.status_code == 302
    page = client.get(url).content.decode()
    assert "Harbor House" in page
    assert "From 5 organizations on" in page
    assert client.post(f"{url}asking/{entry.pk}/drop/").status_code == 302
    assert "No organization yet" in client.get(url).content.decode()
    assert client.post(f"{url}details/", {"name": "Iowa", "kept_by": "B"}).status_code == 302
    assert client.post(f"{url}delete/").status_code == 302
    assert not Portfolio.objects.exists()


def pages_of(client: Client, portfolio: Portfolio) -> list[bytes]:
    return [
        UNLIKE.sub(b"", client.get(f"/portfolios/{portfolio.pk}/{page}").content)
        for page in ("", "asking/", "report/", "people/")
    ]


def test_refused_unanswered_ended_and_nobodys_look_the_same(cast: Cast) -> None:
    looks, answers = [], []
    for what in ("nobody's", "unanswered", "refused", "unanswered once more"):
        client, portfolio = cast.client("outsider"), portfolio_of(cast.outsider)
        code = new_code() if what == "nobody's" else code_of(cast.organization)
        said = client.post(f"/portfolios/{portfolio.pk}/asking/", {"code": code}, follow=True)
        answers.append((said.status_code, re.sub(rb"/portfolios/\d+/", b"", UNLIKE.sub(b"", said.content))))
        entry = PortfolioEntry.objects.get(portfolio=portfolio)
        if what == "refused":
            refuse(entry=entry, organization=cast.organization, actor=cast.owner)
        again = client.post(f"/portfolios/{portfolio.pk}/asking/", {"code": code})
        assert (again.status_code, b"has asked with this code before" in again.content) == (422, True)
        looks.append([re.sub(rb"/portfolios/\d+/", b"", page) for page in pages_of(client, portfolio)])
    for n, page in enumerate(looks[0]):
        for look in looks:
            assert look[n] == page
    assert all(answer == answers[0] for answer in answers)


def test_names_that_try_something_are_shown_as_typed(cast: Cast, portfolio: Portfolio) -> None:
    Portfolio.objects.update(name=HOSTILE, kept_by=HOSTILE)
    cast.elsewhere.name = HOSTILE
    cast.elsewhere.save()
    cast.outsider.name = HOSTILE
    cast.outsider.save()
    other = OrganizationFactory(name=HOSTILE)
    end(entry=seen(portfolio, other), organization=other, actor=cast.outsider)
    client = cast.client("outsider")
    for _name, url in (*urls(portfolio), ("", "/portfolios/")):
        response = client.get(url)
        if response.status_code == 200:
            assert problems(response) == []
            assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert(1)" in client.get(f"/portfolios/{portfolio.pk}/").content


def test_codes_are_asked_with_no_more_than_so_often(cast: Cast, portfolio: Portfolio, settings: object) -> None:
    def tried() -> HttpResponse:
        return cast.client("outsider").post(f"/portfolios/{portfolio.pk}/asking/", {"code": new_code()})

    settings.ACCOUNT_RATE_LIMITS = {"portfolio_ask": "2/h/key"}  # type: ignore[attr-defined]
    assert [tried().status_code for _ in range(3)] == [302, 302, 429]
    assert "Wait an hour" in tried().content.decode()


def test_somebody_is_invited_by_address_and_finds_it_in_their_list(cast: Cast, portfolio: Portfolio) -> None:
    url = f"/portfolios/{portfolio.pk}/people/"
    client = cast.client("outsider")
    assert client.post(url, {"email": "hr@example.org", "role": "boss"}).status_code == 422
    assert client.post(url, {"email": "hr@example.org", "role": "reader"}).status_code == 302
    assert client.post(url, {"email": "HR@example.org", "role": "reader"}).status_code == 422
    assert [message.to for message in mail.outbox] == [["hr@example.org"]]
    assert "has not come yet" in client.get(url).content.decode()
    hr = cast.client("hr")
    assert "Ohio programs" not in hr.get("/portfolios/").content.decode()
    EmailAddress.objects.create(user=cast.hr, email="hr@example.org", verified=True)
    assert "Ohio programs" in hr.get("/portfolios/").content.decode()
    assert hr.get(f"/portfolios/{portfolio.pk}/").status_code == 200


def test_the_last_owner_stays_and_is_told_why(cast: Cast, portfolio: Portfolio) -> None:
    mine = PortfolioPerson.objects.get(portfolio=portfolio, user=cast.outsider)
    url = f"/portfolios/{portfolio.pk}/people/{mine.pk}/remove/"
    client = cast.client("outsider")
    assert "Leave" in client.get(url).content.decode()
    assert "A portfolio needs an owner" in client.post(url, follow=True).content.decode()


def test_no_page_shows_a_share_of_one_organization(cast: Cast) -> None:
    portfolio = portfolio_of(cast.outsider)
    group(portfolio, [0, 1, 3, 5, 6, 6])
    client = cast.client("outsider")
    for page in ("", "report/"):
        text = client.get(f"/portfolios/{portfolio.pk}/{page}").content.decode().split("</h1>")[1]
        shares = set(re.findall(r"\d+(?=%)", text.split("How levels are found")[0]))
        assert shares == {"60"}, "the average of all, 58"
    ask(portfolio=portfolio, code=new_code(), actor=cast.outsider)
