"""What a reopened survey shows, beside what somebody may have kept: rule 5."""

import pytest
from hypothesis import given

from surveys.confidentiality import countable, publish_again
from tests.surveys.views_of import HOUSE, SCALE, TALLIES, added_to, counts_of, reopened, says, spread

# Reopening (rule 5)


@pytest.mark.parametrize("added", [1, 4])
def test_a_reopened_survey_shows_nothing_new_before_five_more(added: int) -> None:
    before, after = reopened({"a": spread(6)}, {"a": spread(added)})
    assert after == before


def test_five_more_are_added_to_shares_and_ten_more_to_distributions() -> None:
    before, after = reopened({"a": spread(9)}, {"a": spread(5)})
    assert (before.total, after.total, after.rows["q"].total.answered) == (9, 14, 14)
    assert after.rows["q"].total.options
    before, after = reopened({"a": spread(12)}, {"a": spread(9)})
    assert (after.rows["q"], after.kept) == (before.rows["q"], {"q"})
    before, after = reopened({"a": spread(12)}, {"a": spread(10)})
    assert (after.rows["q"].total.answered, after.kept) == (22, set())
    assert after.rows["q"].total.options


def test_a_group_that_gained_enough_is_renewed_and_others_stay() -> None:
    _, after = reopened({"a": spread(6), "b": spread(7)}, {"a": spread(2), "b": spread(10)})
    assert after.responses == {"a": 6, "b": 17}
    assert [cell.answered for cell in after.rows["q"].groups.values()] == [6, 17]
    assert after.rows["q"].total.answered == after.total == 23


def test_a_group_once_hidden_stays_hidden_and_is_counted_in_all() -> None:
    before, after = reopened({"a": spread(3), "b": spread(5), "c": spread(9)}, {"a": spread(30)})
    assert before.responses == after.responses == {"a": None, "b": None, "c": 9}
    assert after.rows["q"].total.answered == 47
    assert before.rows["q"].groups["c"] == after.rows["q"].groups["c"]


def test_what_was_blunted_stays_a_range_when_more_isadded_to() -> None:
    before, after = reopened({"a": {"5": 5}}, {"a": spread(6)})
    assert says(before.rows["q"].total) == "80% or more"
    assert says(after.rows["q"].total) == "63 to 73%"
    assert reopened({"a": {"5": 4, "1": 1}}, {"a": spread(6)})[1] == after


def test_those_who_came_too_few_are_counted_once_more_have_come() -> None:
    old, some, more = {"a": spread(6)}, {"a": spread(3)}, {"a": spread(5)}
    before, after = reopened(old, some)
    then = countable([SCALE], before, counts_of(old), counts_of(added_to(old, some)), HOUSE)
    assert then == counts_of(old)
    assert publish_again([SCALE], after, then, counts_of(added_to(old, more)), HOUSE).total == 11


def test_where_nothing_was_shown_the_next_closing_is_like_the_first() -> None:
    before, after = reopened({"a": spread(4)}, {"a": spread(1)})
    assert (before.total, after.total) == (None, 5)


@given(TALLIES, TALLIES)
def test_after_reopening_nothing_shown_is_taken_back_and_nothing_is_added_by_fewer_than_five(
    old: dict[str, dict[str, int]], new: dict[str, dict[str, int]]
) -> None:
    before, after = reopened(old, new)
    row, then = before.rows["q"], after.rows["q"]
    if row.is_empty:
        return
    assert {g for g, c in row.groups.items() if c.hidden} == {g for g, c in then.groups.items() if c.hidden}
    for was, now in [(row.total, then.total), *((row.groups[g], then.groups[g]) for g in row.groups)]:
        gained = (now.answered or 0) - (was.answered or 0)
        assert gained == 0 or gained >= (10 if was.options else 5)
        assert gained or was == now or was.hidden
