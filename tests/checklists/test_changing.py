"""Tasks change in one place, which writes down what was before."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checklists.models import Change, ChangeKind, Plan, Status, Task
from checklists.planning.adding import MOST_TASKS, NewTask, TooManyTasksError, add_tasks
from checklists.planning.moving import move_plan
from checklists.working.changing import Edit, change, restore, undo, values_at, values_of
from checklists.working.saving import save_task
from checklists.working.values import due_values, phase_values
from tests.cast import Cast

from .build import add, plan_of


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


def tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.present())


def edit(plan: Plan, values: dict[str, object], *which: Task) -> Change | None:
    edits = [Edit(task, values) for task in which or tasks(plan)]
    return change(plan=plan, actor=None, kind=ChangeKind.SEVERAL, summary="Several", edits=edits)


def test_a_change_raises_the_version_and_keeps_what_was_before(cast: Cast, plan: Plan) -> None:
    first, _ = tasks(plan)
    made = change(
        plan=plan,
        actor=cast.leader,
        kind=ChangeKind.EDITED,
        summary="Renamed",
        edits=[Edit(first, {"title": "New", "notes": "Why"})],
    )
    first.refresh_from_db()
    assert (first.title, first.version, first.sequence) == ("New", 2, 1)
    row = made.tasks.get()
    assert (row.before, row.after) == ({"title": "First", "notes": ""}, {"title": "New", "notes": "Why"})
    assert made.by_name == str(cast.leader)


def test_calendars_learn_only_of_what_they_show(plan: Plan) -> None:
    first = tasks(plan)[0]
    edit(plan, {"notes": "Only here"}, first)
    first.refresh_from_db()
    assert (first.version, first.sequence) == (2, 0)


def test_what_changes_nothing_leaves_no_trace(plan: Plan) -> None:
    before = Change.objects.count()
    assert edit(plan, {"title": "First"}, tasks(plan)[0]) is None
    assert Change.objects.count() == before


def test_finishing_dates_a_task_and_beginning_it_again_takes_the_date_away(plan: Plan) -> None:
    first = tasks(plan)[0]
    edit(plan, {"status": Status.DONE}, first)
    first.refresh_from_db()
    assert first.finished_on
    edit(plan, {"status": Status.WAITING}, first)
    first.refresh_from_db()
    assert first.finished_on is None


def test_undoing_brings_back_everything_that_one_change_did(plan: Plan) -> None:
    before = [values_of(task) for task in tasks(plan)]
    made = edit(plan, {"status": Status.DONE, "due": date(2030, 1, 2), "due_by_hand": True})
    done = undo(change_made=made, actor=None)
    assert not done.left
    assert [values_of(task) for task in tasks(plan)] == before
    made.refresh_from_db()
    assert made.undone_by == done.change
    undo(change_made=done.change, actor=None)
    assert {task.status for task in tasks(plan)} == {Status.DONE}


def test_undoing_leaves_what_was_changed_again_since_and_says_so(plan: Plan) -> None:
    made = edit(plan, {"title": "Other", "notes": "Both"})
    first, second = tasks(plan)
    edit(plan, {"title": "Mine"}, first)
    done = undo(change_made=made, actor=None)
    assert done.left == [first]
    first, second = tasks(plan)
    assert (first.title, first.notes) == ("Mine", "")
    assert (second.title, second.notes) == ("Second", "")


def test_adding_can_be_undone(plan: Plan) -> None:
    made, _ = add_tasks(plan=plan, actor=None, tasks=[NewTask(title="Third", phase="first-90-days")])
    undo(change_made=made, actor=None)
    assert [task.title for task in tasks(plan)] == ["First", "Second"]


def test_moving_the_date_can_be_undone(plan: Plan) -> None:
    before = [task.due for task in tasks(plan)]
    anchor = plan.anchor
    made = move_plan(plan=plan, actor=None, anchor=date(anchor.year + 1, 3, 2))
    assert [task.due for task in tasks(plan)] != before
    undo(change_made=made, actor=None)
    plan.refresh_from_db()
    assert (plan.anchor, [task.due for task in tasks(plan)]) == (anchor, before)


def test_an_earlier_state_of_a_task_can_be_read_and_put_back(plan: Plan) -> None:
    first = tasks(plan)[0]
    for title in ("One", "Two", "Three"):
        edit(plan, {"title": title}, first)
    first.refresh_from_db()
    assert [values_at(first, version)["title"] for version in (1, 2, 3, 4)] == ["First", "One", "Two", "Three"]
    restore(task=first, version=2, actor=None)
    first.refresh_from_db()
    assert first.title == "One"


def test_two_who_change_different_things_both_have_their_way(plan: Plan) -> None:
    first = tasks(plan)[0]
    save_task(task=first, version=1, actor=None, values={"title": "Hers", "notes": ""})
    saved = save_task(task=first, version=1, actor=None, values={"title": "First", "notes": "His"})
    assert (saved.task.title, saved.task.notes, saved.conflicts) == ("Hers", "His", ())


def test_where_both_changed_the_same_nothing_is_saved_and_both_texts_come_back(plan: Plan) -> None:
    first = tasks(plan)[0]
    save_task(task=first, version=1, actor=None, values={"title": "Hers"})
    saved = save_task(task=first, version=1, actor=None, values={"title": "His", "notes": "And this"})
    (conflict,) = saved.conflicts
    assert (conflict.name, conflict.theirs, conflict.mine) == ("title", "Hers", "His")
    first.refresh_from_db()
    assert (first.title, first.notes) == ("Hers", "")
    assert save_task(task=first, version=2, actor=None, values={"title": "His"}).task.title == "His"


def test_a_thousand_tasks_are_written_in_batches_and_no_plan_has_more(cast: Cast, plan: Plan) -> None:
    def queries(*which: Task) -> int:
        with CaptureQueriesContext(connection) as found:
            edit(plan, {"status": Status.WAITING}, *which)
        return len(found)

    few = queries(*tasks(plan)[:1])
    many = plan_of(cast.organization)
    added = add(many, *(f"Task {n}" for n in range(MOST_TASKS)))
    plan = many
    assert queries(*added) <= few + 20
    with pytest.raises(TooManyTasksError):
        add(plan, "One too many")
    assert plan.tasks.count() == MOST_TASKS


def test_another_phase_does_not_take_a_date_that_somebody_fixed_meanwhile(plan: Plan) -> None:
    first = plan.tasks.get(number=1)
    mine = phase_values(plan, first, "first-90-days")
    assert mine["due_by_hand"] is False
    save_task(task=first, version=1, actor=None, values=due_values(first.due))
    saved = save_task(task=first, version=1, actor=None, values=mine)
    assert {conflict.name for conflict in saved.conflicts} == {"due", "due_by_hand"}
    first.refresh_from_db()
    assert (first.phase, first.due_by_hand) == ("months-6-12-prior", True)
