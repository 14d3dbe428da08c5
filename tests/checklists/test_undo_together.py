"""Undoing a change after others have changed some of the same: what says one thing together goes back together."""

from datetime import date
from typing import Any

from django.utils import timezone

from checklists.models import Change, ChangeKind, OwnerKind, Status, Task
from checklists.working.changing import Edit, change, restore, undo
from checklists.working.editing import save_edit
from checklists.working.values import due_values, owner_values, status_values
from tests.cast import Cast

from .build import plan_of


def do(task: Task, **values: Any) -> Change:
    task.refresh_from_db()
    made = change(plan=task.plan, actor=None, kind=ChangeKind.EDITED, summary="x", edits=[Edit(task, values)])
    assert made
    return made


def test_an_owner_given_since_stays_whole(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    first = do(task, **owner_values(cast.membership("owner")))
    do(task, **owner_values(cast.membership("leader")))
    assert undo(change_made=first, actor=None).left == [task]
    task.refresh_from_db()
    assert (task.owner_kind, task.owner, task.owner_name) == (
        OwnerKind.MEMBER,
        cast.membership("leader"),
        "Leader Person",
    )


def test_a_date_set_by_hand_since_stays_set_by_hand(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    first = do(task, **due_values(date(2027, 3, 1)))
    do(task, **due_values(date(2027, 4, 1)))
    undo(change_made=first, actor=None)
    task.refresh_from_db()
    assert (task.due, task.due_by_hand) == (date(2027, 4, 1), True)


def test_a_date_that_was_confirmed_by_hand_since_is_not_taken_back(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    moved = do(task, due=date(2027, 3, 1))
    do(task, due_by_hand=True)
    undo(change_made=moved, actor=None)
    task.refresh_from_db()
    assert (task.due, task.due_by_hand) == (date(2027, 3, 1), True)


def test_what_was_finished_otherwise_since_keeps_its_day(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    first = do(task, **status_values(Status.DONE))
    do(task, **status_values(Status.NOT_NEEDED, "Somebody else does it"))
    undo(change_made=first, actor=None)
    task.refresh_from_db()
    assert (task.status, task.finished_on) == (Status.NOT_NEEDED, timezone.localdate())


def test_a_change_whose_followers_were_undone_can_be_undone(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    first = do(task, **owner_values(cast.membership("owner")))
    second = do(task, **owner_values(cast.membership("leader")))
    undo(change_made=second, actor=None)
    assert undo(change_made=first, actor=None).left == []
    task.refresh_from_db()
    assert (task.owner_kind, task.owner, task.owner_name) == (OwnerKind.NOBODY, None, "")


def test_neither_undoing_nor_putting_back_makes_tasks_wait_for_each_other(cast: Cast) -> None:
    one, two = plan_of(cast.organization, "One", "Two").tasks.order_by("number")
    do(one, needs=[two.number])
    with_needs = Task.objects.get(pk=one.pk).version
    freed = do(one, needs=[])
    save_edit(task=two, version=two.version, actor=None, values={"needs": [one.number]})
    assert undo(change_made=freed, actor=None).left == [one]
    restore(task=Task.objects.get(pk=one.pk), version=with_needs, actor=None)
    one.refresh_from_db()
    assert one.needs == []
