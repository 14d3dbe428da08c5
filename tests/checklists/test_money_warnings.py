from datetime import date
from decimal import Decimal

import pytest

from checklists.models import FundingStatus
from checklists.money.warnings import Caution, Kind, cautions
from checklists.money.years import Source, by_year

from .money import source

TODAY = date(2027, 5, 4)


def warned(costs: dict[int, int], *sources: Source) -> dict[Kind, Caution]:
    years = by_year({year: Decimal(cost) for year, cost in costs.items()}, sources, TODAY)
    return {caution.kind: caution for caution in cautions(years, sources, TODAY)}


def test_one_source_that_ends_and_carries_all_is_pointed_out() -> None:
    found = warned({2027: 100, 2028: 100}, source("The grant", ends=True, y2027=100, y2028=100))
    assert set(found) == {Kind.ONE_SOURCE}
    assert found[Kind.ONE_SOURCE].years == (2027, 2028)
    assert "“The grant”" in found[Kind.ONE_SOURCE].lines[0]
    assert "2027 and 2028" in found[Kind.ONE_SOURCE].lines[0]


@pytest.mark.parametrize(
    "other",
    [
        source("Second", y2027=1),
        source("Second", ends=True, y2027=1),
    ],
)
def test_a_second_secured_source_is_enough(other: Source) -> None:
    assert Kind.ONE_SOURCE not in warned({2027: 100}, source(ends=True, y2027=100), other)


@pytest.mark.parametrize(
    "other",
    [
        source("Second", y2027=0),
        source("Second", y2028=50),
        source("Second", FundingStatus.APPLIED, y2027=50),
        source("Second", FundingStatus.IDEA, y2027=50),
        source("Second", FundingStatus.DECLINED, y2027=50),
    ],
)
def test_what_gives_nothing_that_year_is_no_second_source(other: Source) -> None:
    assert warned({2027: 100}, source(ends=True, y2027=100), other)[Kind.ONE_SOURCE].years == (2027,)


def test_one_source_that_goes_on_is_no_reason_to_warn() -> None:
    assert warned({2027: 100}, source(ends=False, y2027=100)) == {}


def test_years_past_are_not_warned_of() -> None:
    assert warned({2025: 100, 2026: 100}, source(ends=True, y2026=100)) == {}


def test_each_source_that_is_alone_is_named_with_its_years() -> None:
    found = warned({}, source("A", ends=True, y2027=1), source("B", ends=True, y2028=1))[Kind.ONE_SOURCE]
    assert found.years == (2027, 2028)
    assert len(found.lines) == 2


def test_money_that_ends_before_the_need_is_pointed_out() -> None:
    grant = source("The grant", ends=True, covers_to=date(2028, 6, 30), y2027=100, y2028=60)
    found = warned({2027: 100, 2028: 100, 2029: 80}, grant)[Kind.ENDS_EARLY]
    assert found.years == (2028, 2029)
    assert "ends on June 30, 2028" in found.lines[0]
    assert "2028 and 2029 cost, $120 is not secured" in found.lines[0]


def test_an_end_is_no_matter_where_others_have_secured_what_follows() -> None:
    grant = source("The grant", ends=True, covers_to=date(2027, 12, 31), y2027=50)
    assert Kind.ENDS_EARLY not in warned({2027: 100, 2028: 100}, grant, source("Medicaid", y2027=50, y2028=100))


def test_an_end_on_the_last_day_of_the_need_is_no_matter() -> None:
    grant = source("The grant", ends=True, covers_to=date(2027, 12, 31), y2027=50)
    assert Kind.ENDS_EARLY not in warned({2027: 100}, grant)
    assert Kind.ENDS_EARLY in warned({2027: 100}, source(ends=True, covers_to=date(2027, 12, 30), y2027=50))


def test_a_source_without_a_date_ends_with_its_last_year() -> None:
    assert warned({2027: 9, 2028: 9}, source(ends=True, y2027=9))[Kind.ENDS_EARLY].years == (2028,)


@pytest.mark.parametrize(
    "other",
    [
        source(ends=False, covers_to=date(2027, 6, 1), y2027=5),
        source(ends=True, covers_to=date(2027, 5, 3), y2027=5),
        source(status=FundingStatus.APPLIED, ends=True, covers_to=date(2027, 6, 1), y2027=5),
        source(ends=True, covers_to=date(2027, 6, 1)),
    ],
    ids=["goes on", "is past", "not secured", "pays nothing"],
)
def test_only_secured_money_that_is_still_to_end_is_said_to_end(other: Source) -> None:
    assert Kind.ENDS_EARLY not in warned({2027: 10, 2028: 10}, other)


def test_a_year_with_need_and_nothing_secured_is_pointed_out() -> None:
    found = warned({2026: 5, 2027: 10, 2028: 20, 2029: 0}, source(status=FundingStatus.APPLIED, y2028=15))
    assert set(found) == {Kind.NOTHING_SECURED}
    assert found[Kind.NOTHING_SECURED].title == "Nothing is secured yet for 2027 and 2028"
    assert found[Kind.NOTHING_SECURED].lines == ("The program needs $30 then. $15 of it is applied for.",)


def test_a_little_that_is_secured_is_not_nothing() -> None:
    assert Kind.NOTHING_SECURED not in warned({2027: 10}, source(y2027=1))


def test_nothing_known_is_no_reason_to_warn() -> None:
    assert warned({}) == {}
