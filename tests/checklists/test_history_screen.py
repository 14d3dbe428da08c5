"""The history of a plan on screen, and undoing."""

import pytest
from django.test import Client

from checklists.models import Change, ChangeKind, Plan, PlanKind, Task
from checklists.views.history import A_PAGE, SHOWN
from checklists.working.changing import Edit, change
from tests.assessments.screen import page, queries
from tests.cast import Cast
from tests.factories import UserFactory

from .build import add, plan_of


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def url(plan: Plan, more: str = "") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/history/{more}"


def rename(plan: Plan, title: str, task: Task | None = None, actor: object = None) -> Change:
    made = change(
        plan=plan,
        actor=actor,  # type: ignore[arg-type]
        kind=ChangeKind.EDITED,
        summary=f"Renamed to {title}",
        edits=[Edit(task or plan.tasks.get(number=1), {"title": title})],
    )
    assert made
    return made


def test_who_may_read_and_who_may_undo(cast: Cast, plan: Plan) -> None:
    made = rename(plan, "New")
    read = {who: cast.client(who).get(url(plan)).status_code for who in ("outsider", "visitor", "viewer", "hr")}
    assert read == {"outsider": 404, "visitor": 302, "viewer": 200, "hr": 200}
    undo = {who: cast.client(who).post(url(plan, f"{made.pk}/undo/")).status_code for who in ("outsider", "viewer")}
    assert undo == {"outsider": 404, "viewer": 403}
    assert cast.client("leader").get(url(plan, f"{made.pk}/undo/")).status_code == 405
    assert cast.client("leader").post(url(plan)).status_code == 405
    assert plan.tasks.get(number=1).title == "New"


def test_somebodys_first_months_have_no_history_for_others(cast: Cast) -> None:
    theirs = plan_of(cast.organization, "Welcome", kind=PlanKind.ONBOARDING, name="JM")
    made = rename(theirs, "Welcome them")
    for who, status in (("administrator", 404), ("viewer", 404), ("hr", 200)):
        assert cast.client(who).get(url(theirs)).status_code == status
    assert cast.client("administrator").post(url(theirs, f"{made.pk}/undo/")).status_code == 404


def test_a_change_of_another_plan_is_not_there(cast: Cast, plan: Plan, leader: Client) -> None:
    for other in (plan_of(cast.organization, "Other"), plan_of(cast.elsewhere, "Theirs")):
        made = rename(other, "New")
        assert leader.post(url(plan, f"{made.pk}/undo/")).status_code == 404
        assert other.tasks.get(number=1).title == "New"


def test_changes_are_said_the_latest_first_and_the_viewer_gets_no_buttons(cast: Cast, plan: Plan) -> None:
    rename(plan, "<b>New</b>", actor=cast.hr)
    text = page(cast.client("viewer"), url(plan))
    assert text.index("Renamed to &lt;b&gt;New") < text.index("Added 2 tasks")
    assert "Hr Person" in text
    assert "undo/" not in text
    assert "undo/" in page(cast.client("hr"), url(plan))


def test_undoing_leads_back_offers_to_undo_that_and_marks_the_change(plan: Plan, leader: Client) -> None:
    made = rename(plan, "New")
    back = f"/o/{plan.organization.slug}/plan/"
    assert leader.post(url(plan, f"{made.pk}/undo/"), {"next": back}).headers["Location"] == back
    assert plan.tasks.get(number=1).title == "First"
    last = Change.objects.latest("pk")
    text = page(leader, url(plan))
    assert "Undone: Renamed to New" in text
    assert f"history/{last.pk}/undo/" in text
    assert f"history/{made.pk}/undo/" not in text
    response = leader.post(url(plan, f"{made.pk}/undo/"), follow=True)
    assert "This was undone already." in response.content.decode()
    leader.post(url(plan, f"{last.pk}/undo/"))
    assert plan.tasks.get(number=1).title == "New"
    assert f"history/{made.pk}/undo/" in page(leader, url(plan))


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_undoing_leads_nowhere_else(plan: Plan, leader: Client, away: str) -> None:
    made = rename(plan, "New")
    assert leader.post(url(plan, f"{made.pk}/undo/"), {"next": away}).headers["Location"] == url(plan)


def test_what_was_changed_since_stays_and_is_named(plan: Plan, leader: Client) -> None:
    made = rename(plan, "New")
    rename(plan, "Newer")
    text = leader.post(url(plan, f"{made.pk}/undo/"), follow=True).content.decode()
    assert "all of it was changed again since" in text
    assert "“Newer”" in text
    assert plan.tasks.get(number=1).title == "Newer"


def test_it_is_filtered_by_person_and_by_task(cast: Cast, plan: Plan, leader: Client) -> None:
    rename(plan, "By one", actor=cast.hr)
    rename(plan, "By two", plan.tasks.get(number=2), actor=cast.leader)
    assert "Renamed to By two" not in page(leader, url(plan, "?by=Hr+Person"))
    assert "Renamed to By one" in page(leader, url(plan, "?by=Hr+Person"))
    text = page(leader, url(plan, "?task=2"))
    assert "Renamed to By two" in text
    assert "Renamed to By one" not in text
    for nonsense in ("?by=Nobody", "?task=99", "?by=%00"):
        leader.get(url(plan, nonsense))
    assert "Nothing of this kind" in page(leader, url(plan, "?by=Nobody"))
    for nonsense in ("?task=x", "?page=-3", "?change=²", "?task=" + "9" * 30):
        assert "Renamed to By one" in page(leader, url(plan, nonsense))


def test_a_large_change_shows_some_of_its_tasks_and_leads_to_all(plan: Plan, leader: Client) -> None:
    add(plan, *(f"Task {n}." for n in range(30)))
    made = Change.objects.latest("pk")
    text = page(leader, url(plan))
    assert f"and {30 - SHOWN} more tasks" in text
    assert "Task 29.</a>" not in text
    assert "Task 29.</a>" in page(leader, url(plan, f"?change={made.pk}"))


def test_it_comes_in_pages_and_asks_as_often_for_many_changes(plan: Plan, leader: Client) -> None:
    leader.get(url(plan))
    few = queries(leader, url(plan))
    for n in range(A_PAGE + 3):
        rename(plan, f"Title {n}.", actor=UserFactory())
    assert queries(leader, url(plan)) == few
    assert "Page 1 of 2" in page(leader, url(plan))
    assert "Added 2 tasks" in page(leader, url(plan, "?page=2"))


def test_undoing_on_the_checklist_leads_back_to_the_row_that_it_was_about(plan: Plan, leader: Client) -> None:
    made = rename(plan, "New")
    checklist = url(plan).removesuffix("history/")
    back = leader.post(url(plan, f"{made.pk}/undo/"), {"next": f"{checklist}?show=open"}).headers["Location"]
    assert back == f"{checklist}?show=open#task-1"
    assert 'id="task-1"' in page(leader, checklist)
