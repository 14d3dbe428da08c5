"""A task that was taken out is not changed until it is brought back, and comes back without waiting for itself."""

import pytest
from django.urls import reverse

from checklists.models import Change, Plan, Status, Task
from checklists.working.changing import undo
from checklists.working.commenting import comment
from checklists.working.editing import CircleError, save_edit
from checklists.working.refusing import TAKEN_OUT, TakenOutError
from checklists.working.saving import save_task
from checklists.working.steps import add as add_step
from checklists.working.steps import change_list
from tests.cast import Cast

from .build import plan_of

HTMX = {"HTTP_HX_REQUEST": "true"}
ASKED = {
    "task-edit": {"title": "Else", "version": "1"},
    "task-state": {"status": "done", "version": "1"},
    "task-notes": {"notes": "Else", "version": "1"},
    "task-steps": {"text": "A step"},
    "task-links": {"url": "https://example.org/"},
    "task-comment": {"text": "Hello"},
    "remark-remove": {},
}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "One", "Two", "Three")


def task(plan: Plan, number: int = 1) -> Task:
    return plan.tasks.select_related("plan").get(number=number)


def take_out(plan: Plan, number: int = 1) -> None:
    plan.tasks.filter(number=number).update(is_removed=True)


def url(plan: Plan, route: str, *more: object) -> str:
    return reverse(f"checklists:{route}", args=[plan.organization.slug, plan.pk, 1, *more])


@pytest.mark.parametrize("route", ASKED)
def test_nothing_of_it_is_changed(cast: Cast, plan: Plan, route: str) -> None:
    said = comment(task=task(plan), author=cast.leader, text="Said")
    take_out(plan)
    address = url(plan, route, *([said.pk] if route == "remark-remove" else []))
    client, before = cast.client("leader"), Change.objects.count()
    response = client.post(address, ASKED[route])
    assert (response.status_code, TAKEN_OUT in response.content.decode()) == (409, True)
    assert url(plan, "task-bring-back") in response.content.decode()
    in_place = client.post(address, ASKED[route], **HTMX)  # type: ignore[arg-type]
    assert (in_place.status_code, in_place["HX-Retarget"]) == (409, "#messages")
    assert TAKEN_OUT in in_place.content.decode()
    assert Change.objects.count() == before
    assert [one.text for one in task(plan).comments.all()] == ["Said"]


def test_taken_out_between_looking_and_saving_nothing_is_changed(cast: Cast, plan: Plan) -> None:
    before = task(plan)
    take_out(plan)
    with pytest.raises(TakenOutError):
        save_task(task=before, version=1, actor=None, values={"title": "Else"})
    with pytest.raises(TakenOutError):
        change_list(task=before, field="steps", actor=None, make=lambda steps: add_step(steps, "More"), summary="Steps")
    with pytest.raises(TakenOutError):
        comment(task=before, author=cast.leader, text="Hello")
    assert task(plan).version == 1


def test_what_was_taken_out_still_counts_where_a_task_would_wait_for_itself(plan: Plan) -> None:
    save_edit(task=task(plan), version=1, actor=None, values={"needs": [2]})
    take_out(plan)
    with pytest.raises(CircleError):
        save_edit(task=task(plan, 2), version=1, actor=None, values={"needs": [1]})
    assert save_edit(task=task(plan, 2), version=1, actor=None, values={"needs": [3]}).change


def test_the_way_round_is_told_with_what_was_taken_out(cast: Cast, plan: Plan) -> None:
    save_edit(task=task(plan, 2), version=1, actor=None, values={"needs": [3]})
    save_edit(task=task(plan, 3), version=1, actor=None, values={"needs": [1]})
    take_out(plan, 3)
    data = {"title": "One", "phase": "months-6-12-prior", "status": "not-started", "needs": "2", "version": "1"}
    response = cast.client("leader").post(url(plan, "task-edit"), data)
    assert response.status_code == 422
    assert "“Three” (taken out of the plan)" in response.content.decode()


def test_a_task_comes_back_without_what_waits_for_it_by_now_and_says_so(cast: Cast, plan: Plan) -> None:
    plan.tasks.filter(number=1).update(is_removed=True, needs=[2, 3])
    plan.tasks.filter(number=2).update(needs=[1])
    page = cast.client("leader").post(url(plan, "task-bring-back"), follow=True).content.decode()
    assert "It no longer waits for “Two”" in page
    assert (task(plan).is_removed, task(plan).needs) == (False, [3])
    undo(change_made=Change.objects.latest("pk"), actor=None)
    assert task(plan).is_removed


def test_nothing_is_dropped_where_nothing_goes_round(cast: Cast, plan: Plan) -> None:
    plan.tasks.filter(number=1).update(is_removed=True, needs=[2], status=Status.WAITING)
    page = cast.client("leader").post(url(plan, "task-bring-back"), follow=True).content.decode()
    assert "no longer waits" not in page
    assert task(plan).needs == [2]
