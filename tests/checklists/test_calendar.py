"""A plan month by month."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import Plan, PlanKind
from checklists.planning.workdays import holiday_names
from checklists.working.entries import Entry, Standing
from checklists.working.months import SHOWN_A_DAY, Month, following, month_of, parse_month
from checklists.working.saving import save_task
from tests.cast import Cast

from .build import add, plan_of

TODAY = date(2027, 3, 10)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


def address(plan: Plan, month: str = "") -> str:
    found = reverse("checklists:calendar", args=[plan.organization.slug, plan.pk])
    return f"{found}?month={month}" if month else found


def due(plan: Plan, number: int, day: date | None) -> None:
    task = plan.tasks.get(number=number)
    save_task(task=task, version=task.version, actor=None, values={"due": day})


def page(cast: Cast, plan: Plan, month: str) -> str:
    return cast.client("viewer").get(address(plan, month)).content.decode()


def made(first: date, *entries: Entry) -> Month:
    return month_of(
        first, entries, today=TODAY, holidays=holiday_names(first.year), anchor=TODAY, anchor_label="First day"
    )


def test_outsiders_and_wrong_methods_are_turned_away(cast: Cast, plan: Plan) -> None:
    months = plan_of(cast.organization, kind=PlanKind.ONBOARDING)
    assert cast.client("outsider").get(address(plan)).status_code == 404
    assert cast.client("administrator").get(address(months)).status_code == 404
    assert cast.client("owner").post(address(plan)).status_code == 405
    assert cast.client("hr").get(address(months)).status_code == 200


def test_a_task_stands_in_its_day_with_a_link(cast: Cast, plan: Plan) -> None:
    due(plan, 1, date(2027, 3, 3))
    due(plan, 2, date(2027, 4, 1))
    found = page(cast, plan, "2027-03")
    cell = next(cell for cell in found.split("<td") if 'datetime="2027-03-03"' in cell)
    assert "First" in cell
    assert reverse("checklists:task", args=[plan.organization.slug, plan.pk, 1]) in cell
    assert ">Second<" not in found
    assert "1 task due" in found


def test_holidays_weekends_and_the_plans_date_are_said_in_words(cast: Cast) -> None:
    day = date(2027, 5, 3)
    plan = plan_of(cast.organization, anchor=day, scheduled_from=date(2026, 5, 1))
    found = page(cast, plan, "2027-05")
    assert "Holiday: Memorial Day" in found
    assert "weekend" in found
    cell = next(cell for cell in found.split("<td") if 'datetime="2027-05-03"' in cell)
    assert plan.anchor_label in cell


@pytest.mark.parametrize(
    "month",
    [
        "",
        "x",
        "2027-3",
        "2027-13",
        "2027-00",
        "1999-12",
        "2101-01",
        "0001-01",
        "9999-12",
        "٢٠٢٧-٠٣",
        "2027-03%0A",
        "%00",
    ],
)
def test_what_is_no_month_is_this_month(cast: Cast, plan: Plan, month: str) -> None:
    assert f"{timezone.localdate():%B %Y}" in page(cast, plan, month)


@pytest.mark.parametrize(
    ("month", "there", "missing"), [("2000-01", "2000-02", "1999-12"), ("2100-12", "2100-11", "2101-01")]
)
def test_months_end_where_plans_do(cast: Cast, plan: Plan, month: str, there: str, missing: str) -> None:
    found = page(cast, plan, month)
    assert f"?month={there}" in found
    assert f"?month={missing}" not in found


def test_an_empty_month_leads_to_the_nearest_with_tasks(cast: Cast, plan: Plan) -> None:
    due(plan, 1, date(2027, 1, 31))
    due(plan, 2, date(2027, 6, 1))
    found = page(cast, plan, "2027-03")
    assert "Nothing is due" in found
    assert "?month=2027-01" in found
    assert "?month=2027-06" in found


def test_undated_tasks_are_counted(cast: Cast, plan: Plan) -> None:
    due(plan, 1, None)
    assert "1 task has no date" in page(cast, plan, "2027-03")


def test_of_a_full_day_some_are_shown_and_the_others_open(cast: Cast, plan: Plan) -> None:
    add(plan, *(f"Task {n}" for n in range(20)), due=date(2027, 3, 3))
    found = page(cast, plan, "2027-03")
    assert f"{20 - SHOWN_A_DAY} more" in found
    assert all(f">Task {n}<" in found for n in range(20))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_each_day_of_a_month_is_there_once_in_its_weekdays_column(day: date) -> None:
    first = day.replace(day=1)
    month = month_of(first, (), today=TODAY, holidays={}, anchor=TODAY, anchor_label="")
    days = [one.on for week in month.weeks for one in week if one]
    assert days == [first + timedelta(n) for n in range(len(days))]
    assert days[-1] + timedelta(1) == following(first)
    assert all(len(week) == 7 for week in month.weeks)
    assert all(one is None or (one.on.weekday() + 1) % 7 == n for week in month.weeks for n, one in enumerate(week))
    assert parse_month(month.after, TODAY) == (following(first) if month.after else TODAY.replace(day=1))


def test_a_month_counts_what_is_due_and_done() -> None:
    def entry(number: int, day: date, standing: Standing) -> Entry:
        return Entry(number, "A task", "phase", day, standing, "Done", "")

    entries = [
        entry(1, date(2027, 3, 1), Standing.DONE),
        entry(2, date(2027, 3, 31), Standing.OPEN),
        entry(3, date(2027, 4, 1), Standing.DONE),
    ]
    month = made(date(2027, 3, 1), *entries)
    assert (month.due, month.done, month.before, month.after) == (2, 1, "2027-02", "2027-04")
