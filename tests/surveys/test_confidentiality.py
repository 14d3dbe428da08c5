"""What a first closing shows, by known figures: rules 1, 3, 4, 6, 10 and 11."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.confidentiality import (
    UNSURE,
    Asked,
    Cell,
    Counts,
    Row,
    Share,
    Tally,
    Thresholds,
    banded,
    may_show_comments,
    publish,
)
from tests.surveys.views_of import HOUSE, SCALE, counts_of, says, shown, spread

# Golden data: one group, then several, of 0, 1, 4, 5, 9, 10, 11 and 250


@pytest.mark.parametrize("n", [0, 1, 4])
def test_below_five_nothing_shows_not_even_how_many(n: int) -> None:
    view = publish([SCALE], counts_of({"all": {"5": n} if n else {}}), HOUSE)
    assert (view.total, view.responses) == (None, {"all": None})
    assert view.rows["q"] == Row(Cell(hidden="few"), {"all": Cell(hidden="few")})


@pytest.mark.parametrize(
    ("tally", "answered", "favourable", "options", "mean"),
    [
        ({"5": 2, "3": 3}, 5, "40%", None, None),
        ({"5": 5}, 5, "80% or more", None, None),
        ({"5": 4, "1": 1}, 5, "80% or more", None, None),
        ({"5": 1, "1": 4}, 5, "20% or less", None, None),
        ({"4": 6, "2": 3}, 9, "67%", None, None),
        ({"4": 8, "2": 1}, 9, "88% or more", None, None),
        ({"5": 3, "4": 2, "3": 4, "1": 1}, 10, "50%", "30% 20% 40% 10% or less 10% or less", 3.6),
        ({"5": 1, "4": 8, "3": 1}, 10, "90% or more", None, None),
        ({"5": 6, "4": 2, "1": 3}, 11, "73%", "55% 18% 10% or less 10% or less 27%", 3.7),
        ({"5": 100, "4": 60, "3": 45, "2": 30, "1": 15}, 250, "64%", "40% 24% 18% 12% 10% or less", 3.8),
        ({"5": 226, "1": 24}, 250, "90% or more", None, None),
        ({"5": 224, "1": 26}, 250, "90%", "90% 10% or less 10% or less 10% or less 10%", 4.6),
    ],
)
def test_golden_figures_of_one_group(
    tally: Tally, answered: int, favourable: str, options: str | None, mean: float | None
) -> None:
    row = shown(SCALE, {"all": tally})
    assert row.groups["all"].answered == row.total.answered == answered
    assert says(row.groups["all"]) == says(row.total) == favourable
    assert " ".join(map(str, row.total.options)) == (options or "")
    assert row.total.mean == row.groups["all"].mean == mean


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 5}, ""),
        ({"a": 4, "b": 5, "c": 6}, "ab"),  # the next-smallest is hidden with it
        ({"a": 4, "b": 1, "c": 6}, "ab"),  # two that hold five
        ({"a": 2, "b": 2, "c": 6, "d": 9}, "abc"),  # two that hold four need a third
        ({"a": 4, "b": 250}, "ab"),  # then only the total
        ({"a": 9, "b": 4, "c": 9}, "bc"),  # of equal ones the later
        ({"a": 0, "b": 10, "c": 11}, "ab"),  # nor does it show that nobody answered
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, "abcde"),
        ({"a": 250, "b": 11, "c": 10, "d": 9, "e": 5, "f": 4}, "ef"),
    ],
)
def test_golden_masks(sizes: dict[str, int], hidden: str) -> None:
    view = publish([SCALE], counts_of({g: spread(n) for g, n in sizes.items()}), HOUSE)
    assert {g for g, cell in view.rows["q"].groups.items() if cell.hidden} == set(hidden)
    assert view.responses == {g: None if g in hidden else n for g, n in sizes.items()}
    assert view.total == view.rows["q"].total.answered == sum(sizes.values())
    why = {g: view.rows["q"].groups[g].hidden for g in hidden}
    assert why == {g: "few" if sizes[g] < 5 else "protects" for g in hidden}


def test_raised_thresholds_hide_more_and_lower_ones_cannot_be() -> None:
    row = shown(SCALE, {"a": spread(7), "b": spread(12)}, Thresholds(8, 15))
    assert [says(cell) for cell in row.groups.values()] == ["few", "protects"]
    assert row.total.options
    assert not shown(SCALE, {"a": spread(7), "b": spread(12)}, Thresholds(6, 20)).total.options
    for scores, details in ((4, 10), (5, 9), (12, 11), (0, 0), (-5, 10)):
        with pytest.raises(ValueError, match="never lowered"):
            Thresholds(scores, details)


def test_each_question_is_decided_on_its_own_valid_answers() -> None:
    other = Asked("r", SCALE.values, SCALE.favourable)
    few = {"a": {"5": 2, UNSURE: 4}, "b": spread(6), "c": spread(9)}
    counts = Counts({"a": 6, "b": 6, "c": 9}, {"q": {"a": spread(6), "b": spread(6), "c": spread(9)}, "r": few})
    view = publish([SCALE, other], counts, HOUSE)
    assert [cell.hidden for cell in view.rows["q"].groups.values()] == ["", "", ""]
    assert [cell.hidden for cell in view.rows["r"].groups.values()] == ["few", "protects", ""]
    assert view.rows["r"].total.answered == 17


def test_a_group_hidden_for_its_responses_is_hidden_in_every_question() -> None:
    tallies = {"a": spread(4), "b": spread(6), "c": spread(5)}
    view = publish([SCALE], Counts({"a": 4, "b": 6, "c": 7}, {"q": tallies}), HOUSE)
    assert [cell.hidden for cell in view.rows["q"].groups.values()] == ["few", "protects", ""]


def test_a_total_says_no_more_than_its_blunted_groups() -> None:
    same = [shown(SCALE, {"a": {"5": n, "1": 5 - n}, "b": spread(20)}) for n in (4, 5)]
    assert same[0] == same[1]
    assert says(same[0].total) == "56 to 60%"
    assert same[0].total.options == ()
    assert same[0].groups["b"].options  # which takes nothing from a


def test_what_is_left_without_the_groups_that_show_a_distribution_is_enough_for_one() -> None:
    row = shown(SCALE, {"a": spread(12), "b": spread(7), "c": spread(20)})
    assert [bool(cell.options) for cell in (row.total, *row.groups.values())] == [True, False, False, True]
    row = shown(SCALE, {"a": spread(12), "b": spread(7), "c": spread(5)})
    assert [bool(cell.options) for cell in (row.total, *row.groups.values())] == [True, True, False, False]


def test_unsure_stands_beside_and_is_no_valid_answer() -> None:
    row = shown(SCALE, {"a": {**spread(16), UNSURE: 4}})
    assert (row.total.answered, str(row.total.unsure)) == (16, "20%")
    assert row.groups["a"].unsure is None


# Small rules


def test_comments_show_from_ten_and_then_from_ten_more() -> None:
    assert [may_show_comments(0, n, HOUSE) for n in (0, 9, 10)] == [False, False, True]
    assert [may_show_comments(10, n, HOUSE) for n in (11, 19, 20)] == [False, False, True]
    assert not may_show_comments(0, 11, Thresholds(5, 12))


@pytest.mark.parametrize(
    ("n", "said"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5 or more"), (9, "5 or more"), (10, "10 or more"),
                    (99, "75 or more"), (1_999, "1,000 or more"), (25_300, "25,000 or more")],
)  # fmt: skip
def test_while_it_is_open_only_a_band_is_said(n: int, said: str) -> None:
    assert banded(n) == said


@given(st.integers(0, 100_000))
def test_a_band_holds_five_people_at_least(n: int) -> None:
    assert sum(banded(other) == banded(n) for other in range(max(0, n - 6), n + 7)) >= 5


def test_a_share_reads_as_it_is_meant() -> None:
    said = [str(Share(*pair)) for pair in ((40, 40), (0, 10), (90, 100), (40, 44))]
    assert said == ["40%", "10% or less", "90% or more", "40 to 44%"]
    assert [Share(*pair).point for pair in ((40, 40), (0, 10), (90, 100), (40, 44))] == [40, 10, 90, 42]
