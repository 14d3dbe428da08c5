from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.money.source_form import form_with_its_years, posted_form, years_to_ask

TODAY = date(2027, 5, 4)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "filled", "years"),
    [
        (None, None, [], [2027, 2028, 2029, 2030, 2031]),
        (date(2028, 3, 1), date(2029, 2, 1), [], [2028, 2029]),
        (date(2028, 3, 1), None, [], [2028, 2029, 2030, 2031, 2032]),
        (None, date(2029, 1, 1), [], [2027, 2028, 2029]),
        (None, date(2025, 1, 1), [], [2025]),
        (date(2028, 3, 1), date(2028, 9, 1), [2026], [2026, 2028]),
        (date(2099, 1, 1), None, [], [2099, 2100]),
    ],
)
def test_a_source_is_asked_for_the_years_it_pays_in(
    first: date | None, last: date | None, filled: list[int], years: list[int]
) -> None:
    assert years_to_ask(first, last, filled, TODAY) == years


@given(DAYS, DAYS, st.lists(st.integers(2000, 2100), max_size=5))
def test_no_year_with_an_amount_is_lost_and_none_is_beyond_what_is_kept(
    first: date | None, last: date | None, filled: list[int]
) -> None:
    years = years_to_ask(first, last, filled, TODAY)
    assert set(filled) <= set(years) <= set(range(2000, 2101))
    assert years == sorted(set(years))


@pytest.mark.parametrize("day", ["", "soon", "2027-02-30", "99999-01-01", "0000-00-00", "\x00"])
def test_dates_that_are_none_leave_the_years_as_they_would_be(day: str) -> None:
    form = form_with_its_years({"covers_from": day, "covers_to": "2028-01-01", "amount-2050": "x"}, TODAY)
    assert form.years == [2027, 2028, 2050]


def test_hostile_names_of_fields_make_no_field() -> None:
    names = (
        "amount-1",
        "amount-1999",
        "amount-2101",
        "amount-20277",
        "amount-",
        "amount-\uff12027",
        "xamount-2027",
    )
    assert posted_form(dict.fromkeys(names, "5"), TODAY).years == [2027, 2028, 2029, 2030, 2031]
