"""What holds of every share and every view, and of all answers of a few people."""

from collections.abc import Mapping
from itertools import combinations_with_replacement, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.confidentiality import (
    UNSURE,
    Asked,
    Cell,
    Row,
    Tally,
    Thresholds,
    mean_of,
    share_of,
)
from tests.surveys.views_of import HOUSE, SCALE, TALLIES, shown


@given(st.integers(5, 2_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_is_true_blunted_and_never_says_nobody_or_everybody(pair: tuple[int, int]) -> None:
    count, of = pair
    share = share_of(count, of)
    assert share.low - 0.5 <= 100 * count / of <= share.high + 0.5
    assert share.high >= 10
    assert share.low <= 90
    assert share_of(1, of) == share_of(0, of)
    assert share_of(of - 1, of) == share_of(of, of)
    assert share.is_exact or share.low == 0 or share.high == 100


@given(st.integers(5, 400))
def test_shares_grow_with_the_count(of: int) -> None:
    shares = [share_of(count, of) for count in range(of + 1)]
    assert all(a.low <= b.low and a.high <= b.high for a, b in pairwise(shares))
    assert all(a.point <= b.point for a, b in pairwise(shares))


@given(st.integers(10, 300).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=n, max_size=n)))
def test_a_mean_keeps_from_the_ends_of_its_scale(chosen: list[int]) -> None:
    tally = {key: sum(SCALE.values[n][0] == key for n in chosen) for key, _ in SCALE.values}
    assert 1.4 <= mean_of(SCALE, tally) <= 4.6


# Properties of whole views

RAISED = st.tuples(st.integers(5, 8), st.integers(10, 15)).map(lambda pair: Thresholds(*pair))


@given(TALLIES, RAISED)
def test_hidden_groups_are_two_and_hold_enough_and_distributions_leave_enough(
    chosen: dict[str, dict[str, int]], thresholds: Thresholds
) -> None:
    check(chosen, shown(SCALE, chosen, thresholds), thresholds)


@given(TALLIES, st.randoms())
def test_the_order_of_groups_matters_only_between_equal_ones(chosen: dict[str, dict[str, int]], chance) -> None:  # type: ignore[no-untyped-def]
    sizes = [sum(n for key, n in tally.items() if key != UNSURE) for tally in chosen.values()]
    responses = [sum(tally.values()) for tally in chosen.values()]
    if len({*sizes}) < len(sizes) or len({*responses}) < len(responses):
        return
    order = list(chosen)
    chance.shuffle(order)
    assert shown(SCALE, {g: chosen[g] for g in order}) == shown(SCALE, chosen)


def check(chosen: Mapping[str, Tally], row: Row, thresholds: Thresholds = HOUSE, asked: Asked = SCALE) -> None:
    """Rules 1, 3 and 6, of one row."""
    sizes = {g: sum(tally.get(key, 0) for key, _ in asked.values) for g, tally in chosen.items()}
    for g, n in {**sizes, "": sum(sizes.values())}.items():
        cell = row.groups[g] if g else row.total
        assert cell.hidden or n >= thresholds.scores
        assert not (cell.options or cell.mean is not None or cell.unsure) or n >= thresholds.details
        assert not cell.hidden or cell == Cell(hidden=cell.hidden)
        if cell.favourable:
            tally = chosen[g] if g else {key: sum(t.get(key, 0) for t in chosen.values()) for key, _ in asked.values}
            true = 100 * sum(tally.get(key, 0) for key in asked.favourable) / n
            assert cell.favourable.low - 0.5 <= true <= cell.favourable.high + 0.5
    hidden = [g for g, cell in row.groups.items() if cell.hidden]
    if hidden and not row.total.hidden:
        assert len(hidden) == len(sizes) or (len(hidden) >= 2 and sum(sizes[g] for g in hidden) >= thresholds.scores)
    left = sum(sizes.values()) - sum(sizes[g] for g, cell in row.groups.items() if cell.options)
    assert not row.total.options or left == 0 or left >= thresholds.details


# Exhaustive over small spaces: all answers of up to twelve people


def _all_tallies(sizes: tuple[int, ...], options: str) -> list[tuple[dict[str, int], ...]]:
    one = [
        [{key: chosen.count(key) for key in set(chosen)} for chosen in combinations_with_replacement(options, n)]
        for n in sizes
    ]
    return list(product(*one))


@pytest.mark.parametrize(("groups", "options", "people"), [(2, "10", 12), (3, "10", 12), (2, "210", 10)])
def test_of_all_answers_of_few_people_none_give_anybody_away(groups: int, options: str, people: int) -> None:
    """Among all answers that look the same, nobody's are certain: whatever fewer than five people said, whatever all
    of a group said. With these few options favourable is the best one."""
    asked = Asked("q", tuple((key, int(key)) for key in options), frozenset(options[0]))
    for sizes in product(range(people + 1), repeat=groups):
        if not 5 <= sum(sizes) <= people or list(sizes) != sorted(sizes):
            continue
        alike: dict[str, list[tuple[int, ...]]] = {}
        for chosen in _all_tallies(sizes, options):
            named = dict(zip("abc", chosen, strict=False))
            row = shown(asked, named)
            check(named, row, asked=asked)
            alike.setdefault(repr(row), []).append(tuple(tally.get(options[0], 0) for tally in chosen))
        for look in alike.values():
            _nobody_is_certain(sizes, look)


def _nobody_is_certain(sizes: tuple[int, ...], look: list[tuple[int, ...]]) -> None:
    for g, n in enumerate(sizes):
        assert not n or {one[g] for one in look} not in ({0}, {n})
    for union in product((0, 1), repeat=len(sizes)):
        if 0 < sum(n * used for n, used in zip(sizes, union, strict=True)) < 5:
            assert len({sum(x * used for x, used in zip(one, union, strict=True)) for one in look}) > 1
