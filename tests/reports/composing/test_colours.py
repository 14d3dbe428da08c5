"""Contrast as WCAG defines it, and what is proposed where it does not suffice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.composing.colours import LEAST, colour_of, contrast, darkened, is_readable
from reports.models.report import ACCENT

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_others_compute(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.005)


def test_the_least_contrast_lies_between_two_grays() -> None:
    assert is_readable("#767676")
    assert not is_readable("#777777")
    assert is_readable(ACCENT), "our own green has to pass"


@given(COLOURS)
def test_what_is_proposed_can_be_read_and_is_no_darker_than_it_must_be(colour: str) -> None:
    found = darkened(colour)
    assert contrast(found) >= LEAST
    if is_readable(colour):
        assert found == colour
    else:
        assert contrast(found) < LEAST + 0.2
        assert all(int(found[n : n + 2], 16) <= int(colour[n : n + 2], 16) for n in (1, 3, 5))


def test_a_light_color_is_made_darker_in_its_own_hue() -> None:
    assert darkened("#5fb3ad") == "#44807c"
    assert darkened("#ffffff") == "#767676"


@pytest.mark.parametrize("typed", ["#1f5c57", "1F5C57", " #1f5c57\n"])
def test_a_color_is_taken_as_people_write_it(typed: str) -> None:
    assert colour_of(typed) == "#1f5c57"


def test_a_short_color_is_written_out() -> None:
    assert colour_of("#abc") == "#aabbcc"


@pytest.mark.parametrize("typed", ["", "red", "#12345", "#1234567", "#12345g", "url(x)", "#١٢٣", "#fff;}*{x:y", "--x"])
def test_all_else_is_no_color(typed: str) -> None:
    assert colour_of(typed) == ""
