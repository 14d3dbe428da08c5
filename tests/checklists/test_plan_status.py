"""A task's status, set where it stands in the list."""

import pytest
from django.http import HttpResponse
from django.test import Client

from checklists.models import Change, Plan, PlanKind, Status, Task
from checklists.working.changing import Edit, change
from tests.cast import Cast

from .build import plan_of

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "Write the policy", "Hire somebody")


def url(plan: Plan, number: int = 1, version: int | None = 1) -> str:
    query = f"?version={version}" if version is not None else ""
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/tasks/{number}/status/{query}"


def task_of(plan: Plan, number: int = 1) -> Task:
    return plan.tasks.get(number=number)


def post(client: Client, address: str, status: str, reason: str = "", **more: str) -> HttpResponse:
    return client.post(address, {"status": status, "reason": reason, **more})


def edit(task: Task, **values: object) -> None:
    change(plan=task.plan, actor=None, kind="edited", summary="Theirs", edits=[Edit(task, values)])  # type: ignore[arg-type]


@pytest.mark.parametrize(("who", "code"), [("outsider", 404), ("viewer", 403), ("leader", 302), ("hr", 302)])
def test_only_who_works_the_plan_sets_it(cast: Cast, plan: Plan, who: str, code: int) -> None:
    assert post(cast.client(who), url(plan), Status.DONE).status_code == code
    assert (task_of(plan).status == Status.DONE) == (code == 302)


def test_other_methods_are_refused(cast: Cast, plan: Plan) -> None:
    assert cast.client("leader").delete(url(plan)).status_code == 405


def test_in_somebodys_first_months_only_who_may_assess_people(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Show the desk", kind=PlanKind.ONBOARDING)
    assert post(cast.client("administrator"), url(plan), Status.DONE).status_code == 404
    assert post(cast.client("hr"), url(plan), Status.DONE).status_code == 302


def test_without_script_it_leads_back_to_the_task_with_an_undo_button(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    back = f"/o/{cast.organization.slug}/plan/{plan.pk}/?show=open"
    response = post(client, url(plan), Status.DONE, next=back)
    assert response["Location"] == f"{back}#task-1"
    html = client.get(back).content.decode()
    undo = f"/o/{cast.organization.slug}/plan/{plan.pk}/history/{Change.objects.latest('pk').pk}/undo/"
    assert f'action="{undo}"' in html
    client.post(undo, {"next": back})
    assert task_of(plan).status == Status.NOT_STARTED


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
def test_it_never_leads_to_another_site(cast: Cast, plan: Plan, elsewhere: str) -> None:
    response = post(cast.client("leader"), url(plan), Status.DONE, next=elsewhere)
    assert response["Location"] == f"/o/{cast.organization.slug}/plan/{plan.pk}/#task-1"


def test_in_place_only_this_row_comes_and_what_depends_on_it(cast: Cast, plan: Plan) -> None:
    edit(task_of(plan, 2), needs=[1])
    html = cast.client("leader").post(url(plan), {"status": Status.DONE}, **HTMX).content.decode()
    assert html.strip().startswith('<li class="task-row is-finished" id="task-1"')
    assert 'hx-swap-oob="outerHTML:#task-2"' in html
    assert "waits for" not in html
    assert "<strong>1 of 2</strong> done" in html
    assert "1 of 2 done" in html
    assert "<html" not in html
    assert "/undo/" in html


def test_not_needed_asks_for_a_reason(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    response = post(client, url(plan), Status.NOT_NEEDED)
    assert response.status_code == 422
    assert "why it is not needed" in response.content.decode()
    assert post(client, url(plan), Status.NOT_NEEDED, "The county does it.").status_code == 302
    assert (task_of(plan).status, task_of(plan).reason) == (Status.NOT_NEEDED, "The county does it.")


def test_what_a_task_waited_for_is_not_why_it_is_not_needed(cast: Cast, plan: Plan) -> None:
    edit(task_of(plan), status=Status.WAITING, reason="The board meets in May.")
    response = post(cast.client("leader"), url(plan, version=2), Status.NOT_NEEDED, "The board meets in May.")
    assert response.status_code == 422


def test_in_place_the_question_goes_below_the_row(cast: Cast, plan: Plan) -> None:
    response = cast.client("leader").post(url(plan), {"status": Status.NOT_NEEDED}, **HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (422, "#drawer-1")
    assert "<html" not in response.content.decode()


def test_a_reason_goes_where_none_is_asked_for(cast: Cast, plan: Plan) -> None:
    post(cast.client("leader"), url(plan), Status.DONE, "Because")
    assert task_of(plan).reason == ""


def test_a_stale_version_is_no_problem_where_something_else_was_changed(cast: Cast, plan: Plan) -> None:
    edit(task_of(plan), title="Write it well")
    assert post(cast.client("leader"), url(plan, version=1), Status.DONE).status_code == 302
    assert (task_of(plan).status, task_of(plan).title) == (Status.DONE, "Write it well")


@pytest.mark.parametrize("version", [1, 0, None])
def test_another_status_meanwhile_is_shown_beside_mine_and_either_can_be_chosen(
    cast: Cast, plan: Plan, version: int | None
) -> None:
    edit(task_of(plan), status=Status.WAITING, reason="For the board")
    client = cast.client("leader")
    response = post(client, url(plan, version=version), Status.DONE)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Waiting: For the board" in html
    assert "<dd>Done</dd>" in html
    assert task_of(plan).status == Status.WAITING
    assert post(client, url(plan, version=2), Status.DONE).status_code == 302
    assert task_of(plan).status == Status.DONE


def test_a_task_that_was_taken_out_says_so(cast: Cast, plan: Plan) -> None:
    edit(task_of(plan), is_removed=True)
    response = post(cast.client("leader"), url(plan), Status.DONE)
    assert response.status_code == 409
    assert "taken out of the plan" in response.content.decode()
    assert task_of(plan).status == Status.NOT_STARTED


@pytest.mark.parametrize("status", ["", "finished", "<b>", "x" * 5_000])
def test_a_status_that_there_is_not_is_refused(cast: Cast, plan: Plan, status: str) -> None:
    assert post(cast.client("leader"), url(plan), status).status_code == 422
    assert task_of(plan).version == 1


@pytest.mark.parametrize("version", ["x", "-1", "9" * 30, "1.5"])
def test_a_version_that_is_none_counts_as_the_first(cast: Cast, plan: Plan, version: str) -> None:
    address = url(plan, version=None) + f"?version={version}"
    assert post(cast.client("leader"), address, Status.DONE).status_code == 302


def test_the_question_leads_back_to_where_one_came_from(cast: Cast, plan: Plan) -> None:
    came = f"/o/{cast.organization.slug}/plan/{plan.pk}/?show=open"
    client = cast.client("leader")
    html = client.get(url(plan), HTTP_REFERER=f"http://testserver{came}").content.decode()
    assert f'name="next" value="{came}"' in html
    html = client.get(url(plan), HTTP_REFERER="https://evil.example/x").content.decode()
    assert "evil" not in html
