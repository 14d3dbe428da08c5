"""A plan along time, as a chart with the same tasks in a table."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.models import Plan, PlanKind
from checklists.planning.moving import windows_of
from checklists.planning.timeline import span_of
from checklists.working.entries import Standing, entry
from checklists.working.reading import read_plan
from checklists.working.saving import save_task
from tests.cast import Cast

from .build import add, plan_of

TODAY = date(2027, 1, 4)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


def address(plan: Plan) -> str:
    return reverse("checklists:timeline", args=[plan.organization.slug, plan.pk])


def say(plan: Plan, number: int, **values: object) -> None:
    task = plan.tasks.get(number=number)
    save_task(task=task, version=task.version, actor=None, values=values)


def test_outsiders_and_wrong_methods_are_turned_away(cast: Cast, plan: Plan) -> None:
    months = plan_of(cast.organization, kind=PlanKind.ONBOARDING)
    assert cast.client("outsider").get(address(plan)).status_code == 404
    assert cast.client("administrator").get(address(months)).status_code == 404
    assert cast.client("owner").post(address(plan)).status_code == 405
    assert cast.client("viewer").get(address(plan)).status_code == 200
    assert cast.client("hr").get(address(months)).status_code == 200


def test_each_task_has_a_line_with_its_link_date_and_status(cast: Cast, plan: Plan) -> None:
    say(plan, 1, due=timezone.localdate() - timedelta(1))
    say(plan, 2, due=None)
    page = cast.client("viewer").get(address(plan)).content.decode()
    rows = page[page.index("<tbody") :].split("<tr")
    first = next(row for row in rows if "First" in row)
    second = next(row for row in rows if "Second" in row)
    assert reverse("checklists:task", args=[plan.organization.slug, plan.pk, 1]) in first
    assert "Not started, overdue" in first
    assert "no date" in second
    assert page.index(">First<") < page.index(">Second<")
    assert "1 task without a date is in the table only" in page


def test_a_task_without_a_title_of_ours_is_text_in_chart_and_table(cast: Cast, plan: Plan) -> None:
    add(plan, "<b>bold</b> & =1+1")
    page = cast.client("viewer").get(address(plan)).content.decode()
    assert "<b>bold</b>" not in page
    assert page.count("&lt;b&gt;bold") >= 2


def test_an_empty_plan_still_shows_its_phases(cast: Cast) -> None:
    page = cast.client("owner").get(address(plan_of(cast.organization))).content.decode()
    assert "No tasks yet" in page
    assert "The first 90 days" in page


def test_phases_hold_their_tasks_by_date_and_those_without_one_last(plan: Plan) -> None:
    add(plan, "Undated")
    add(plan, "Later", phase="first-90-days")
    say(plan, 1, due=TODAY + timedelta(5))
    say(plan, 2, due=TODAY)
    say(plan, 3, due=None)
    span = span_of(plan, read_plan(plan), windows_of(plan), TODAY)
    assert [[one.title for one in phase.entries] for phase in span.phases] == [
        ["Second", "First", "Undated"],
        [],
        ["Later"],
        [],
    ]
    assert span.undated == 1


@pytest.mark.parametrize(
    ("status", "days", "standing"),
    [
        ("not-started", 0, Standing.OPEN),
        ("in-progress", 1, Standing.OPEN),
        ("waiting", 0, Standing.WAITING),
        ("waiting", -1, Standing.OVERDUE),
        ("not-started", -1, Standing.OVERDUE),
        ("done", -1, Standing.DONE),
        ("not-needed", -1, Standing.NOT_NEEDED),
    ],
)
def test_how_a_task_stands(plan: Plan, status: str, days: int, standing: Standing) -> None:
    say(plan, 1, status=status, due=TODAY + timedelta(days))
    assert entry(next(line for line in read_plan(plan) if line.number == 1), TODAY).standing == standing
