"""Reminders: to the owner, so many days before, once for each date, several in one mail."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from checklists.models import MailChoice, Plan, Sent, Status, Task
from checklists.planning.making import archive
from checklists.telling.due import find_due
from checklists.telling.reminding import note_due, tasks_to_remind_of
from checklists.telling.weeks import week_of
from checklists.working.changing import Edit, change
from checklists.working.values import due_values, status_values
from organizations.membership import remove_member
from organizations.models import Role
from tests.cast import MEMBERS, Cast

from .build import add, plan_of
from .telling import MONDAY, at, give, html_of, send_all, settle

DUE = date(2027, 1, 21)
"""A Thursday; reminded of three days before, on MONDAY."""


def quiet_weeks(cast: Cast) -> None:
    """Nobody wants the weekly mail, so that every mail is a reminder."""
    for who in MEMBERS:
        MailChoice.objects.get_or_create(membership=cast.membership(who), weekly=False)


def task_of(cast: Cast, who: str = "leader", on: date = DUE, title: str = "One", **fields: object) -> Task:
    plan = Plan.objects.filter(organization=cast.organization).first() or plan_of(cast.organization)
    (task,) = add(plan, title)
    give(task, cast.membership(who), **due_values(on), **fields)
    settle(cast.organization)
    quiet_weeks(cast)
    return task


def sent_on(cast: Cast, *days: date, hour: int = 7) -> list[int]:
    """How many mails have gone out after each day."""
    found = []
    for day in days:
        if find_due(at(day, hour)):
            send_all(cast.organization, at(day, hour))
        found.append(len(mail.outbox))
    return found


def edit(task: Task, **values: object) -> None:
    change(plan=task.plan, actor=None, kind="edited", summary="Changed", edits=[Edit(task, values)])  # type: ignore[arg-type]
    settle(task.organization)


def test_the_owner_is_reminded_three_days_before_in_the_morning_and_once(cast: Cast) -> None:
    task_of(cast)
    assert sent_on(cast, MONDAY - timedelta(1), hour=23) == [0]
    assert sent_on(cast, MONDAY, hour=6) == [0]
    assert sent_on(cast, *(MONDAY + timedelta(n) for n in range(6))) == [1] * 6
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["leader@example.org"], "Due on Thursday, January 21: One")
    assert "- One (Thursday, January 21, 2027)" in sent.body
    assert "One</a>, Thursday, January 21, 2027" in html_of(sent)  # type: ignore[arg-type]
    assert "«undefined" not in sent.body + html_of(sent)  # type: ignore[arg-type]


def test_a_late_worker_reminds_until_the_day_itself_and_not_behind_it(cast: Cast) -> None:
    task_of(cast)
    assert sent_on(cast, DUE, hour=18) == [1]
    Sent.objects.all().delete()
    assert sent_on(cast, DUE + timedelta(1)) == [1]


@pytest.mark.parametrize(("days", "first"), [(1, date(2027, 1, 20)), (30, date(2026, 12, 22)), (7, date(2027, 1, 14))])
def test_the_plan_says_how_many_days_before(cast: Cast, days: int, first: date) -> None:
    task_of(cast)
    Plan.objects.update(reminder_days=days)
    settle(cast.organization, first)
    assert sent_on(cast, first - timedelta(1), first) == [0, 1]


def test_a_plan_with_no_days_reminds_of_nothing(cast: Cast) -> None:
    task_of(cast)
    Plan.objects.update(reminder_days=0)
    assert sent_on(cast, MONDAY, DUE) == [0, 0]


def test_several_of_a_day_go_in_one_mail_and_each_owner_gets_theirs(cast: Cast) -> None:
    for n in range(3):
        task_of(cast, title=f"Task {n}")
    task_of(cast, "hr", title="Of HR")
    assert sent_on(cast, MONDAY) == [2]
    assert sorted((one.to[0], one.subject) for one in mail.outbox) == [
        ("hr@example.org", "Due on Thursday, January 21: Of HR"),
        ("leader@example.org", "3 of your tasks are due soon"),
    ]
    assert set(Sent.objects.filter(what__startswith="reminder").values_list("status", flat=True)) == {"sent"}


def test_what_changes_during_the_day_waits_for_the_next_morning(cast: Cast) -> None:
    task = task_of(cast)
    Task.objects.filter(pk=task.pk).update(changed_at=at(MONDAY, 9))
    assert sent_on(cast, MONDAY, hour=10) == [0]
    assert sent_on(cast, MONDAY + timedelta(1)) == [1]


def test_another_date_reminds_again_and_the_old_one_does_not(cast: Cast) -> None:
    task = task_of(cast)
    assert sent_on(cast, MONDAY) == [1]
    edit(task, **due_values(DUE + timedelta(10)))
    assert sent_on(cast, MONDAY + timedelta(9), MONDAY + timedelta(10)) == [1, 2]
    edit(task, **due_values(DUE))
    assert sent_on(cast, MONDAY) == [2]


def test_a_new_owner_is_reminded_too(cast: Cast) -> None:
    task = task_of(cast)
    sent_on(cast, MONDAY)
    give(task, cast.membership("hr"))
    settle(cast.organization)
    assert sent_on(cast, MONDAY + timedelta(1)) == [2]
    assert mail.outbox[1].to == ["hr@example.org"]


@pytest.mark.parametrize("why", ["done", "not needed", "removed", "put away", "nobody", "outside", "unwanted", "gone"])
def test_no_reminder(cast: Cast, why: str) -> None:
    task = task_of(cast)
    match why:
        case "done":
            edit(task, **status_values(Status.DONE))
        case "not needed":
            edit(task, **status_values(Status.NOT_NEEDED, "No"))
        case "removed":
            edit(task, is_removed=True)
        case "put away":
            archive(plan=task.plan, actor=None, now=timezone.now())
        case "nobody" | "outside":
            edit(task, owner_kind="" if why == "nobody" else "outside", owner_id=None, owner_name="Somebody")
        case "unwanted":
            MailChoice.objects.update(reminders=False)
        case "gone":
            remove_member(membership=cast.membership("leader"), actor=cast.owner, actor_role=Role.OWNER)
    assert not tasks_to_remind_of(at(MONDAY), MONDAY)
    assert sent_on(cast, MONDAY, DUE) == [0, 0]


@pytest.mark.parametrize("what", ["done", "moved", "given away", "unwanted", "put away", "gone", "taken out"])
def test_what_became_untrue_between_being_noted_and_sent_is_not_sent(cast: Cast, what: str) -> None:
    task = task_of(cast)
    note_due(cast.organization, at(MONDAY), MONDAY, week_of(at(MONDAY)))
    assert Sent.objects.filter(task=task, status="waiting").exists()
    match what:
        case "done":
            Task.objects.update(status=Status.DONE)
        case "moved":
            Task.objects.update(due=DUE + timedelta(40))
        case "given away":
            Task.objects.update(owner=cast.membership("hr"), changed_at=at(MONDAY, 9))
        case "unwanted":
            MailChoice.objects.update(reminders=False)
        case "put away":
            Plan.objects.update(archived_at=timezone.now())
        case "gone":
            remove_member(membership=cast.membership("leader"), actor=cast.owner, actor_role=Role.OWNER)
        case "taken out":
            Task.objects.update(is_removed=True)
    send_all(cast.organization, at(MONDAY, 10))
    assert not mail.outbox
    assert not Sent.objects.filter(status="waiting").exists()


def test_only_those_who_may_read_somebodys_first_months_are_reminded_of_them(cast: Cast) -> None:
    plan = plan_of(cast.organization, kind="onboarding", name="JM")
    for who in MEMBERS:
        (task,) = add(plan, f"Of {who}")
        give(task, cast.membership(who), **due_values(DUE))
    settle(cast.organization)
    quiet_weeks(cast)
    sent_on(cast, MONDAY)
    assert sorted(one.to[0] for one in mail.outbox) == ["hr@example.org", "leader@example.org", "owner@example.org"]
