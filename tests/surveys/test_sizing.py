"""What is said beforehand of what will be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.confidentiality import Counts, Thresholds, publish
from surveys.setting_up.sizing import SMALL_TEAM, fewest_safe, outlook

HOUSE = Thresholds()


@pytest.mark.parametrize(
    ("size", "risk", "details"),
    [
        *[(1, "never", False), (4, "never", False), (5, "unlikely", False), (8, "unlikely", False)],
        *[(9, "", False), (16, "", False), (17, "", True), (100_000, "", True)],
    ],
)
def test_a_group_is_pointed_out_where_it_is_too_small_or_likely_to_be(size: int, risk: str, details: bool) -> None:
    found = outlook([("Ours", size), ("Small", 8), ("Tiny", 4)], HOUSE).of("Ours")
    assert found
    assert (found.risk, found.has_details) == (risk, details)


def test_a_large_group_is_said_to_be_hidden_with_a_small_one() -> None:
    found = outlook([("Leaders", 4), ("Nurses", 20), ("Doctors", 30)], HOUSE)
    assert {group.name: group.risk for group in found.groups} == {
        "Leaders": "never",
        "Nurses": "protects",
        "Doctors": "",
    }
    assert [group.name for group in found.protected] == ["Nurses"]
    assert [group.name for group in found.shown] == ["Doctors"]


def test_raised_thresholds_hide_more() -> None:
    raised = Thresholds(10, 20)
    assert fewest_safe(HOUSE) == 9
    assert fewest_safe(raised) == 17
    assert outlook([("Ours", 16), ("Others", 60), ("More", 70)], raised).of("Ours").risk == "unlikely"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("total", "small", "nothing"), [(4, True, True), (5, True, False), (7, True, False), (8, False, False)]
)
def test_a_team_that_is_too_small_is_told_so(total: int, small: bool, nothing: bool) -> None:
    found = outlook([("A", total - 2), ("B", 2)], HOUSE)
    assert (found.is_too_small, found.shows_nothing) == (small, nothing)
    assert SMALL_TEAM == 8


def test_of_nobody_nothing_is_said() -> None:
    found = outlook([], HOUSE)
    assert not found.is_too_small
    assert found.hidden == ()


@given(st.lists(st.integers(1, 200), min_size=1, max_size=8))
def test_what_is_said_is_what_will_be_if_six_in_ten_answer(sizes: list[int]) -> None:
    named = {f"g{n}": size for n, size in enumerate(sizes)}
    real = publish((), Counts({name: size * 60 // 100 for name, size in named.items()}, {}), HOUSE).responses
    found = outlook(list(named.items()), HOUSE)
    assert {group.name for group in found.hidden} == {name for name, shown in real.items() if shown is None}
