"""Moving a plan's date: looked at first, then done, and not if it is another move by then."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from checklists.models import Change, ChangeKind, Plan, Status
from checklists.working.changing import Edit, change
from tests.assessments.form import Reader
from tests.assessments.screen import page
from tests.cast import Cast

from .build import plan_of


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second", "Third")


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def url(plan: Plan, query: str = "") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/move/{query}"


def later(plan: Plan, days: int = 90) -> date:
    return plan.anchor + timedelta(days)


def edit(plan: Plan, number: int, **values: object) -> None:
    task = plan.tasks.get(number=number)
    change(plan=plan, actor=None, kind=ChangeKind.EDITED, summary="Edited", edits=[Edit(task, values)])


def sent(text: str) -> dict[str, str]:
    """What the button that moves would send."""
    fields = Reader(text).fields
    return {name: fields[name] for name in ("anchor", "seen", "by_hand", "anew") if fields.get(name)}


def dues(plan: Plan) -> list[date | None]:
    return [task.due for task in plan.tasks.order_by("number")]


def test_who_may_move(cast: Cast, plan: Plan) -> None:
    found = {who: cast.client(who).get(url(plan)).status_code for who in ("outsider", "visitor", "viewer", "hr")}
    assert found == {"outsider": 404, "visitor": 302, "viewer": 403, "hr": 200}
    data = {"anchor": later(plan)}
    assert [cast.client(who).post(url(plan), data).status_code for who in ("outsider", "viewer")] == [404, 403]
    assert cast.client("leader").put(url(plan)).status_code == 405
    plan.refresh_from_db()
    assert plan.version == 1


def test_looking_changes_nothing_and_says_what_would_change(plan: Plan, leader: Client) -> None:
    edit(plan, 2, status=Status.DONE)
    edit(plan, 3, due=date(2030, 5, 6), due_by_hand=True)
    before, changes = dues(plan), Change.objects.count()
    text = page(leader, url(plan, f"?anchor={later(plan)}"))
    assert '<span class="stat-figure">1</span> <span class="stat-label">task gets a new date' in text
    assert '<span class="stat-figure">1</span> <span class="stat-label">is finished and stays' in text
    assert "Third: May 6, 2030" in text
    assert (dues(plan), Change.objects.count()) == (before, changes)


def test_moving_does_what_was_shown_and_can_be_undone(plan: Plan, leader: Client) -> None:
    before, anchor = dues(plan), plan.anchor
    new = later(plan)
    response = leader.post(url(plan), sent(page(leader, url(plan, f"?anchor={new}"))), follow=True)
    assert "Moved “The first peer worker starts”" in response.content.decode()
    plan.refresh_from_db()
    assert plan.anchor == new
    assert all(now > was for now, was in zip(dues(plan), before, strict=True))
    undo = f"/o/{plan.organization.slug}/plan/{plan.pk}/history/{Change.objects.latest('pk').pk}/undo/"
    assert undo in response.content.decode()
    leader.post(undo)
    plan.refresh_from_db()
    assert (plan.anchor, dues(plan)) == (anchor, before)


def test_dates_set_by_hand_move_only_if_told(plan: Plan, leader: Client) -> None:
    edit(plan, 1, due=date(2030, 5, 6), due_by_hand=True)
    leader.post(url(plan), sent(page(leader, url(plan, f"?anchor={later(plan)}"))))
    assert plan.tasks.get(number=1).due == date(2030, 5, 6)
    plan.refresh_from_db()
    leader.post(url(plan), sent(page(leader, url(plan, f"?anchor={later(plan, 7)}&by_hand=on"))))
    assert plan.tasks.get(number=1).due == date(2030, 5, 13)


def test_what_would_be_overdue_is_said_and_can_be_spread_anew(plan: Plan, leader: Client) -> None:
    soon, today = timezone.localdate() + timedelta(60), timezone.localdate()
    Plan.objects.update(scheduled_from=today - timedelta(400))
    text = page(leader, url(plan, f"?anchor={soon}"))
    assert "3 tasks would be overdue at once" in text
    assert f"?anchor={soon}&amp;anew=on" in text
    text = page(leader, url(plan, f"?anchor={soon}&anew=on"))
    assert "would be overdue at once. To avoid" not in text
    assert "PeerReady heuristic" in text
    leader.post(url(plan), sent(text))
    plan.refresh_from_db()
    assert plan.scheduled_from == today
    assert all(due and due >= today for due in dues(plan))


@pytest.mark.parametrize("what", ["task", "plan"])
def test_a_plan_that_changed_since_is_shown_anew_and_not_moved(plan: Plan, leader: Client, what: str) -> None:
    data = sent(page(leader, url(plan, f"?anchor={later(plan)}")))
    if what == "task":
        edit(plan, 1, notes="Meanwhile")
    else:
        Plan.objects.update(anchor=later(plan, 30), version=2)
    before = dues(plan)
    response = leader.post(url(plan), data)
    assert response.status_code == 409
    assert "changed since you looked" in response.content.decode()
    assert dues(plan) == before
    assert leader.post(url(plan), sent(response.content.decode())).status_code == 302
    assert dues(plan) != before


def test_a_post_that_has_not_looked_is_shown_what_would_change(plan: Plan, leader: Client) -> None:
    assert leader.post(url(plan), {"anchor": later(plan)}).status_code == 409


@pytest.mark.parametrize(
    "wrong", ["", "0001-01-01", "9999-12-31", "2027-02-30", "1999-12-31", "2101-01-01", "soon", "=1+1", "2027-1"]
)
def test_a_date_that_no_plan_can_hold_is_told_at_the_field(plan: Plan, leader: Client, wrong: str) -> None:
    for response in (leader.get(url(plan), {"anchor": wrong}), leader.post(url(plan), {"anchor": wrong})):
        assert response.status_code == 422
        assert 'id="id_anchor_error"' in response.content.decode()
    plan.refresh_from_db()
    assert plan.version == 1


@pytest.mark.parametrize("day", ["2028-02-29", "2000-01-01", "2100-12-31"])
def test_leap_days_and_the_first_and_last_day_are_dates(plan: Plan, leader: Client, day: str) -> None:
    assert leader.post(url(plan), sent(page(leader, url(plan, f"?anchor={day}")))).status_code == 302
    plan.refresh_from_db()
    assert plan.anchor == date.fromisoformat(day)


def test_the_date_that_stands_changes_nothing(plan: Plan, leader: Client) -> None:
    assert "Nothing would change" in page(leader, url(plan, f"?anchor={plan.anchor}"))
