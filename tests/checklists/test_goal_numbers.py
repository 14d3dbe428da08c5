"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checklists.goals.numbers import (
    COMMA,
    LARGEST,
    NOT_A_NUMBER,
    TOO_FINE,
    TOO_LARGE,
    TWO_WAYS,
    NotANumberError,
    plain,
    read_number,
    shown,
)

NUMBERS = st.decimals(-LARGEST, LARGEST, places=2)
UNITS = st.sampled_from(["", "%", "$", "meetings", "points"])


@given(NUMBERS, UNITS)
@example(Decimal("-0.5"), "$")
@example(LARGEST, "%")
def test_what_is_shown_can_be_typed_again(number: Decimal, unit: str) -> None:
    assert read_number(shown(number, unit), unit) == number
    assert read_number(plain(number), unit) == number


@given(st.text() | st.text("0123456789.,-+$% e"), UNITS)
@example("1e400", "")
@example("9" * 5_000, "")
def test_anything_typed_is_a_number_that_can_be_kept_or_is_refused_in_words(text: str, unit: str) -> None:
    number, refused = Decimal(0), "."
    try:
        number = read_number(text, unit)
    except NotANumberError as error:
        refused = str(error)
    assert refused.endswith(".")
    assert -LARGEST <= number <= LARGEST
    assert number == round(number, 2)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1,200", "", "1200"),
        ("1 200", "", "1200"),
        ("1,234,567.5", "", "1234567.5"),
        ("85 %", "%", "85"),
        ("85%", "%", "85"),
        ("85 percent", "%", "85"),
        ("$85,000", "$", "85000"),
        ("-$5.50", "$", "-5.5"),
        ("\u22125", "", "-5"),
        ("85 dollars", "$", "85"),
        ("12 Meetings", "meetings", "12"),
        (".5", "", "0.5"),
        ("85.", "", "85"),
        ("0007", "", "7"),
        ("2.5000", "", "2.5"),
        ("-0", "", "0"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(text: str, unit: str, number: str) -> None:
    assert str(read_number(text, unit).normalize()) == str(Decimal(number).normalize())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", NOT_A_NUMBER),
        ("many", NOT_A_NUMBER),
        ("NaN", NOT_A_NUMBER),
        ("Infinity", NOT_A_NUMBER),
        ("1e400", NOT_A_NUMBER),
        ("0x10", NOT_A_NUMBER),
        ("=1+1", NOT_A_NUMBER),
        ("\uff11\uff12", NOT_A_NUMBER),
        ("½", NOT_A_NUMBER),
        ("$5 %", NOT_A_NUMBER),
        ("--5", NOT_A_NUMBER),
        ("9" * 61, NOT_A_NUMBER),
        ("1,5", COMMA),
        ("12,50", COMMA),
        ("1.200", TWO_WAYS),
        ("0,123", TWO_WAYS),
        ("1,2000", TWO_WAYS),
        ("12,34,567", TWO_WAYS),
        ("1.200.000", TWO_WAYS),
        ("1.200,50", TWO_WAYS),
        ("1.2345", TOO_FINE),
        ("1000000000000", TOO_LARGE),
    ],
)
def test_what_is_no_number_or_two_is_refused_and_says_why(text: str, why: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        read_number(text)
    assert str(refused.value) == why


@pytest.mark.parametrize(("text", "unit"), [("5%", "$"), ("$5", "%"), ("5%", ""), ("5 meetings", "visits")])
def test_another_unit_than_the_measures_is_refused(text: str, unit: str) -> None:
    with pytest.raises(NotANumberError, match="Type the number alone"):
        read_number(text, unit)


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("1200", "meetings", "1,200 meetings"),
        ("12.50", "", "12.5"),
        ("85000.5", "$", "$85,000.50"),
        ("-5", "$", "\u2212$5"),
        ("78.50", "%", "78.5%"),
        ("100", "percent", "100%"),
    ],
)
def test_numbers_are_shown_as_people_write_them(number: str, unit: str, words: str) -> None:
    assert shown(Decimal(number), unit) == words
