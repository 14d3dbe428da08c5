"""When a measure asks for its next value."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.goals.due import MONTHS, add_months, next_due
from checklists.models import HowOften

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
OFTEN = st.sampled_from(list(HowOften))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_are_added_as_people_count_them(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(DAYS, st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 24))
def test_later_days_stay_later(one: date, other: date, months: int) -> None:
    if one <= other:
        assert add_months(one, months) <= add_months(other, months)


@given(OFTEN, DAYS, DAYS)
def test_the_next_value_counts_from_the_last_one(how_often: HowOften, starts_on: date, last_on: date) -> None:
    assert next_due(how_often, starts_on, last_on) == add_months(last_on, MONTHS[how_often]) > last_on


@given(OFTEN, DAYS)
def test_the_first_value_counts_from_the_beginning(how_often: HowOften, starts_on: date) -> None:
    assert next_due(how_often, starts_on, None) == add_months(starts_on, MONTHS[how_often])


def test_every_choice_of_how_often_has_its_months() -> None:
    assert set(MONTHS) == set(HowOften)
