"""Own lists as text and back, and what a plan leaves behind when it is kept as a list."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import PlanKind, Task
from checklists.planning.adding import NewTask
from checklists.planning.own_lists import (
    LONGEST_TITLE,
    MOST_STEPS,
    ListTask,
    from_text,
    of_new_tasks,
    of_plan,
    to_text,
    with_keys,
)
from organizations.text import clean_line, clean_text

PHASE = "first-90-days"
LINES = st.text(max_size=40).map(clean_line).filter(bool)
TEXTS = st.lists(st.text(max_size=30).map(clean_line), max_size=4).map("\n".join).map(clean_text)


def read(text: str) -> tuple[ListTask, ...]:
    found = from_text(text, PHASE)
    assert not found.problems
    return found.tasks


@given(st.lists(st.builds(ListTask, LINES, st.just(PHASE), TEXTS, st.lists(LINES, max_size=3).map(tuple)), max_size=4))
def test_what_is_written_as_text_reads_as_the_same_tasks(tasks: list[ListTask]) -> None:
    assert list(read(to_text(tasks))) == tasks


def test_lines_are_tasks_steps_and_more_words() -> None:
    assert read(
        "Ask the board\n- Call them\n  * Write it down\n> Twice a year.\n\nTrain the staff\r\n• Book a room"
    ) == (
        ListTask("Ask the board", PHASE, "Twice a year.", ("Call them", "Write it down")),
        ListTask("Train the staff", PHASE, "", ("Book a room",)),
    )


@pytest.mark.parametrize("title", ["- with a sign", "> more", "\\ a backslash", "* star", "• dot", "-5 degrees"])
def test_a_title_may_begin_with_a_sign(title: str) -> None:
    task = ListTask(title, PHASE)
    assert read(to_text([task])) == (task,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a step first", "Line 1: there is no task above it yet."),
        ("> words first", "Line 1: there is no task above it yet."),
        ("Fine\n" + "x" * (LONGEST_TITLE + 1), "Line 2: 201 characters are too many for a task"),
        ("Fine\n- " + "x" * 501, "Line 2: 501 characters are too many for a step"),
        ("Fine\n" + "- x\n" * (MOST_STEPS + 1), f"Line {MOST_STEPS + 2}: a task has at most {MOST_STEPS} steps."),
        ("Fine\n> " + "x" * 10_001, "“Fine” says more than 10,000 characters."),
    ],
)
def test_what_is_wrong_is_said_by_line(text: str, problem: str) -> None:
    (said,) = from_text(text, PHASE).problems
    assert said.startswith(problem)


def test_a_toolkits_task_keeps_its_key_by_its_title_and_once() -> None:
    before = [ListTask("Ask", PHASE, key="a/ask"), ListTask("Own", PHASE)]
    now = [ListTask("ask", PHASE), ListTask("Ask", PHASE), ListTask("Own", PHASE)]
    assert [task.key for task in with_keys(now, before)] == ["a/ask", "", ""]


def test_a_plan_leaves_people_dates_and_notes_behind() -> None:
    def task(number: int, **values: Any) -> Task:
        return Task(**{"number": number, "title": f"Task {number}", "phase": PHASE, **values})

    tasks = [
        task(1, due=None, key="list/one"),
        task(2, due=date(2027, 5, 1), owner_name="Ana", notes="Secret", steps=[{"text": "Call", "done": True}]),
        task(3, due=date(2027, 4, 1), status="not-needed", reason="No"),
        task(4, due=date(2030, 1, 1), phase="months-6-12-prior", status="done"),
    ]
    kept = of_plan(tasks, PlanKind.PROGRAM)
    assert [one.title for one in kept] == ["Task 4", "Task 2", "Task 1"]
    assert kept[1].as_json() == {"title": "Task 2", "detail": "", "phase": PHASE, "steps": ["Call"], "key": ""}
    assert kept[2].key == "list/one"
    assert [t.title for t in of_plan(tasks, PlanKind.PROGRAM, leave_out_not_needed=False)][1] == "Task 3"


def test_a_longer_title_is_cut_and_stands_in_full_below() -> None:
    (task,) = of_new_tasks([NewTask(title="x" * 300, phase=PHASE, detail="More")])
    assert len(task.title) <= LONGEST_TITLE
    assert task.detail == "x" * 300 + "\n\nMore"
