"""Changing a task by its forms: who may, what is refused at which field, and what two people at once get."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checklists.models import Change, Plan, Task
from checklists.planning.moving import windows_of
from checklists.working.saving import save_task
from tests.cast import Cast
from tests.invariants.page import problems

from .build import plan_of

ROUTES = ("task-edit", "task-state", "task-notes")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second", "Third")


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("leader")


def url(plan: Plan, name: str = "task-edit", number: int = 1) -> str:
    return reverse(f"checklists:{name}", args=[plan.organization.slug, plan.pk, number])


def task_of(plan: Plan, number: int = 1) -> Task:
    return Task.objects.select_related("plan").get(plan=plan, number=number)


def form_of(plan: Plan, number: int = 1) -> dict[str, Any]:
    """The form as it is posted when nothing is changed in it."""
    task = task_of(plan, number)
    owner = "outside" if task.owner_kind == "outside" else str(task.owner_id or "")
    form = {name: getattr(task, name) for name in ("title", "detail", "phase", "status", "reason", "notes", "needs")}
    form |= {"version": task.version, "owner": owner, "outside": task.owner_name if owner == "outside" else ""}
    return form | {"due": str(task.due or "")} | ({} if task.due_by_hand else {"planned": "on"})


def save(client: Client, plan: Plan, **changed: Any) -> Any:
    return client.post(url(plan), {**form_of(plan), **changed})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ROUTES)
def test_who_may_not_change_plans_changes_no_task(cast: Cast, plan: Plan, name: str) -> None:
    form = form_of(plan) | {"title": "Mine", "status": "done", "notes": "Mine"}
    found = {who: cast.client(who).post(url(plan, name), form).status_code for who in ("outsider", "viewer", "visitor")}
    assert found == {"outsider": 404, "viewer": 403, "visitor": 302}
    assert cast.client("owner").delete(url(plan, name)).status_code == 405
    assert task_of(plan).version == 1


def test_a_form_in_which_nothing_is_changed_changes_nothing(client: Client, plan: Plan) -> None:
    assert problems(client.get(url(plan))) == []
    before = Change.objects.count()
    assert save(client, plan).status_code == 302
    assert (Change.objects.count(), task_of(plan).version) == (before, 1)


def test_everything_can_be_changed_at_once(cast: Cast, client: Client, plan: Plan) -> None:
    member = cast.membership("hr")
    changed = {"title": " New\x00 title ", "detail": "More", "phase": "first-90-days", "status": "waiting"}
    changed |= {"reason": "The county", "owner": member.pk, "notes": "Why", "needs": [2, 3]}
    assert save(client, plan, **changed).status_code == 302
    task = task_of(plan)
    assert (task.title, task.detail, task.notes, task.needs) == ("New title", "More", "Why", [2, 3])
    assert (task.status, task.reason, task.owner, task.owner_name) == ("waiting", "The county", member, "Hr Person")
    assert windows_of(plan)["first-90-days"].holds(task.due)  # it was the plan's date, and still is
    assert Change.objects.first().by_name == "Leader Person"


def test_a_date_is_set_cleared_and_given_back_to_the_plan(client: Client, plan: Plan) -> None:
    planned = task_of(plan).due
    save(client, plan, due="2028-02-29")
    assert (task_of(plan).due, task_of(plan).due_by_hand) == (date(2028, 2, 29), True)
    save(client, plan, due="")
    assert (task_of(plan).due, task_of(plan).due_by_hand) == (None, True)
    save(client, plan, planned="on")
    assert (task_of(plan).due, task_of(plan).due_by_hand) == (planned, False)


@pytest.mark.parametrize("day", ["2027-02-30", "0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01", "soon", "=1+1"])
@pytest.mark.parametrize("name", ["task-edit", "task-state"])
def test_a_day_that_is_none_is_refused_at_its_field(client: Client, plan: Plan, day: str, name: str) -> None:
    response = client.post(url(plan, name), {**form_of(plan), "due": day, "status": "done"})
    assert response.status_code == 422
    assert "id_due_error" in text(response)
    assert f'value="{day}"' in text(response)
    assert task_of(plan).version == 1


def test_the_plans_date_and_one_by_hand_at_once_are_asked_about(client: Client, plan: Plan) -> None:
    save(client, plan, due="2028-02-29")
    response = save(client, plan, due="2028-03-01", planned="on")
    assert (response.status_code, task_of(plan).due) == (422, date(2028, 2, 29))


def test_what_is_not_needed_needs_a_reason_and_what_waits_does_not(client: Client, plan: Plan) -> None:
    response = save(client, plan, status="not-needed")
    assert response.status_code == 422
    assert "id_reason_error" in text(response)
    assert save(client, plan, status="not-needed", reason="No such people").status_code == 302
    assert task_of(plan).finished_on == timezone.localdate()
    assert save(client, plan, status="waiting", reason="").status_code == 302
    save(client, plan, status="waiting", reason="The board")
    save(client, plan, status="done")
    assert (task_of(plan).status, task_of(plan).reason) == ("done", "")


def test_owners_are_members_or_names_and_nobody_of_another_organization(cast: Cast, client: Client, plan: Plan) -> None:
    outsider = cast.outsider.memberships.get()
    assert save(client, plan, owner=outsider.pk).status_code == 422
    assert save(client, plan, owner="outside").status_code == 422
    save(client, plan, owner="outside", outside="Paul Novak")
    assert (task_of(plan).owner_kind, task_of(plan).owner_name) == ("outside", "Paul Novak")
    save(client, plan, owner="")
    assert (task_of(plan).owner_kind, task_of(plan).owner_name) == ("", "")
    save(client, plan, outside="Only a name")
    assert task_of(plan).owner_name == "Only a name"


def test_somebody_who_left_stays_named_until_somebody_is_chosen(cast: Cast, client: Client, plan: Plan) -> None:
    member = cast.membership("hr")
    save(client, plan, owner=member.pk)
    opened = form_of(plan)
    member.delete()
    client.post(url(plan), {**opened, "owner": "left", "title": "Other"})
    task = task_of(plan)
    assert (task.title, task.owner_name, task.owner_has_left) == ("Other", "Hr Person", True)
    refused = client.post(url(plan), {**form_of(plan), "owner": str(opened["owner"]), "title": "Third"})
    assert refused.status_code == 422
    assert "has left" in text(refused)


def test_a_task_that_would_wait_for_itself_is_refused_with_the_way_round(client: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=2).update(needs=[3])
    Task.objects.filter(plan=plan, number=3).update(needs=[1])
    response = save(client, plan, needs=[2])
    assert response.status_code == 422
    way = "“First”, which waits for “Second”, which waits for “Third”, which waits for “First”"
    assert way in response.context["form"].errors["needs"][0]
    assert save(client, plan, needs=[1]).status_code == 422  # itself is none of the others
    assert task_of(plan).needs == []


def test_waiting_for_a_task_that_was_taken_out_is_kept(client: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=1).update(needs=[2])
    Task.objects.filter(plan=plan, number=2).update(is_removed=True)
    client.post(url(plan), {**form_of(plan), "needs": [3]})
    assert task_of(plan).needs == [2, 3]


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "x" * 301])
def test_a_title_is_needed_and_not_endless(client: Client, plan: Plan, title: str) -> None:
    assert save(client, plan, title=title).status_code == 422


def meanwhile(plan: Plan, **values: Any) -> None:
    task = task_of(plan)
    save_task(task=task, version=task.version, actor=None, values=values)


def test_different_fields_of_two_people_both_stand(client: Client, plan: Plan) -> None:
    opened = form_of(plan)
    meanwhile(plan, notes="Theirs")
    assert client.post(url(plan), {**opened, "title": "Mine"}).status_code == 302
    assert (task_of(plan).title, task_of(plan).notes) == ("Mine", "Theirs")


@pytest.mark.parametrize(("keep", "notes"), [("mine", "Mine <b>"), ("theirs", "Theirs")])
def test_the_same_field_of_two_people_is_asked_about_with_everything_kept(
    client: Client, plan: Plan, keep: str, notes: str
) -> None:
    opened = form_of(plan)
    meanwhile(plan, notes="Theirs", detail="Also theirs")
    response = client.post(url(plan), {**opened, "title": "Mine", "notes": "Mine <b>"})
    assert response.status_code == 409
    assert problems(response) == []
    page = text(response)
    assert "Theirs</span>" in page
    assert "Mine &lt;b&gt;</span>" in page
    assert 'name="title" value="Mine"' in page
    assert "Also theirs</textarea>" in page
    assert task_of(plan).notes == "Theirs"
    again = {name: response.context["form"][name].value() for name in ("title", "detail", "notes", "status", "phase")}
    again |= {"version": response.context["version"], "due": opened["due"], "planned": "on", "keep-notes": keep}
    assert client.post(url(plan), again).status_code == 302
    task = task_of(plan)
    assert (task.title, task.notes, task.detail) == ("Mine", notes, "Also theirs")


def test_saving_on_top_of_what_changed_once_more_is_asked_again(client: Client, plan: Plan) -> None:
    opened = form_of(plan)
    meanwhile(plan, notes="Theirs")
    seen = task_of(plan).version
    meanwhile(plan, notes="Theirs again")
    form = {**opened, "notes": "Mine", "version": seen, "keep-notes": "mine"}
    assert client.post(url(plan), form).status_code == 409
    assert task_of(plan).notes == "Theirs again"


def test_the_small_form_meets_a_conflict_with_the_whole_one(client: Client, plan: Plan) -> None:
    opened = form_of(plan)
    meanwhile(plan, status="waiting", reason="Them")
    form = {name: opened[name] for name in ("version", "owner", "outside", "due", "planned")}
    response = client.post(url(plan, "task-state"), {**form, "status": "done", "reason": ""})
    assert response.status_code == 409
    assert "Waiting: Them" in text(response)
    assert response.context["form"]["status"].value() == "done"


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "x", "9" * 40, "٢"])
def test_a_form_without_an_honest_version_overwrites_nothing_unseen(client: Client, plan: Plan, version: str) -> None:
    meanwhile(plan, title="Theirs")
    response = client.post(url(plan), {**form_of(plan), "title": "Mine", "version": version})
    assert (response.status_code, task_of(plan).title) == (409, "Theirs")


def test_text_that_looks_like_a_clients_is_saved_and_asked_about(client: Client, plan: Plan) -> None:
    response = client.post(url(plan), {**form_of(plan), "notes": "John Smith 3/4/1980"}, follow=True)
    assert "reads as if it were about somebody you serve" in text(response)
    assert task_of(plan).notes == "John Smith 3/4/1980"


def write(client: Client, plan: Plan, notes: str, version: int, *, in_place: bool = True) -> Any:
    headers = {"HX-Request": "true"} if in_place else {}
    return client.post(url(plan, "task-notes"), {"notes": notes, "version": version}, headers=headers)


def test_notes_save_themselves_and_the_form_learns_its_new_version(client: Client, plan: Plan) -> None:
    saved = write(client, plan, "One", 1)
    assert (saved.status_code, task_of(plan).notes) == (200, "One")
    assert 'id="notes-version" value="2"' in text(saved)
    assert write(client, plan, "One and two", 2).status_code == 200
    assert write(client, plan, "By button", 3, in_place=False).status_code == 302
    assert task_of(plan).notes == "By button"


def test_notes_that_somebody_else_changed_are_not_overwritten(client: Client, plan: Plan) -> None:
    meanwhile(plan, notes="Theirs")
    untouched = write(client, plan, "", 1)
    assert 'value="1"' in text(untouched)  # what the page shows is still of version 1
    conflict = write(client, plan, "Mine", 1)
    assert (conflict.status_code, task_of(plan).notes) == (409, "Theirs")
    by_button = write(client, plan, "Mine", 1, in_place=False)
    assert by_button.status_code == 409
    assert {"Theirs</span>", "Mine</span>"} <= set(text(by_button).replace('dir="auto">', " ").split())


def test_notes_that_are_too_long_stay_on_the_page(client: Client, plan: Plan) -> None:
    long = "x" * 10_001
    assert write(client, plan, long, 1).status_code == 422
    response = write(client, plan, long, 1, in_place=False)
    assert (response.status_code, long in text(response)) == (422, True)


def test_a_past_day_is_taken(client: Client, plan: Plan) -> None:
    save(client, plan, due=str(timezone.localdate() - timedelta(400)))
    assert task_of(plan).is_overdue(timezone.localdate())
