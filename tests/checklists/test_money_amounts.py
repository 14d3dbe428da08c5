from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.money.amounts import (
    BELOW_ZERO,
    HOW,
    MOST,
    TOO_LARGE,
    AmountError,
    dollars,
    in_short,
    read_amount,
    typed,
    years_in_words,
)

AMOUNTS = st.decimals(0, MOST, places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("85,000", "85000.00"),
        ("$85,000.50", "85000.50"),
        ("85000", "85000.00"),
        (" $ 85 000 ", "85000.00"),
        ("1,234,567.8", "1234567.80"),
        ("US$ 10", "10.00"),
        ("10 usd", "10.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("0", "0.00"),
        ("007", "7.00"),
        ("9,999,999,999.99", "9999999999.99"),
        ("85\u00a0000", "85000.00"),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, amount: str) -> None:
    assert str(read_amount(text)) == amount


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-5", BELOW_ZERO),
        ("$-5", BELOW_ZERO),
        ("-$5", BELOW_ZERO),
        ("\u22125,000", BELOW_ZERO),
        ("(5,000)", BELOW_ZERO),
        ("NaN", HOW),
        ("Infinity", HOW),
        ("1e400", HOW),
        ("1e4", HOW),
        ("85,00", HOW),
        ("1,2345", HOW),
        ("85.000", HOW),
        ("8.5.0", HOW),
        ("85k", HOW),
        ("=1+1", HOW),
        ("", HOW),
        (".", HOW),
        ("$", HOW),
        ("٨٥", HOW),
        ("<b>5</b>", HOW),
        ("9" * 5_000, HOW),
        ("1234567890123", TOO_LARGE),
        ("10,000,000,000", TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_do(text: str, problem: str) -> None:
    with pytest.raises(AmountError) as refused:
        read_amount(text)
    assert str(refused.value) == problem


@given(AMOUNTS)
def test_what_is_shown_can_be_typed_again(amount: Decimal) -> None:
    assert read_amount(typed(amount)) == amount
    assert read_amount(dollars(amount)) == amount
    assert read_amount(f"{amount:.2f}") == amount


@given(st.text(max_size=60))
def test_any_text_is_an_amount_in_bounds_or_refused(text: str) -> None:
    try:
        amount = read_amount(text)
    except AmountError:
        return
    assert 0 <= amount <= MOST
    assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        ("0", "$0"),
        ("950", "$950"),
        ("999.6", "$1k"),
        ("85000", "$85k"),
        ("85500", "$85.5k"),
        ("198500", "$199k"),
        ("999999", "$1M"),
        ("1250000", "$1.25M"),
        ("9999999999.99", "$10B"),
    ],
)
def test_where_there_is_little_room_three_digits_say_it(amount: str, short: str) -> None:
    assert in_short(Decimal(amount)) == short


@given(AMOUNTS)
def test_the_short_form_is_never_long(amount: Decimal) -> None:
    assert len(in_short(amount)) <= 6


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([], ""),
        ([2027], "2027"),
        ([2028, 2027], "2027 and 2028"),
        ([2027, 2028, 2029], "2027 to 2029"),
        ([2027, 2028, 2029, 2031], "2027 to 2029 and 2031"),
        ([2027, 2029, 2031], "2027, 2029 and 2031"),
    ],
)
def test_years_are_said_as_one_says_them(years: list[int], words: str) -> None:
    assert years_in_words(years) == words
