"""What a change did, said in words."""

from typing import Any

import pytest

from checklists.models import Change, TaskChange
from checklists.working.changing import FIELDS, PLAN_FIELDS
from checklists.working.history import Names, is_in_effect, lines_of, plan_lines_of

NAMES = Names({1: "Ask the board"})
DONE, OPEN = {"text": "Call", "done": True}, {"text": "Call", "done": False}
# Each field with a value before and after, and what is said of it.
SAID: dict[str, tuple[Any, Any, str]] = {
    "title": ("Old", "New", "Title: Old → New"),
    "detail": ("", "More", "What it says: nothing → More"),
    "phase": (
        "months-6-12-prior",
        "first-90-days",
        "Phase: 6 to 12 months before → The first 90 days",
    ),
    "place": (100, 900, "Put later in its phase"),
    "due": ("2027-03-03", "2027-03-10", "Due: March 3, 2027 → March 10, 2027"),
    "due_by_hand": (False, True, "The date was set by hand"),
    "status": ("not-started", "done", "Status: Not started → Done"),
    "reason": ("", "The county decides", "Reason: nothing → The county decides"),
    "finished_on": (None, "2027-03-03", "Finished: no date → March 3, 2027"),
    "owner_kind": ("outside", "member", "Owner: somebody outside → a member"),
    "owner_id": (None, 7, "Owner: somebody who had left → a member"),
    "owner_name": ("", "Ana Ruiz", "Owner: nobody → Ana Ruiz"),
    "notes": ("A\nB", "", "Notes: A\nB → nothing"),
    "steps": ([OPEN], [DONE], "Step done: “Call”"),
    "evidence": ([], [{"title": "Minutes", "url": "https://x.org"}], "Link added: “Minutes” (https://x.org)"),
    "needs": ([], [1, 9], "Waits for “Ask the board”"),
    "is_removed": (False, True, "Taken out of the plan"),
}
SAID_OF_THE_PLAN: dict[str, tuple[Any, Any, str]] = {
    "name": ("Old", "New", "Name: Old → New"),
    "anchor": (
        "2027-01-01",
        "2027-02-01",
        "The date that all others are counted from: January 1, 2027 → February 1, 2027",
    ),
    "anchor_kind": (
        "first-day",
        "funding",
        "What happens on that date: The first peer worker starts → The funding begins",
    ),
    "scheduled_from": ("2027-01-01", "2027-02-01", "Tasks are spread from: January 1, 2027 → February 1, 2027"),
    "skips_holidays": (True, False, "Leaves federal holidays free: yes → no"),
    "reminder_days": (3, 0, "Days before a date on which owners are reminded: 3 → 0"),
}


def said(before: dict[str, Any], after: dict[str, Any], version: int = 2) -> list[str]:
    return [str(line) for line in lines_of(TaskChange(before=before, after=after, version=version), NAMES)]


def test_every_field_that_can_change_has_words() -> None:
    assert SAID.keys() == set(FIELDS)
    assert SAID_OF_THE_PLAN.keys() == set(PLAN_FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_said_as_people_say_it(name: str) -> None:
    before, after, words = SAID[name]
    assert said({name: before}, {name: after})[0] == words


@pytest.mark.parametrize("name", PLAN_FIELDS)
def test_so_is_what_changed_of_the_plan(name: str) -> None:
    before, after, words = SAID_OF_THE_PLAN[name]
    assert [str(line) for line in plan_lines_of(Change(plan_before={name: before}, plan_after={name: after}))] == [
        words
    ]


def test_what_follows_from_another_change_is_not_said_twice() -> None:
    assert said({"status": "done", "finished_on": "2027-01-01"}, {"status": "waiting", "finished_on": None}) == [
        "Status: Done → Waiting"
    ]
    member = {"owner_kind": "member", "owner_id": 3, "owner_name": "Ana"}
    assert said({"owner_kind": "", "owner_id": None, "owner_name": ""}, member) == ["Owner: nobody → Ana"]
    assert len(said({"phase": "x", "place": 1}, {"phase": "y", "place": 2})) == 1


def test_added_and_put_back_are_told_apart() -> None:
    assert said({"is_removed": True}, {"is_removed": False}, version=1) == ["Added to the plan"]
    assert said({"is_removed": True}, {"is_removed": False}, version=3) == ["Put back into the plan"]


def test_steps_are_compared_one_by_one() -> None:
    before = [{"text": "Call", "done": True}, {"text": "Gone", "done": False}, {"text": "Twice", "done": False}]
    after = [{"text": "Twice", "done": False}, {"text": "Call", "done": False}, {"text": "Twice", "done": True}]
    assert said({"steps": before}, {"steps": after}) == [
        "Step taken out: “Gone”",
        "Step added: “Twice (2)”",
        "Step not done after all: “Call”",
    ]
    assert said({"steps": before}, {"steps": before[::-1]}) == ["Steps in another order"]


def test_a_value_that_is_no_longer_known_is_shown_as_it_is() -> None:
    assert said({"status": "old-word", "phase": "old"}, {"status": "done", "phase": "new"}) == [
        "Status: old-word → Done",
        "Phase: old → new",
    ]


def test_an_undoing_that_was_undone_leaves_the_change_in_effect() -> None:
    assert is_in_effect({}, 1)
    assert not is_in_effect({1: 2}, 1)
    assert is_in_effect({1: 2, 2: 3}, 1)
    assert not is_in_effect({1: 2, 2: 3, 3: 4}, 1)
