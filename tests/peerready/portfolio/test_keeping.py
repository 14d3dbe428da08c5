"""A portfolio's people: invited by address, theirs once the address is confirmed, never without an owner."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from organizations.models import AuditEvent, User
from peerready.portfolio import keeping
from peerready.portfolio.keeping import FullError, LastOwnerError
from peerready.portfolio.models import Portfolio, PortfolioEntry, PortfolioPerson, PortfolioRole
from tests.cast import Cast

from .build import portfolio_of, seen

OWNER, READER = PortfolioRole.OWNER, PortfolioRole.READER


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    return portfolio_of(cast.outsider)


def confirmed(user: User, *more: str) -> None:
    for address in (user.email, *more):
        EmailAddress.objects.create(user=user, email=address, verified=True)


def who(portfolio: Portfolio) -> set[tuple[str, str]]:
    return {(str(person.user), person.role) for person in portfolio.people.all()}


def test_whoever_begins_it_owns_it_and_renames_it(cast: Cast, portfolio: Portfolio) -> None:
    assert who(portfolio) == {("Outsider Person", "owner")}
    keeping.rename(portfolio=portfolio, name="New", kept_by="Others")
    assert (portfolio.name, portfolio.kept_by) == ("New", "Others")


def test_one_keeps_so_many_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_PORTFOLIOS", 1)
    portfolio_of(cast.outsider)
    with pytest.raises(FullError, match="1 portfolios"):
        portfolio_of(cast.outsider)
    portfolio_of(cast.hr)


def test_an_invited_address_opens_it_once_it_is_confirmed(cast: Cast, portfolio: Portfolio) -> None:
    invited = keeping.invite(portfolio=portfolio, email="HR@example.org", role=READER)
    assert invited
    assert keeping.claim(cast.hr) == 0, "an address that nobody confirmed could be anybody's"
    EmailAddress.objects.create(user=cast.viewer, email="hr@example.org", verified=False)
    assert keeping.claim(cast.viewer) == 0
    confirmed(cast.hr)
    assert keeping.claim(cast.hr) == 1
    assert keeping.claim(cast.hr) == 0
    assert who(portfolio) == {("Outsider Person", "owner"), ("Hr Person", "reader")}


def test_somebody_with_two_addresses_is_there_once(cast: Cast, portfolio: Portfolio) -> None:
    confirmed(cast.hr, "second@example.org")
    for email in ("hr@example.org", "second@example.org"):
        keeping.invite(portfolio=portfolio, email=email, role=READER)
    assert keeping.claim(cast.hr) == 1
    assert portfolio.people.count() == 2


def test_nobody_is_invited_twice_and_not_too_many(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keeping.invite(portfolio=portfolio, email="Outsider@example.org", role=READER) is None
    PortfolioPerson.objects.update(email="old@example.org")
    assert keeping.invite(portfolio=portfolio, email="outsider@example.org", role=READER) is None
    monkeypatch.setattr(keeping, "MOST_PEOPLE", 1)
    with pytest.raises(FullError):
        keeping.invite(portfolio=portfolio, email="new@example.org", role=READER)


def test_a_portfolio_keeps_an_owner_who_has_come(cast: Cast, portfolio: Portfolio) -> None:
    mine = portfolio.people.get()
    other = keeping.invite(portfolio=portfolio, email="hr@example.org", role=OWNER)
    assert other
    with pytest.raises(LastOwnerError):
        keeping.remove_person(person=mine)
    confirmed(cast.hr)
    keeping.claim(cast.hr)
    keeping.remove_person(person=mine)
    assert who(portfolio) == {("Hr Person", "owner")}


def test_the_mail_says_where_and_holds_no_markup_of_theirs(cast: Cast) -> None:
    portfolio = portfolio_of(cast.outsider, "<b>Ours</b>")
    person = keeping.invite(portfolio=portfolio, email="new@example.org", role=READER)
    assert person
    assert keeping.send_invitation(person=person, inviter=cast.outsider)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["new@example.org"], "A portfolio on PeerReady for you to read")
    assert "Outsider Person (outsider@example.org)" in message.body
    assert "“<b>Ours</b>”" in message.body
    assert "http://testserver/portfolios/" in message.body


def test_organizations_learn_that_a_portfolio_was_deleted(cast: Cast, portfolio: Portfolio) -> None:
    seen(portfolio, cast.organization)
    keeping.delete(portfolio=portfolio, actor=cast.outsider)
    assert not PortfolioEntry.objects.exists()
    event = AuditEvent.objects.for_organization(cast.organization).get(action="portfolio-ended")
    assert (event.actor_name, event.subject) == ("Outsider Person", "Ohio programs")
