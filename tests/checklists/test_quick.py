"""A task of one's own, added on the page of the plan."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from checklists.models import Change, ChangeKind, OwnerKind, Plan, Task
from checklists.planning.adding import MOST_TASKS
from checklists.working.changing import undo
from tests.cast import Cast

from .build import add, plan_of

PHASE = "first-90-days"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "Write the policy")


def post(client: Client, plan: Plan, title: str = "Our own", query: str = "", **data: object) -> HttpResponse:
    headers = {key: data.pop(key) for key in list(data) if key.startswith("HTTP_")}
    address = f"/o/{plan.organization.slug}/plan/{plan.pk}/tasks/add/{query}"
    return client.post(address, {"title": title, "phase": PHASE, **data}, **headers)  # type: ignore[arg-type]


def newest(plan: Plan) -> Task:
    return plan.tasks.order_by("number").last()


@pytest.mark.parametrize(("who", "code"), [("outsider", 404), ("viewer", 403), ("leader", 302)])
def test_only_who_works_the_plan_adds(cast: Cast, plan: Plan, who: str, code: int) -> None:
    assert post(cast.client(who), plan).status_code == code
    assert (newest(plan).title == "Our own") == (code == 302)


def test_it_takes_only_post(cast: Cast, plan: Plan) -> None:
    assert cast.client("leader").get(f"/o/{cast.organization.slug}/plan/{plan.pk}/tasks/add/").status_code == 405


def test_without_a_date_it_gets_one_of_its_phase_and_can_be_undone(cast: Cast, plan: Plan) -> None:
    response = post(cast.client("leader"), plan, query="?show=open")
    task = newest(plan)
    assert response["Location"] == f"/o/{cast.organization.slug}/plan/{plan.pk}/?show=open#task-{task.number}"
    assert (task.phase, task.due_by_hand) == (PHASE, False)
    assert task.due >= plan.anchor
    made = Change.objects.latest("pk")
    assert made.kind == ChangeKind.ADDED
    undo(change_made=made, actor=None)
    task.refresh_from_db()
    assert task.is_removed


def test_date_and_owner_are_taken_in_the_same_change(cast: Cast, plan: Plan) -> None:
    member, before = cast.membership("hr"), Change.objects.count()
    post(cast.client("leader"), plan, due="2027-05-31", owner=member.pk)
    task = newest(plan)
    assert (task.due, task.due_by_hand) == (date(2027, 5, 31), True)
    assert (task.owner_kind, task.owner, task.owner_name) == (OwnerKind.MEMBER, member, "Hr Person")
    assert Change.objects.count() == before + 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"title": ""}, "Say what is to be done."),
        ({"title": "\u200b \x00"}, "Say what is to be done."),
        ({"title": "x" * 5_000}, "at most 300 characters"),
        ({"due": "2027-02-30"}, "Give a date that exists"),
        ({"due": "0001-01-01"}, "from 2000 to 2100"),
        ({"phase": "week-one"}, "Select a valid choice"),
        ({"owner": "999999"}, "has left meanwhile"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_taken_comes_back_with_what_was_typed(
    cast: Cast, plan: Plan, data: dict[str, str], words: str, headers: dict[str, str]
) -> None:
    response = post(cast.client("leader"), plan, **{"title": "Kept words", **data}, **headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "title" in data or 'value="Kept words"' in html
    assert newest(plan).title == "Write the policy"
    assert ("<html" in html) == (not headers)


def test_in_place_it_comes_behind_the_one_before_it_and_the_form_is_empty_again(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    html = post(client, plan, phase="months-6-12-prior", due="2099-01-01", **HTMX).content.decode()
    assert '<ul hx-swap-oob="afterend:#task-1"><li class="task-row" id="task-2"' in html
    assert 'id="quick_title" name="title" value=""' in html
    assert "autofocus" in html
    html = post(client, plan, **HTMX).content.decode()
    assert f'<ul hx-swap-oob="afterbegin:#list-{PHASE}"><li class="task-row" id="task-3"' in html


def test_a_full_plan_takes_no_more_and_says_why(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, *(f"Task {n}" for n in range(MOST_TASKS)))
    response = post(cast.client("leader"), plan)
    assert response.status_code == 422
    assert "A plan holds at most 1,000 tasks." in response.content.decode()


def test_html_is_shown_as_it_was_typed(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    post(client, plan, "<script>alert(1)</script>")
    html = client.get(f"/o/{cast.organization.slug}/plan/{plan.pk}/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
