"""Owners are told that somebody asks: by the worker, once a request, once a day at most."""

import sys
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from organizations import due
from organizations.ending import mark
from organizations.models import Role
from organizations.sending import UnreachableError
from peerready.portfolio.asking import ask, drop
from peerready.portfolio.codes import new_code
from peerready.portfolio.due import find_due
from peerready.portfolio.models import Portfolio, PortfolioEntry
from peerready.portfolio.tasks import tell_of_requests
from peerready.portfolio.telling import AGAIN, BETWEEN, GIVEN_UP, tell
from tests.cast import Cast
from tests.factories import MembershipFactory

from .build import asked, portfolio_of

NOW = timezone.now()


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """A little after what the test does, whenever it is run."""
    monkeypatch.setattr(sys.modules[__name__], "NOW", timezone.now() + timedelta(minutes=1))


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    return portfolio_of(cast.outsider)


def pass_through(later: timedelta = timedelta()) -> int:
    """What the worker does at that time; how many organizations it tells."""
    jobs = find_due(NOW + later)
    for task, (pk,) in jobs:
        assert task == tell_of_requests
        tell(organization_id=pk, now=NOW + later)
    return len(jobs)


def test_asking_sends_nothing_and_the_worker_tells_all_owners(cast: Cast, portfolio: Portfolio) -> None:
    MembershipFactory(organization=cast.organization, role=Role.OWNER, user__email="second@example.org")
    asked(portfolio, cast.organization)
    assert not mail.outbox
    assert (tell_of_requests, [cast.organization.pk]) in due.find_due(NOW), "the worker asks there"
    assert pass_through() == 1
    assert sorted(message.to[0] for message in mail.outbox) == ["owner@example.org", "second@example.org"]
    message = mail.outbox[0]
    assert message.subject == "Somebody asks to see how Harbor House stands"
    assert "“Ohio programs”, asked by Outsider Person (outsider@example.org)" in message.body
    assert f"http://testserver/o/{cast.organization.slug}/settings/seen/" in message.body
    assert pass_through(timedelta(days=9)) == 0


def test_once_a_day_however_many_ask(cast: Cast, portfolio: Portfolio) -> None:
    asked(portfolio, cast.organization)
    pass_through()
    for n in range(8):
        asked(portfolio_of(cast.outsider, f"Another {n}"), cast.organization)
    assert pass_through(timedelta(hours=1)) == 1
    assert find_due(NOW + timedelta(hours=2)) == []
    assert len(mail.outbox) == 1
    assert pass_through(BETWEEN + timedelta(minutes=1)) == 1
    assert len(mail.outbox) == 2
    assert mail.outbox[1].body.count("asked by") == 5
    assert "and 3 more" in mail.outbox[1].body


@pytest.mark.parametrize("why", ["nobody's code", "taken back", "ending", "answered"])
def test_nobody_is_told_where_there_is_nothing_to_answer(cast: Cast, portfolio: Portfolio, why: str) -> None:
    if why == "nobody's code":
        ask(portfolio=portfolio, code=new_code(), actor=cast.outsider)
    else:
        entry = asked(portfolio, cast.organization)
        if why == "taken back":
            drop(entry=entry, actor=cast.outsider)
        elif why == "ending":
            mark(organization=cast.organization, actor=cast.owner)
        else:
            PortfolioEntry.objects.update(state="agreed")
    assert pass_through() == 0
    tell(organization_id=cast.organization.pk, now=NOW)
    assert not mail.outbox


def test_a_mail_server_that_is_away_is_tried_again_and_not_for_ever(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise UnreachableError("away")

    monkeypatch.setattr("organizations.sending.connect", away)
    asked(portfolio, cast.organization)
    assert pass_through() == 1
    assert pass_through() == 0
    assert pass_through(AGAIN) == 1
    assert pass_through(GIVEN_UP) == 1
    assert pass_through(GIVEN_UP * 2) == 0


def test_a_worker_that_died_in_the_middle_tells_nobody_twice(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(messages: object) -> None:
        raise KeyboardInterrupt

    asked(portfolio, cast.organization)
    with monkeypatch.context() as killed:
        killed.setattr("peerready.portfolio.telling.hand_over_all", die)
        with pytest.raises(KeyboardInterrupt):
            pass_through()
    assert pass_through(timedelta(days=2)) == 0


def test_names_in_the_mail_are_text_on_one_line(cast: Cast) -> None:
    cast.organization.name = "Harbor\r\nBcc: all@example.org <b>"
    cast.organization.save()
    asked(portfolio_of(cast.outsider, "<script>{{ 7 }}\u202e"), cast.organization)
    pass_through()
    (message,) = mail.outbox
    assert message.subject == "Somebody asks to see how Harbor Bcc: all@example.org <b> stands"
    assert "“<script>{{ 7 }}”" in message.body
