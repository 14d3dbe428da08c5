"""A plan as a checklist."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checklists.models import Origin, Plan, PlanKind, Status, Task, TaskComment
from checklists.views.rows import row_html
from checklists.working.changing import Edit, change
from checklists.working.values import owner_values
from organizations.models import Membership
from tests.cast import Cast

from .build import add, plan_of

MOST_QUERIES = 12


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "Write the policy", "Hire somebody")


def url(plan: Plan, query: str = "") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/{query}"


def page(client: Client, plan: Plan, query: str = "") -> str:
    response = client.get(url(plan, query))
    assert response.status_code == 200
    return response.content.decode()


def set_values(task: Task, **values: object) -> None:
    change(plan=task.plan, actor=None, kind="edited", summary="Set", edits=[Edit(task, values)])  # type: ignore[arg-type]


def task_of(plan: Plan, number: int = 1) -> Task:
    return plan.tasks.get(number=number)


def test_outsider_gets_404_and_a_plan_elsewhere_is_404_too(cast: Cast, plan: Plan) -> None:
    assert cast.client("outsider").get(url(plan)).status_code == 404
    elsewhere = plan_of(cast.elsewhere, "Theirs")
    address = f"/o/{cast.organization.slug}/plan/{elsewhere.pk}/"
    assert cast.client("owner").get(address).status_code == 404


def test_it_takes_no_post(cast: Cast, plan: Plan) -> None:
    assert cast.client("owner").post(url(plan)).status_code == 405


def test_somebodys_first_months_are_read_only_by_who_may_assess_people(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Show the desk", kind=PlanKind.ONBOARDING, name="K.B.")
    assert cast.client("viewer").get(url(plan)).status_code == 404
    assert "Show the desk" in page(cast.client("hr"), plan)


def test_a_viewer_reads_and_has_no_button(cast: Cast, plan: Plan) -> None:
    html = page(cast.client("viewer"), plan)
    assert "Write the policy" in html
    for control in ("formaction", "status-form", 'id="bulk"', 'id="quick"'):
        assert control not in html
        assert control in page(cast.client("leader"), plan)


def test_who_loses_the_role_loses_the_buttons_at_once(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    assert "formaction" in page(client, plan)
    Membership.objects.filter(user=cast.leader).update(role="viewer")
    assert "formaction" not in page(client, plan)


def test_tasks_stand_in_their_phase_by_date_and_removed_ones_do_not(cast: Cast, plan: Plan) -> None:
    soon = timezone.localdate() + timedelta(1)
    set_values(task_of(plan, 2), due=soon)
    add(plan, "Removed")
    set_values(task_of(plan, 3), is_removed=True)
    html = page(cast.client("leader"), plan)
    list_at = html.index('id="list-months-6-12-prior"')
    assert html.index("Hire somebody", list_at) < html.index("Write the policy", list_at)
    assert "Removed" not in html
    assert "tomorrow" in html


def test_a_row_says_what_there_is_to_know(cast: Cast, plan: Plan) -> None:
    first, second = task_of(plan), task_of(plan, 2)
    set_values(
        first,
        due=timezone.localdate() - timedelta(3),
        steps=[{"text": "a", "done": True}, {"text": "b", "done": False}],
        **owner_values(cast.membership("hr")),
    )
    set_values(second, needs=[1], status=Status.WAITING, reason="The board meets in May.")
    TaskComment.objects.create(task=first, author_name="A", text="Well")
    TaskComment.objects.create(task=first, author_name="A", text="Gone", removed_at=timezone.now())
    Origin.objects.create(
        task=first, source="survey", item_key="a/b", item_text="x", where="y", said="z", found_on=timezone.localdate()
    )
    html = page(cast.client("leader"), plan)
    for words in ("overdue since ", "Hr Person", "1/2 steps", "1 comment<", "from a result", "The board meets in May."):
        assert words in html, words
    assert "waits for <a" in html
    set_values(first, status=Status.DONE)
    assert "waits for <a" not in page(cast.client("leader"), plan)


def test_an_owner_who_left_is_named_and_a_new_one_asked_for(cast: Cast, plan: Plan) -> None:
    set_values(task_of(plan), **owner_values(cast.membership("hr")))
    cast.membership("hr").delete()
    html = page(cast.client("leader"), plan)
    assert "Hr Person has left" in html
    assert "choose somebody" in html
    assert "1 of 2" not in html
    assert "Hr Person has left" in page(cast.client("leader"), plan, "?show=unowned")


def test_a_name_that_changes_is_shown_as_it_is_now(cast: Cast, plan: Plan) -> None:
    set_values(task_of(plan), **owner_values(cast.membership("hr")))
    assert "Hr Person" in page(cast.client("leader"), plan)
    cast.hr.name = "Robin New"
    cast.hr.save()
    html = page(cast.client("leader"), plan)
    assert "Robin New" in html
    assert "Hr Person" not in html


def test_a_filter_tells_how_many_and_leads_back(cast: Cast, plan: Plan) -> None:
    html = page(cast.client("leader"), plan, "?q=policy")
    assert "<strong>1 of 2</strong>" in html
    assert 'id="task-2"' not in html
    assert f'href="{url(plan)}">Show all' in html
    assert "No task matches" in page(cast.client("leader"), plan, "?q=zebra")


def test_words_in_the_details_are_found(cast: Cast, plan: Plan) -> None:
    set_values(task_of(plan), detail="Ask the county about kayaks")
    html = page(cast.client("leader"), plan, "?q=KAYAKS")
    assert 'id="task-1"' in html
    assert 'id="task-2"' not in html


@pytest.mark.parametrize(("sort", "heading"), [("date", '<h2 id="group-20'), ("owner", ">Nobody yet</h2>")])
def test_it_can_be_sorted_otherwise(cast: Cast, plan: Plan, sort: str, heading: str) -> None:
    assert heading in page(cast.client("leader"), plan, f"?sort={sort}")


def test_an_empty_plan_says_what_to_do(cast: Cast) -> None:
    html = page(cast.client("leader"), plan_of(cast.organization))
    assert "No tasks yet" in html
    assert 'id="quick"' in html


def test_phases_that_moved_for_lack_of_time_say_so(cast: Cast, plan: Plan) -> None:
    words = "moved for lack of time"
    hurried = plan_of(cast.organization, "Now", anchor=timezone.localdate() + timedelta(60))
    assert words in page(cast.client("leader"), hurried)
    begin = timezone.localdate() - timedelta(400)
    calm = plan_of(cast.organization, "Slowly", anchor=timezone.localdate(), scheduled_from=begin)
    assert words not in page(cast.client("leader"), calm)


def test_queries_are_few_and_the_same_however_many_tasks(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, plan)
        return len(asked)

    page(client, plan)  # the first visit of a session writes it
    few = queries()
    add(plan, *(f"Task {n}" for n in range(60)))
    assert queries() == few <= MOST_QUERIES


def test_a_row_that_says_the_same_is_rendered_once(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    page(client, plan)
    before = row_html.cache_info().misses
    page(client, plan)
    assert row_html.cache_info().misses == before
    set_values(task_of(plan), title="Another title")
    assert "Another title" in page(client, plan)
    assert row_html.cache_info().misses == before + 1


def test_where_dates_have_passed_a_way_to_share_the_time_left_is_offered(cast: Cast, plan: Plan) -> None:
    offered = f"move/?anchor={plan.anchor:%Y-%m-%d}&amp;anew=on"
    assert offered not in page(cast.client("leader"), plan)
    for task in add(plan, "Late", "Later", "Latest"):
        set_values(task, due=timezone.localdate() - timedelta(3))
    assert offered in page(cast.client("leader"), plan)
    assert offered not in page(cast.client("viewer"), plan)
