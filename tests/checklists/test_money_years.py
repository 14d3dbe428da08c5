"""What is needed, secured and missing, by year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import FundingStatus
from checklists.money.amounts import MOST
from checklists.money.years import Source, Total, by_year

from .money import source

TODAY = date(2027, 5, 4)
YEARS = st.integers(2020, 2032)
SUMS = st.dictionaries(YEARS, st.decimals(0, MOST, places=2), max_size=6)
SOURCES = st.lists(
    st.builds(
        Source,
        name=st.just("A"),
        status=st.sampled_from(FundingStatus.values),
        ends=st.booleans(),
        covers_from=st.none(),
        covers_to=st.none(),
        amounts=SUMS,
    ),
    max_size=5,
)


def test_a_gap_is_what_is_needed_and_not_secured() -> None:
    (year,) = by_year({2027: Decimal(100)}, [source(y2027=60), source(status=FundingStatus.APPLIED, y2027=30)], TODAY)
    assert (year.secured, year.applied, year.gap, year.applied_of_gap, year.open) == (60, 30, 40, 30, 10)


def test_more_than_is_needed_is_no_gap_and_pays_for_no_other_year() -> None:
    years = by_year({2027: Decimal(100), 2028: Decimal(100)}, [source(y2027=150)], TODAY)
    assert [year.gap for year in years] == [0, 100]
    total = Total(years)
    assert (total.need, total.secured, total.gap) == (200, 100, 100)


def test_ideas_and_what_was_declined_count_for_nothing() -> None:
    found = [source(status=status, y2027=50) for status in (FundingStatus.IDEA, FundingStatus.DECLINED)]
    assert by_year({}, found, TODAY) == ()
    assert by_year({2027: Decimal(9)}, found, TODAY)[0].gap == 9


def test_what_has_ended_counts_up_to_this_year() -> None:
    ended = source(status=FundingStatus.ENDED, y2026=10, y2027=10, y2028=10)
    years = by_year({2028: Decimal(10)}, [ended], TODAY)
    assert [(year.year, year.secured) for year in years] == [(2026, 10), (2027, 10), (2028, 0)]


def test_years_between_are_there_and_what_nobody_said_is_not_known() -> None:
    years = by_year({2027: Decimal(5), 2030: Decimal(0)}, [], TODAY)
    assert [year.year for year in years] == [2027, 2028, 2029, 2030]
    assert [year.gap for year in years] == [5, None, None, 0]
    assert Total(years).span == "2027 and 2030"


@given(SUMS, SOURCES)
def test_what_is_secured_and_what_is_missing_make_the_need(costs: dict[int, Decimal], sources: list[Source]) -> None:
    years = by_year(costs, sources, TODAY)
    for year in years:
        if year.need is not None:
            assert year.gap == max(year.need - year.secured, 0)
            assert min(year.need, year.secured) + year.applied_of_gap + year.open == year.need
    total = Total(years)
    assert total.need == sum(costs.values())
    assert total.secured + total.applied + total.open == total.need
    assert min(total.secured, total.applied, total.open) >= 0


@given(SUMS, SOURCES, st.randoms())
def test_the_order_of_sources_changes_nothing(costs: dict[int, Decimal], sources: list[Source], chance: object) -> None:
    mixed = list(sources)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert by_year(costs, mixed, TODAY) == by_year(costs, sources, TODAY)


@given(SUMS, SOURCES, SUMS)
def test_another_secured_source_never_widens_a_gap(
    costs: dict[int, Decimal], sources: list[Source], more: dict[int, Decimal]
) -> None:
    another = replace(source(), amounts=more)
    before = {year.year: year.gap for year in by_year(costs, sources, TODAY)}
    after = {year.year: year.gap for year in by_year(costs, [*sources, another], TODAY)}
    for year, cost in costs.items():
        assert after[year] <= before[year] <= cost


@pytest.mark.parametrize(
    ("given_source", "day"),
    [
        (source(ends=True, covers_to=date(2028, 6, 30), y2027=5), date(2028, 6, 30)),
        (source(ends=True, y2027=5, y2029=0), date(2027, 12, 31)),
        (source(ends=False, y2027=5), None),
        (source(ends=True), None),
    ],
)
def test_the_last_day_is_what_was_said_or_the_last_year_paid(given_source: Source, day: date | None) -> None:
    assert given_source.last_day == day
