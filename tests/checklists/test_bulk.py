"""Several tasks changed at once."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from checklists.models import Change, ChangeKind, OwnerKind, Plan, Status, Task
from checklists.working.bulk import Deed, do_to_several, moved_by
from checklists.working.changing import Edit, change, undo
from checklists.working.values import due_values
from tests.cast import Cast

from .build import add, plan_of


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "One", "Two", "Three")


def post(client: Client, plan: Plan, *numbers: object, query: str = "", **data: object) -> HttpResponse:
    address = f"/o/{plan.organization.slug}/plan/{plan.pk}/bulk/{query}"
    return client.post(address, {"task": [str(number) for number in numbers], **data})


def tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.order_by("number"))


def set_due(plan: Plan, due: date) -> None:
    edits = [Edit(task, due_values(due)) for task in tasks(plan)]
    change(plan=plan, actor=None, kind=ChangeKind.SEVERAL, summary="Set", edits=edits)


@pytest.mark.parametrize(("who", "code"), [("outsider", 404), ("viewer", 403), ("leader", 302)])
def test_only_who_works_the_plan_does_it(cast: Cast, plan: Plan, who: str, code: int) -> None:
    assert post(cast.client(who), plan, 1, do="remove").status_code == code
    assert tasks(plan)[0].is_removed == (code == 302)


def test_it_takes_only_post(cast: Cast, plan: Plan) -> None:
    assert cast.client("leader").get(f"/o/{cast.organization.slug}/plan/{plan.pk}/bulk/").status_code == 405


def test_only_the_chosen_ones_change_and_one_undo_takes_it_back(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    response = post(client, plan, 1, 3, do="status", status=Status.DONE, query="?show=open&evil=1")
    assert response["Location"] == f"/o/{cast.organization.slug}/plan/{plan.pk}/?show=open"
    assert [task.status for task in tasks(plan)] == ["done", "not-started", "done"]
    assert "Set the status to “Done”: 2 tasks." in client.get(response["Location"]).content.decode()
    made = Change.objects.latest("pk")
    assert (made.kind, made.by_name) == (ChangeKind.SEVERAL, str(cast.leader))
    undo(change_made=made, actor=None)
    assert {task.status for task in tasks(plan)} == {"not-started"}


def test_an_owner_is_a_member_or_somebody_outside_or_nobody(cast: Cast, plan: Plan) -> None:
    client, member = cast.client("leader"), cast.membership("hr")
    post(client, plan, 1, 2, do="owner", owner=member.pk)
    assert {task.owner_id for task in tasks(plan)[:2]} == {member.pk}
    post(client, plan, 2, do="owner", owner="outside", outside="=County\x00 office")
    assert (tasks(plan)[1].owner_kind, tasks(plan)[1].owner_name) == (OwnerKind.OUTSIDE, "=County office")
    post(client, plan, 1, do="owner", owner="")
    assert (tasks(plan)[0].owner_kind, tasks(plan)[0].owner_name) == (OwnerKind.NOBODY, "")


def test_somebody_of_another_organization_gets_no_task(cast: Cast, plan: Plan) -> None:
    stranger = cast.elsewhere.memberships.get()
    assert post(cast.client("leader"), plan, 1, do="owner", owner=stranger.pk).status_code == 422
    assert tasks(plan)[0].owner_id is None


def test_days_go_on_to_a_working_day_and_leave_finished_tasks_alone(cast: Cast, plan: Plan) -> None:
    friday = date(2027, 3, 5)
    set_due(plan, friday)
    client = cast.client("leader")
    post(client, plan, 3, do="status", status=Status.DONE)
    response = post(client, plan, 1, 2, 3, do="days", days="1")
    assert [task.due for task in tasks(plan)] == [date(2027, 3, 8), date(2027, 3, 8), friday]
    assert "1 stayed as it is" in client.get(response["Location"]).content.decode()
    post(client, plan, 1, do="days", days="-1")
    assert tasks(plan)[0].due == friday
    assert tasks(plan)[0].due_by_hand


@pytest.mark.parametrize(("due", "days", "least", "most"), [
    (date(2100, 12, 30), 3_650, date(2100, 12, 31), date(2100, 12, 31)),
    (date(2000, 1, 3), -3_650, date(2000, 1, 1), date(2000, 1, 1)),
])  # fmt: skip
def test_no_date_leaves_what_a_plan_can_hold(plan: Plan, due: date, days: int, least: date, most: date) -> None:
    set_due(plan, due)
    do_to_several(plan=plan, actor=None, numbers=[1], deed=Deed("Moved", moved_by(days, plan)))
    assert least <= tasks(plan)[0].due <= most


def test_another_phase_brings_its_date_except_where_one_was_set_by_hand(cast: Cast, plan: Plan) -> None:
    by_hand = timezone.localdate() + timedelta(3)
    change(plan=plan, actor=None, kind="edited", summary="x", edits=[Edit(tasks(plan)[0], due_values(by_hand))])  # type: ignore[arg-type]
    post(cast.client("leader"), plan, 1, 2, do="phase", phase="first-90-days")
    first, second, third = tasks(plan)
    assert (first.phase, first.due) == ("first-90-days", by_hand)
    assert plan.anchor <= second.due <= plan.anchor + timedelta(90)
    assert third.phase == "months-6-12-prior"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"do": "due", "due": ""}, "Give a date."),
        ({"do": "due", "due": "2027-02-30"}, "Give a date that exists"),
        ({"do": "due", "due": "0001-01-01"}, "from 2000 to 2100"),
        ({"do": "due", "due": "9999-12-31"}, "from 2000 to 2100"),
        ({"do": "days", "days": ""}, "Say by how many days."),
        ({"do": "days", "days": "0"}, "0 changes nothing"),
        ({"do": "days", "days": "9999999999"}, "Ten years are the most."),
        ({"do": "days", "days": "1.5"}, "Give a whole number"),
        ({"do": "status", "status": "not-needed"}, "why they are not needed"),
        ({"do": "owner", "owner": "outside", "outside": "\u200b"}, "Say who it is"),
        ({"do": "phase", "phase": "week-one"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_the_choice_kept(
    cast: Cast, plan: Plan, data: dict[str, str], words: str
) -> None:
    before = Change.objects.count()
    response = post(cast.client("leader"), plan, 1, 3, query="?show=open", **data)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert html.count('form="bulk" checked') == 2
    assert '<details class="menu" name="bulk" open>' in html
    assert Change.objects.count() == before


def test_with_nothing_chosen_it_says_so(cast: Cast, plan: Plan) -> None:
    response = post(cast.client("leader"), plan, do="remove")
    assert response.status_code == 422
    assert "Choose at least one task first" in response.content.decode()


def test_numbers_that_name_no_task_of_this_plan_do_nothing(cast: Cast, plan: Plan) -> None:
    other = plan_of(cast.organization, "Other", name="Another")
    post(cast.client("leader"), plan, 77, "x", "-1", "9" * 400, do="remove")
    assert not any(task.is_removed for task in [*tasks(plan), *tasks(other)])


def test_what_somebody_took_out_meanwhile_stays_out(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    post(client, plan, 1, do="remove")
    post(client, plan, 1, 2, do="status", status=Status.DONE)
    assert [task.status for task in tasks(plan)] == ["not-started", "done", "not-started"]


def test_a_thousand_at_once_are_one_change(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, *(f"Task {n}" for n in range(1_000)))
    response = post(cast.client("leader"), plan, *range(1, 1_001), do="status", status=Status.DONE)
    assert response.status_code == 302
    assert plan.tasks.filter(status=Status.DONE).count() == 1_000
    assert Change.objects.latest("pk").summary == "Set the status to “Done”: 1,000 tasks"
