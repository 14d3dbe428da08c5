"""How a result stands beside the one before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.changing import NOTABLE, Changed, changed
from assessments.results import InstrumentResult, result_of

from . import build

MAY = date(2026, 5, 20)
ITEMS = [f"item-{n}" for n in range(20)]
CONTENT = build.instrument([build.section("all", *(build.item(slug) for slug in ITEMS))], build.scale(0, 1))


def result(high: int) -> InstrumentResult:
    """A result in which so many of twenty items are at their highest."""
    return result_of(CONTENT, build.choices(**{slug: "1" if n < high else "0" for n, slug in enumerate(ITEMS)}))


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        (14, 9, Changed("up", "up from 45% in May 2026")),
        (9, 14, Changed("down", "down from 70% in May 2026")),
        (10, 10, Changed("same", "much as it was, 50% in May 2026")),
    ],
)
def test_it_says_which_way_and_from_where(now: int, then: int, expected: Changed) -> None:
    assert changed(result(now), result(then), MAY) == expected


def test_other_wording_is_said() -> None:
    found = changed(result(14), result(9), MAY, is_reworded=True)
    assert found
    assert found.words == "up from 45% in May 2026, with other wording"


def test_with_no_answers_that_count_there_is_nothing_to_say() -> None:
    assert changed(result(10), result_of(CONTENT, {}), MAY) is None
    assert changed(result_of(CONTENT, {}), result(10), MAY) is None


@given(st.integers(0, 20), st.integers(0, 20))
def test_up_and_down_mirror_each_other_and_little_is_the_same(now: int, then: int) -> None:
    there, back = changed(result(now), result(then), MAY), changed(result(then), result(now), MAY)
    assert there
    assert back
    assert {"up": "down", "down": "up", "same": "same"}[there.way] == back.way
    if abs(now - then) != 1:  # five in a hundred exactly, which floats miss on either side
        assert (there.way == "same") is (abs(now - then) / 20 < NOTABLE)


def test_without_a_share_levels_are_compared() -> None:
    content = build.instrument(
        [build.section("hopes", build.item("a")), build.section("worries", build.item("b"))],
        build.scale(0, 1),
        reading="hopes-and-worries",
    )
    low, strong = (result_of(content, build.choices(a=key, b=key)) for key in ("0", "1"))
    assert changed(strong, low, MAY) == Changed("up", f"up from “{low.level_word}” in May 2026")
    assert changed(low, strong, MAY) == Changed("down", f"down from “{strong.level_word}” in May 2026")
    assert changed(low, low, MAY) == Changed("same", "as it was in May 2026")
    assert changed(low, result_of(content, {}), MAY) is None
