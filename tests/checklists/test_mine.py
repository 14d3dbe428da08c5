"""My tasks over all plans."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checklists.models import Plan, PlanKind, Status, Task
from checklists.planning.making import archive
from checklists.views.mine import when_of
from checklists.working.changing import Edit, change
from checklists.working.values import owner_values
from tests.cast import Cast

from .build import plan_of

WEDNESDAY = date(2027, 3, 10)


def give(cast: Cast, plan: Plan, who: str, **values: object) -> list[Task]:
    tasks = list(plan.tasks.all())
    edits = [Edit(task, {**owner_values(cast.membership(who)), **values}) for task in tasks]
    change(plan=plan, actor=None, kind="several", summary="Gave", edits=edits)  # type: ignore[arg-type]
    return tasks


def mine(cast: Cast, who: str = "leader") -> str:
    response = cast.client(who).get(f"/o/{cast.organization.slug}/plan/mine/")
    assert response.status_code == 200
    return response.content.decode()


def test_outsider_gets_404_and_post_is_refused(cast: Cast) -> None:
    address = f"/o/{cast.organization.slug}/plan/mine/"
    assert cast.client("outsider").get(address).status_code == 404
    assert cast.client("leader").post(address).status_code == 405


@pytest.mark.parametrize(
    ("days", "when"),
    [(-1, "overdue"), (0, "week"), (4, "week"), (5, "fortnight"), (18, "fortnight"), (19, "later"), (None, "undated")],
)
def test_a_week_ends_on_sunday(days: int | None, when: str) -> None:
    due = WEDNESDAY + timedelta(days) if days is not None else None
    assert when_of(due, WEDNESDAY) == when


def test_it_has_mine_of_every_plan_and_nobody_elses(cast: Cast) -> None:
    give(cast, plan_of(cast.organization, "First of mine", name="Program A"), "leader")
    give(cast, plan_of(cast.organization, "Second of mine", name="Program B"), "leader")
    give(cast, plan_of(cast.organization, "Not mine"), "hr")
    html = mine(cast)
    for words in ("First of mine", "Second of mine", "Program A", "Program B"):
        assert words in html
    assert "Not mine" not in html


def test_a_plan_that_was_put_away_or_may_not_be_read_is_left_out(cast: Cast) -> None:
    away = plan_of(cast.organization, "Put away")
    give(cast, away, "viewer")
    archive(plan=away, actor=None, now=timezone.now())
    give(cast, plan_of(cast.organization, "Show the desk", kind=PlanKind.ONBOARDING), "viewer")
    assert "Nothing is waiting" not in (html := mine(cast, "viewer"))
    assert "Put away" not in html
    assert "Show the desk" not in html


def test_what_i_finished_lately_stands_below_and_what_is_long_ago_does_not(cast: Cast) -> None:
    give(cast, plan_of(cast.organization, "Just done"), "leader", status=Status.DONE)
    long_ago = timezone.localdate() - timedelta(31)
    give(cast, plan_of(cast.organization, "Long done"), "leader", status=Status.DONE, finished_on=long_ago)
    html = mine(cast)
    assert html.index("Finished in the last 30 days") < html.index("Just done")
    assert "Long done" not in html


def test_it_says_so_where_there_is_nothing(cast: Cast) -> None:
    assert "No plans yet" in mine(cast)
    plan_of(cast.organization, "Somebody's")
    assert "Nothing is waiting for you" in mine(cast)


def test_rows_of_several_plans_have_ids_of_their_own(cast: Cast) -> None:
    plans = [plan_of(cast.organization, "Same number", name=name) for name in ("A", "B")]
    for plan in plans:
        give(cast, plan, "leader")
    html = mine(cast)
    assert all(html.count(f'id="task-{plan.pk}-1"') == 1 for plan in plans)


def test_queries_are_the_same_however_many_plans(cast: Cast) -> None:
    client, address = cast.client("leader"), f"/o/{cast.organization.slug}/plan/mine/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    give(cast, plan_of(cast.organization, "One"), "leader")
    client.get(address)  # the first visit of a session writes it
    few = queries()
    for n in range(3):
        give(cast, plan_of(cast.organization, "More", "And more", name=f"P{n}"), "leader")
    assert queries() == few <= 12
