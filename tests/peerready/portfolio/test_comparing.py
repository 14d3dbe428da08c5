"""Averages of a group: never of fewer than five, and no two that differ by fewer, whoever comes, goes or changes."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerready.portfolio.comparing import HIGHEST, LOWEST, STEP, Figure, Group, average_of, group_of, in_words

START = date(2027, 1, 15)
LATER = date(2027, 2, 1)
SHARES = (0.0, 0.3, 0.6, 1.0)
Made = tuple[tuple[int, int, float], ...]


def figures(*shares: float, first: int = 1, completion: int = 1) -> list[Figure]:
    return [Figure(first + n, completion, share) for n, share in enumerate(shares)]


def shown(group: Group | None) -> tuple[int, int | None, int | None] | None:
    return (group.average, group.lower, group.upper) if group else None


def test_nothing_shows_of_fewer_than_five_and_halves_from_ten_on() -> None:
    for n in range(30):
        group = group_of(figures(*[0.5] * n), None, START)
        assert (group is not None) == (n >= 5)
        assert (group is not None and group.lower is not None) == (n >= 10)


@pytest.mark.parametrize("few", range(5))
def test_an_average_of_fewer_than_five_cannot_be_asked_for(few: int) -> None:
    with pytest.raises(ValueError, match="so few"):
        average_of([0.5] * few)


def test_each_half_is_of_five_or_more_and_lies_on_its_side() -> None:
    for n in range(10, 25):
        shares = [k / n for k in range(n)]
        group = group_of(figures(*reversed(shares)), None, START)
        assert group
        assert (group.lower, group.upper) == (average_of(shares[: n // 2]), average_of(shares[n // 2 :]))
        assert group.lower <= group.average <= group.upper


def test_averages_are_rounded_and_blunted() -> None:
    for shares in combinations_with_replacement([n / 8 for n in range(9)], 5):
        average = average_of(shares)
        assert average % STEP == 0
        assert LOWEST <= average <= HIGHEST
        exact = 100 * sum(shares) / 5
        assert abs(average - min(max(exact, LOWEST), HIGHEST)) <= STEP / 2 + 1e-9
    assert (in_words(90), in_words(10), in_words(45)) == ("90% or more", "10% or less", "about 45%")


def changes(before: list[Figure]) -> Iterator[tuple[int, list[Figure]]]:
    """Every way in which each of six organizations stays, goes or is assessed anew, and up to four come: how many of
    them that concerns, and what there is then.
    """
    for ways in product(("stays", "goes", "anew"), repeat=len(before)):
        left = [
            figure if way == "stays" else Figure(figure.organization, figure.completion + 1, 1.0)
            for figure, way in zip(before, ways, strict=True)
            if way != "goes"
        ]
        for came in range(5):
            yield sum(way != "stays" for way in ways) + came, left + figures(*[1.0] * came, first=100)


def test_fewer_than_five_changes_never_change_an_average_and_five_do() -> None:
    before = figures(0, 0, 0.1, 0.1, 0.2, 0.2)
    first = group_of(before, None, START)
    tried = 0
    for changed, now in changes(before):
        group = group_of(now, first, LATER)
        if len(now) < 5:
            assert group is None
        elif changed < 5:
            assert group is first, "the same object, so nothing is counted"
        else:
            assert group
            assert group.made_on == LATER
            assert group.counted == {figure.organization: figure.completion for figure in now}
        tried += 1
    assert tried == 3**6 * 5


def test_no_figure_is_counted_twice_in_a_month() -> None:
    first = group_of(figures(*[0.2] * 6), None, START)
    anew = figures(*[0.9] * 6, completion=2)
    for days in range(17):
        assert group_of(anew, first, START + timedelta(days=days)) is first
    assert shown(group_of(anew, first, START + timedelta(days=17))) == (90, None, None)
    assert group_of(anew, first, START - timedelta(days=40)) is first, "nor where a clock was set back"


def test_what_changed_and_changed_back_counts_for_nothing() -> None:
    """Somebody who goes for a while and comes again does not wear the rule out."""
    base = figures(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    first = group_of(base, None, START)
    for gone in range(2):
        assert group_of([one for one in base if one.organization != gone + 1], first, LATER) is first
    assert group_of(base, first, LATER) is first


def test_one_that_was_deleted_counts_as_gone() -> None:
    """Its key is taken out of what was counted; the number stays."""
    first = group_of(figures(*[0.5] * 9), None, START)
    assert first
    kept = Group({pk: one for pk, one in first.counted.items() if pk != 9}, first.number, START, first.average)
    assert group_of(figures(*[0.5] * 8), kept, LATER) is kept
    assert group_of(figures(*[0.5] * 5), kept, LATER) is kept
    assert group_of(figures(*[0.5] * 5) + figures(0.5, first=50), kept, LATER) is not kept


def test_rounding_alone_would_tell_of_one_and_so_averages_wait_for_five() -> None:
    """Two averages, of five organizations and of the same with one more: some pairs leave one share for that one."""
    told: dict[tuple[int, int], set[float]] = {}
    shares = [n / 10 for n in range(11)]
    for five in combinations_with_replacement(shares, 5):
        for other in shares:
            told.setdefault((average_of(five), average_of([*five, other])), set()).add(other)
    assert any(len(left) == 1 for left in told.values())
    for five in combinations_with_replacement(shares[::2], 5):
        before = group_of(figures(*five), None, START)
        seen = {group_of([*figures(*five), Figure(99, 1, other)], before, LATER) is before for other in shares}
        assert seen == {True}


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3), st.sampled_from(SHARES)), max_size=9), max_size=8)
)
def test_whatever_happens_over_months_no_two_in_a_row_differ_by_fewer_than_five(months: list[list[Made]]) -> None:
    shown_last: Group | None = None
    for n, made in enumerate(months):
        now = {
            organization: Figure(organization, 10 * n + completion, share) for organization, completion, share in made
        }
        group = group_of(list(now.values()), shown_last, date(2027 + n // 12, n % 12 + 1, 1))
        if group is None or group is shown_last:
            continue
        assert len(group.counted) == group.number >= 5
        if shown_last:
            old, new = shown_last.counted, group.counted
            assert sum(old.get(pk) != new.get(pk) for pk in {*old, *new}) >= 5
        shown_last = group
