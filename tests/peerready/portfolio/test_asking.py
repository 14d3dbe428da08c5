"""Asking with a code and what comes of it. Whoever asks learns of a yes, and of nothing else."""

import re

import pytest
from django.db import IntegrityError, transaction

from organizations.models import AuditEvent, Organization
from peerready.portfolio.answering import agree, end, refuse
from peerready.portfolio.asking import MOST_ENTRIES, AskedAlreadyError, FullError, ask, drop
from peerready.portfolio.codes import as_code, make_code, new_code
from peerready.portfolio.forgetting import forget
from peerready.portfolio.models import Comparison, Portfolio, PortfolioEntry, SeenCode
from tests.cast import Cast
from tests.factories import InstrumentFactory

from .build import asked, code_of, portfolio_of, seen


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    return portfolio_of(cast.outsider)


def trail(organization: Organization) -> list[str]:
    return list(AuditEvent.objects.for_organization(organization).order_by("pk").values_list("action", flat=True))


def test_codes_are_read_however_they_are_typed() -> None:
    for _ in range(200):
        code = new_code()
        assert re.fullmatch(r"(?:[A-HJKMNP-Z2-9]{4}-){2}[A-HJKMNP-Z2-9]{4}", code)
        assert (
            as_code(code) == as_code(f"  {code.lower().replace('-', ' ')} ") == as_code(code.replace("-", "")) == code
        )
    assert {as_code(text) for text in ("", "KX7M-2QPR", "KX7M-2QPR-9DT0", "K" * 13, "é" * 12, "A" * 10_000)} == {""}


def test_a_new_code_takes_the_place_of_the_old_one(cast: Cast, portfolio: Portfolio) -> None:
    old, new = code_of(cast.organization), code_of(cast.organization)
    assert SeenCode.objects.get().code == new != old
    assert ask(portfolio=portfolio, code=old, actor=cast.outsider).organization is None
    assert ask(portfolio=portfolio, code=new, actor=cast.outsider).organization == cast.organization


def test_the_demo_has_no_code_and_agrees_to_nothing(cast: Cast, portfolio: Portfolio, demo: Organization) -> None:
    assert make_code(organization=demo, actor=cast.owner) is None
    assert not SeenCode.objects.exists()
    code = SeenCode.objects.create(organization=demo, code=new_code()).code
    assert ask(portfolio=portfolio, code=code, actor=cast.outsider).organization is None
    entry = PortfolioEntry.objects.create(portfolio=portfolio, organization=demo, code=new_code())
    assert not agree(entry=entry, organization=demo, actor=cast.owner)


def test_asked_agreed_and_ended_by_the_organization(cast: Cast, portfolio: Portfolio) -> None:
    entry = asked(portfolio, cast.organization)
    assert entry.is_silent
    assert agree(entry=entry, organization=cast.organization, actor=cast.administrator)
    entry.refresh_from_db()
    assert (entry.is_agreed, entry.called, entry.agreed_by_name) == (True, "Harbor House", "Administrator Person")
    assert end(entry=entry, organization=cast.organization, actor=cast.owner)
    entry.refresh_from_db()
    assert (entry.is_agreed, entry.is_silent, entry.ended_by_name) == (False, False, "Owner Person")
    assert trail(cast.organization) == ["portfolio-code", "portfolio-asked", "portfolio-agreed", "portfolio-ended"]


def test_what_was_answered_or_taken_back_meanwhile_stays(cast: Cast, portfolio: Portfolio) -> None:
    entry = asked(portfolio, cast.organization)
    drop(entry=entry, actor=cast.outsider)
    for act in (agree, refuse, end):
        assert not act(entry=entry, organization=cast.organization, actor=cast.owner)
    other = asked(portfolio, cast.organization)
    assert refuse(entry=other, organization=cast.organization, actor=cast.owner)
    for act in (agree, refuse, end):
        assert not act(entry=other, organization=cast.organization, actor=cast.owner)
    assert not agree(entry=asked(portfolio, cast.organization), organization=cast.elsewhere, actor=cast.outsider)


def test_once_refused_only_a_new_code_asks_again(cast: Cast, portfolio: Portfolio) -> None:
    entry = asked(portfolio, cast.organization)
    refuse(entry=entry, organization=cast.organization, actor=cast.owner)
    drop(entry=entry, actor=cast.outsider)
    with pytest.raises(AskedAlreadyError):
        ask(portfolio=portfolio, code=entry.code, actor=cast.outsider)
    assert asked(portfolio, cast.organization).organization == cast.organization


def test_a_code_that_nobody_has_is_refused_twice_in_the_same_way(cast: Cast, portfolio: Portfolio) -> None:
    code = new_code()
    drop(entry=ask(portfolio=portfolio, code=code, actor=cast.outsider), actor=cast.outsider)
    with pytest.raises(AskedAlreadyError):
        ask(portfolio=portfolio, code=code, actor=cast.outsider)


@pytest.mark.parametrize("first", [asked, seen])
def test_an_organization_is_in_a_portfolio_once(cast: Cast, portfolio: Portfolio, first: object) -> None:
    first(portfolio, cast.organization)  # type: ignore[operator]
    again = asked(portfolio, cast.organization)
    assert again.organization is None, "and so looks as if nobody had answered"
    assert trail(cast.organization).count("portfolio-asked") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PortfolioEntry.objects.create(portfolio=portfolio, organization=cast.organization, code=new_code())


def test_there_is_an_end_to_what_stands_in_a_portfolio(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ENTRIES == 150
    monkeypatch.setattr("peerready.portfolio.asking.MOST_ENTRIES", 1)
    entry = ask(portfolio=portfolio, code=new_code(), actor=cast.outsider)
    with pytest.raises(FullError):
        ask(portfolio=portfolio, code=code_of(cast.organization), actor=cast.outsider)
    drop(entry=entry, actor=cast.outsider)
    assert asked(portfolio, cast.organization).organization == cast.organization


def test_who_takes_an_organization_off_the_list_is_in_its_trail(cast: Cast, portfolio: Portfolio) -> None:
    entry = seen(portfolio, cast.organization)
    for _ in range(2):
        drop(entry=entry, actor=cast.outsider)
    entry.refresh_from_db()
    assert (entry.state, entry.dropped_at is not None) == ("ended", True)
    last = AuditEvent.objects.for_organization(cast.organization).filter(action="portfolio-ended").get()
    assert (last.actor_name, last.subject) == ("Outsider Person", "Ohio programs")


def test_a_deleted_organization_leaves_no_row_and_its_unanswered_request_tells_nothing(
    cast: Cast, portfolio: Portfolio
) -> None:
    refused, another = asked(portfolio, cast.organization), portfolio_of(cast.outsider, "Another")
    refuse(entry=refused, organization=cast.organization, actor=cast.owner)
    agreed = seen(another, cast.organization)
    key = str(cast.organization.pk)
    comparison = Comparison.objects.create(
        portfolio=another,
        instrument=InstrumentFactory(),
        made_on="2027-01-01",
        counted={key: 1, "0": 2},
        number=6,
        average=50,
    )
    forget(cast.organization)
    cast.organization.delete()
    refused.refresh_from_db()
    comparison.refresh_from_db()
    assert (refused.organization, refused.is_silent, refused.ended_by_name) == (None, True, "")
    assert not PortfolioEntry.objects.filter(pk=agreed.pk).exists()
    assert (comparison.counted, comparison.number) == ({"0": 2}, 6)
