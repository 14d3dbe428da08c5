"""A plan's name and settings, putting it away, deleting it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from checklists.models import Change, Plan, PlanKind
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.making import change_plan
from checklists.planning.moving import move_plan
from organizations.models import AuditEvent
from tests.assessments.screen import page
from tests.cast import Cast

from .build import plan_of

ROUTES = ("settings", "put-away", "delete")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second", name="Ours")


def url(plan: Plan, route: str, slug: str = "") -> str:
    return reverse(f"checklists:{route}", args=[slug or plan.organization.slug, plan.pk])


def given(plan: Plan, **values: Any) -> dict[str, Any]:
    return {"version": plan.version, "name": "Ours", "skips_holidays": "on", "reminder_days": "3", **values}


def save(client: Client, plan: Plan, **values: Any) -> Any:
    return client.post(url(plan, "settings"), given(plan, **values))


def test_only_those_who_work_plans_change_their_own(cast: Cast, plan: Plan) -> None:
    for route in ("settings", "delete"):
        for who, status in {"outsider": 404, "viewer": 403, "visitor": 302, "administrator": 200, "hr": 200}.items():
            assert cast.client(who).get(url(plan, route)).status_code == status
        assert cast.client("owner").delete(url(plan, route)).status_code == 405
    assert cast.client("owner").get(url(plan, "put-away")).status_code == 405
    theirs = plan_of(cast.elsewhere)
    for route in ROUTES:
        assert cast.client("viewer").post(url(plan, route)).status_code == 403
        assert cast.client("outsider").post(url(plan, route)).status_code == 404
        assert cast.client("owner").post(url(theirs, route, cast.organization.slug)).status_code == 404
    assert Plan.objects.filter(archived_at=None).count() == 2


def test_somebodys_first_months_are_changed_by_those_who_may_read_them(cast: Cast) -> None:
    somebody = plan_of(cast.organization, name="JM", kind=PlanKind.ONBOARDING)
    for route in ROUTES:
        assert cast.client("administrator").post(url(somebody, route)).status_code == 404
    assertContains(cast.client("hr").get(url(somebody, "settings")), "never a full name")
    response = cast.client("hr").post(url(somebody, "delete"))
    assertRedirects(response, reverse("checklists:people", args=[cast.organization.slug]))


def test_settings_are_saved_and_can_be_undone(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    response = save(client, plan, name="  Peer\tsupport ", skips_holidays="", reminder_days="0")
    assertRedirects(response, url(plan, "settings"), fetch_redirect_response=False)
    plan.refresh_from_db()
    assert (plan.name, plan.skips_holidays, plan.reminder_days) == ("Peer support", False, 0)
    change = Change.objects.first()
    text = page(client, url(plan, "settings"))
    assert reverse("checklists:undo", args=[cast.organization.slug, plan.pk, change.pk]) in text
    assert "until you move the date" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 5_000), ("reminder_days", "-1"), ("reminder_days", "31"), ("reminder_days", "soon")],
)
def test_what_cannot_be_is_refused_with_everything_still_there(cast: Cast, plan: Plan, field: str, value: str) -> None:
    response = save(cast.client("leader"), plan, **{field: value, "skips_holidays": ""})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"][field].value() == value
    plan.refresh_from_db()
    assert (plan.name, plan.version, plan.skips_holidays) == ("Ours", 1, True)


def test_two_who_change_the_same_are_told_of_both_and_can_save_on_top(cast: Cast, plan: Plan) -> None:
    change_plan(plan=plan, actor=cast.hr, name="<b>Hers</b>", skips_holidays=True, reminder_days=3)
    add_tasks(plan=plan, actor=cast.owner, tasks=[NewTask(title="Third", phase="first-90-days")])
    client = cast.client("leader")
    response = save(client, plan, name="His")
    assert response.status_code == 409
    assertContains(response, "&lt;b&gt;Hers&lt;/b&gt;", status_code=409)
    assertContains(response, f"{cast.hr} saved this", status_code=409)
    assertContains(response, 'value="His"', status_code=409)
    assert Plan.objects.get().name == "<b>Hers</b>"
    client.post(url(plan, "settings"), given(plan, name="His", version=response.context["version"]))
    assert Plan.objects.get().name == "His"


def test_two_who_change_different_things_both_have_their_way(cast: Cast, plan: Plan) -> None:
    change_plan(plan=plan, actor=cast.hr, name="Hers", skips_holidays=True, reminder_days=3)
    assert save(cast.client("leader"), plan, reminder_days="7").status_code == 302
    saved = Plan.objects.get()
    assert (saved.name, saved.reminder_days) == ("Hers", 7)


def test_a_date_that_was_moved_meanwhile_is_in_nobodys_way(cast: Cast, plan: Plan) -> None:
    move_plan(plan=plan, actor=cast.hr, anchor=plan.anchor.replace(year=plan.anchor.year + 1))
    assert save(cast.client("leader"), plan, name="His").status_code == 302
    assert Plan.objects.get().name == "His"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_its_version_overwrites_nothing_unseen(cast: Cast, plan: Plan, version: str) -> None:
    change_plan(plan=plan, actor=cast.hr, name="Hers", skips_holidays=True, reminder_days=3)
    assert save(cast.client("leader"), plan, name="His", version=version).status_code == 409
    assert Plan.objects.get().name == "Hers"


def test_a_plan_is_put_away_and_taken_up_again(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    for _ in range(2):
        assertRedirects(client.post(url(plan, "put-away")), url(plan, "settings"))
    plan.refresh_from_db()
    assert plan.archived_at
    assert AuditEvent.objects.filter(action=AuditEvent.Action.PLAN_ARCHIVED).count() == 1
    assertContains(client.get(url(plan, "settings")), "Take it up again")
    client.post(url(plan, "put-away"), {"to": "again"})
    plan.refresh_from_db()
    assert plan.archived_at is None


def test_deleting_asks_first_and_says_what_is_lost(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    task = plan.tasks.first()
    task.comments.create(author_name="Somebody", text="Good.")
    text = page(client, url(plan, "delete"))
    assert "2 tasks, with their" in text
    assert "1 comment, and" in text
    assert Plan.objects.filter(pk=plan.pk).exists()
    response = client.post(url(plan, "delete"))
    assertRedirects(response, reverse("checklists:index", args=[cast.organization.slug]))
    assert not Plan.objects.filter(pk=plan.pk).exists()
    assert AuditEvent.objects.filter(action=AuditEvent.Action.PLAN_DELETED, subject="Ours").exists()
    assert client.post(url(plan, "delete")).status_code == 404


def test_a_name_that_reads_like_a_client_is_asked_about(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    save(client, plan, name="Client no. 48213")
    assert "reads as if it were about somebody you serve" in page(client, url(plan, "settings"))
