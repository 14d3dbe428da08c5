"""What waits for what: a way round is found and shown, and nothing else is refused."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checklists.working.dependencies import circle, waits_for

numbers = st.integers(1, 8)
plans = st.dictionaries(numbers, st.lists(numbers, max_size=4, unique=True))


def reaches(needs: dict[int, list[int]], start: int, goal: int) -> bool:
    seen, todo = set(), list(needs.get(start, ()))
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            todo += needs.get(at, ())
    return False


def test_a_task_cannot_wait_for_itself() -> None:
    assert circle({}, 3, [3]) == [3, 3]


def test_the_way_round_is_told_in_order() -> None:
    assert circle({1: [2], 2: [3], 3: []}, 3, [1]) == [3, 1, 2, 3]


def test_the_shortest_way_is_told() -> None:
    assert circle({1: [2], 2: [3], 4: [3]}, 3, [1, 4]) == [3, 4, 3]


def test_what_was_waited_for_before_does_not_count() -> None:
    assert circle({3: [1], 1: [2], 2: []}, 3, [2]) == []


def test_a_thousand_in_a_row_are_no_circle_and_take_no_time() -> None:
    row = {n: [n + 1] for n in range(1, 1000)}
    assert circle(row, 1000, []) == []
    assert len(circle(row, 1000, [1])) == 1001


@given(plans, numbers, st.lists(numbers, max_size=4, unique=True))
def test_there_is_a_way_round_exactly_where_one_can_be_walked(
    needs: dict[int, list[int]], number: int, wanted: list[int]
) -> None:
    way = circle(needs, number, wanted)
    then = {**needs, number: wanted}
    assert bool(way) == reaches(then, number, number)
    if way:
        assert way[0] == way[-1] == number
        assert all(after in then.get(before, ()) for before, after in pairwise(way))


@given(st.lists(numbers, unique=True), st.sets(numbers))
def test_finished_ones_are_not_waited_for(needs: list[int], finished: set[int]) -> None:
    assert waits_for(needs, finished) == [number for number in needs if number not in finished]
