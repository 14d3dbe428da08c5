"""Anchor, phases, places and a calendar in; dates out."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from checklists.planning.phases import ONBOARDING, PROGRAM, Phase
from checklists.planning.schedule import (
    CATCH_UP,
    EARLIEST,
    LATEST,
    Planned,
    due_date,
    in_order,
    place_from,
    places,
    schedule,
    windows,
)
from checklists.planning.workdays import federal_holidays, working_days

DAYS = st.dates(EARLIEST + timedelta(800), LATEST - timedelta(800))
PLACES = st.integers(0, 1000)
Phases = tuple[Phase, ...]
KINDS = st.sampled_from([PROGRAM, ONBOARDING])
is_working = working_days(skips_holidays=True)


@given(KINDS, DAYS, st.integers(-800, 800), PLACES)
@example(PROGRAM, date(2028, 2, 29), 366, 500)
def test_a_task_is_due_within_its_phase_and_on_a_working_day(
    phases: Phases, anchor: date, lead: int, place: int
) -> None:
    begun = anchor - timedelta(lead)
    for window in windows(phases, anchor, begun).values():
        due = due_date(window, place, is_working)
        assert is_working(due)
        days = (window.opens + timedelta(n) for n in range((window.closes - window.opens).days + 1))
        if any(is_working(day) for day in days):
            assert window.holds(due)


@given(KINDS, DAYS, st.integers(-800, 800))
def test_nothing_is_planned_for_a_day_before_the_plan_begins(phases, anchor, lead) -> None:
    begun = anchor - timedelta(lead)
    assert all(begun <= window.opens <= window.closes for window in windows(phases, anchor, begun).values())


@given(DAYS, st.integers(365, 800))
def test_with_a_year_to_go_each_phase_is_when_the_toolkit_says(anchor, lead) -> None:
    found = windows(PROGRAM, anchor, anchor - timedelta(lead))
    for phase in PROGRAM:
        window = found[phase.slug]
        assert (window.opens, window.closes) == (anchor + timedelta(phase.opens), anchor + timedelta(phase.closes))
        assert not window.is_moved


@given(DAYS, st.integers(CATCH_UP, 800))
def test_phases_before_the_anchor_keep_their_order_and_end_before_it(anchor, lead) -> None:
    found = windows(PROGRAM, anchor, anchor - timedelta(lead))
    first, second = found["months-6-12-prior"], found["months-1-3-prior"]
    assert first.opens < first.closes <= second.opens < second.closes < anchor


def test_four_months_before_the_date_what_is_left_is_shared_out() -> None:
    found = windows(PROGRAM, date(2027, 5, 1), date(2027, 1, 1))
    assert found["months-6-12-prior"].opens == date(2027, 1, 1)
    assert found["months-6-12-prior"].is_moved
    assert found["months-1-3-prior"].closes < date(2027, 5, 1)
    assert not found["first-90-days"].is_moved


def test_once_the_first_peer_worker_is_there_what_was_to_be_done_before_is_still_to_be_done() -> None:
    found = windows(PROGRAM, date(2026, 1, 5), date(2027, 1, 4))
    assert found["months-6-12-prior"].opens == date(2027, 1, 4)
    assert all(window.opens >= date(2027, 1, 4) for window in found.values())


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_an_anchor_that_no_plan_can_have_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="is not between"):
        windows(PROGRAM, day, date(2027, 1, 1))
    with pytest.raises(ValueError, match="is not between"):
        windows(PROGRAM, date(2027, 1, 1), day)


TASKS = st.lists(
    st.builds(
        Planned,
        number=st.integers(1, 1000),
        phase=st.sampled_from([phase.slug for phase in PROGRAM]),
        place=PLACES,
        due=st.none() | DAYS,
        due_by_hand=st.booleans(),
        is_finished=st.booleans(),
    ),
    unique_by=lambda task: task.number,
)


def after(tasks, found, shift=None):
    new = schedule(tasks, found, is_working, shift=shift)
    return [Planned(t.number, t.phase, t.place, new.get(t.number, t.due), t.due_by_hand, t.is_finished) for t in tasks]


@given(TASKS, DAYS, DAYS, st.integers(0, 500))
def test_moving_there_and_back_restores_every_date(tasks, anchor, other, lead) -> None:
    begun = min(anchor, other) - timedelta(lead)
    assume(begun >= EARLIEST)
    planned = after(tasks, windows(PROGRAM, anchor, begun))
    there = after(planned, windows(PROGRAM, other, begun))
    assert after(there, windows(PROGRAM, anchor, begun)) == planned


@given(TASKS, DAYS, st.none() | st.integers(-700, 700))
def test_finished_tasks_never_move_and_dates_set_by_hand_only_when_told(tasks, anchor, shift) -> None:
    moved = after(tasks, windows(PROGRAM, anchor, anchor - timedelta(100)), shift)
    for old, new in zip(tasks, moved, strict=True):
        if old.is_finished or (old.due_by_hand and shift is None):
            assert new.due == old.due
        elif not old.due_by_hand:
            assert new.due is not None
            assert is_working(new.due)


def test_a_date_set_by_hand_moves_by_as_many_days_back_to_a_working_day() -> None:
    task = Planned(1, "first-90-days", 500, date(2027, 3, 5), due_by_hand=True, is_finished=False)
    assert schedule([task], {}, is_working, shift=8) == {1: date(2027, 3, 12)}


@given(DAYS, st.integers(0, 500), st.integers(0, 900), PLACES)
def test_a_task_that_comes_later_is_never_late_on_its_first_day(
    anchor: date, lead: int, passed: int, place: int
) -> None:
    begun = anchor - timedelta(lead)
    today = begun + timedelta(passed)
    for window in windows(PROGRAM, anchor, begun).values():
        where, due, is_left_alone = place_from(today, window, place, is_working)
        assert due >= today
        assert is_working(due)
        assert 0 <= where <= 1000
        if not is_left_alone:
            assert due == due_date(window, where, is_working)


@given(st.integers(1, 1000))
def test_places_are_spread_evenly_in_order(count: int) -> None:
    found = places(count)
    assert len(found) == count
    assert found == sorted(found)
    assert 0 <= found[0] <= found[-1] <= 1000


def test_what_comes_first_comes_first_and_the_others_keep_their_order() -> None:
    assert in_order(["a", "b", "c", "d"], ("c", "a", "x")) == ["c", "a", "b", "d"]


def test_federal_holidays_are_kept_as_they_are_observed() -> None:
    assert date(2026, 7, 3) in federal_holidays(2026)
    assert date(2021, 12, 31) in federal_holidays(2021)
    assert not is_working(date(2026, 11, 26))
    assert working_days(skips_holidays=False)(date(2026, 11, 26))
    assert not working_days(skips_holidays=False)(date(2026, 11, 28))
