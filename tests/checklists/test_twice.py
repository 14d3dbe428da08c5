"""A second click, or a second person a moment later: nothing is there twice, and nobody meets an error."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from checklists.models import Feed, FundingSource, OwnerKind, Plan, Sent
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.making import SameNameError, delete_plan
from checklists.planning.onboarding import begin_first_months
from checklists.working.changing import lock_plan
from checklists.working.commenting import comment
from organizations.models import AuditEvent
from tests.cast import Cast

from .build import add, plan_of


def begin(cast: Cast, name: str) -> Plan:
    return begin_first_months(
        organization=cast.organization,
        actor=cast.hr,
        name=name,
        first_day=date(2027, 3, 1),
        is_chosen=True,
        lists=[],
        own_lists=[],
        today=timezone.localdate(),
    )


def test_the_same_first_months_begin_once(cast: Cast) -> None:
    begin(cast, "JM")
    with pytest.raises(SameNameError):
        begin(cast, "jm")
    assert Plan.objects.onboardings().count() == 1


def test_the_same_source_of_money_counts_once(cast: Cast) -> None:
    address = reverse("checklists:source-new", args=[cast.organization.slug])
    typed = {"name": "County grant", "status": "secured", "amount-2027": "85,000"}
    client = cast.client("leader")
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert FundingSource.objects.count() == 1
    client.post(address, typed | {"amount-2027": "90,000"})
    assert FundingSource.objects.count() == 2


def test_the_same_comment_is_said_and_mailed_once(cast: Cast) -> None:
    task = plan_of(cast.organization, "One").tasks.get()
    first = comment(task=task, author=cast.hr, text="@Leader Person look")
    assert comment(task=task, author=cast.hr, text="@Leader Person look") == first
    assert comment(task=task, author=cast.owner, text="@Leader Person look") != first
    assert Sent.objects.count() == 2


def test_a_task_given_to_somebody_who_has_just_left_keeps_the_name(cast: Cast) -> None:
    plan, member = plan_of(cast.organization, "One"), cast.membership("viewer")
    type(member).objects.filter(pk=member.pk).delete()
    _, (task,) = add_tasks(
        plan=plan, actor=None, tasks=[NewTask(title="Two", phase="months-6-12-prior", member=member)]
    )
    assert (task.owner_kind, task.owner_id, task.owner_name) == (OwnerKind.MEMBER, None, "Viewer Person")


def test_what_was_deleted_meanwhile_is_not_there(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    again = Plan.objects.get(pk=plan.pk)
    again.organization = cast.organization
    delete_plan(plan=plan, actor=cast.owner)
    with pytest.raises(Http404):
        delete_plan(plan=again, actor=cast.owner)
    with pytest.raises(Http404):
        lock_plan(again)


def test_the_trail_and_who_may_no_longer_read_do_not_learn_whose_calendar_it_was(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One", name="JM", kind="onboarding")
    address = reverse("checklists:feeds", args=[cast.organization.slug])
    client = cast.client("hr")
    client.post(address, {"which": str(plan.pk)})
    assert b"JM" in client.get(address).content
    type(cast.membership("hr")).objects.filter(user=cast.hr).update(role="viewer")
    revoke = reverse("checklists:feed-revoke", args=[cast.organization.slug, Feed.objects.get().pk])
    assert "JM" not in client.get(address).content.decode() + client.get(revoke).content.decode()
    client.post(revoke)
    assert not AuditEvent.objects.filter(subject__contains="JM").exists()
    assert AuditEvent.objects.filter(subject__contains="Somebody's first months").count() == 3


def test_the_same_task_added_twice_without_scripts_is_one(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    address = reverse("checklists:quick", args=[cast.organization.slug, plan.pk])
    typed = {"title": "Order a desk", "phase": "first-90-days"}
    client = cast.client("leader")
    assert len({client.post(address, typed)["Location"] for _ in range(2)}) == 1
    client.post(address, typed | {"phase": "months-6-12-prior"})
    cast.client("hr").post(address, typed)
    assert plan.tasks.filter(title="Order a desk").count() == 3
    plan.changes.update(at=timezone.now() - timedelta(seconds=61))
    client.post(address, typed)
    assert plan.tasks.filter(title="Order a desk").count() == 4


def test_a_task_that_is_there_already_does_not_come_into_the_list_again_in_place(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    address = reverse("checklists:quick", args=[cast.organization.slug, plan.pk])
    typed = {"title": "Order a desk", "phase": "first-90-days"}
    client = cast.client("leader")
    answers = [client.post(address, typed, HTTP_HX_REQUEST="true").content.decode() for _ in range(2)]
    assert ['id="task-1"' in answer for answer in answers] == [True, False]
    plan.tasks.update(is_removed=True)
    client.post(address, typed)
    assert plan.tasks.count() == 2


def test_a_plan_kept_as_a_list_twice_is_one_list(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    address = reverse("checklists:keep", args=[cast.organization.slug, plan.pk])
    client, lists = cast.client("leader"), cast.organization.own_lists
    assert len({client.post(address, {"name": "Ours"})["Location"] for _ in range(2)}) == 1
    assert lists.count() == 1
    add(plan, "Two")
    client.post(address, {"name": "Ours"})
    client.post(address, {"name": "Theirs"})
    assert lists.count() == 3
    lists.update(saved_at=timezone.now() - timedelta(seconds=61))
    client.post(address, {"name": "Theirs"})
    assert lists.count() == 4
