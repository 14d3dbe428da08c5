"""When the weekly mail is due: Mondays from seven, once a week, later where the worker was late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries, Settings

from checklists.models import Plan, Sent
from checklists.telling.due import find_due
from checklists.telling.tasks import send_plan_mail
from checklists.telling.weeks import at_morning, week_of
from checklists.working.values import due_values
from organizations.models import Membership
from surveys.asking.due import enqueue_due
from tests.cast import Cast
from tests.factories import MembershipFactory, UserFactory
from tests.surveys.mailed import queued, use_queue

from .build import plan_of
from .telling import MONDAY, at, give, send_all, settle

WEEK = timedelta(7)


def leader_has_a_task(cast: Cast, day: date = MONDAY) -> None:
    plan = plan_of(cast.organization, "One")
    Plan.objects.update(reminder_days=0)
    give(plan.tasks.get(), cast.membership("leader"), **due_values(day - timedelta(1)))
    settle(cast.organization, day)


def sent_at(cast: Cast, *moments: datetime) -> list[int]:
    """How many mails have gone out after each moment."""
    found = []
    for moment in moments:
        if find_due(moment):
            send_all(cast.organization, moment)
        found.append(len(mail.outbox))
    return found


def test_it_goes_out_on_mondays_from_seven_and_once_a_week(cast: Cast) -> None:
    leader_has_a_task(cast)
    sunday, next_monday = at(MONDAY - timedelta(1), 23), MONDAY + WEEK
    send_all(cast.organization, sunday)
    mail.outbox.clear()
    moments = [at(MONDAY, 0, 1), at(MONDAY, 6, 59), at(MONDAY), at(MONDAY, 7, 1), at(MONDAY + timedelta(6), 23)]
    assert sent_at(cast, *moments, at(next_monday, 6), at(next_monday)) == [0, 0, 1, 1, 1, 1, 2]


def test_the_demo_writes_to_nobody(cast: Cast) -> None:
    leader_has_a_task(cast)
    Plan.objects.update(reminder_days=3)
    cast.organization.is_demo = True
    cast.organization.save()
    assert find_due(at(MONDAY)) == []


@pytest.mark.parametrize("days", range(7))
def test_a_late_worker_catches_up_on_any_day_of_that_week(cast: Cast, days: int) -> None:
    leader_has_a_task(cast)
    late = at(MONDAY + timedelta(days), 15)
    assert sent_at(cast, late, late + timedelta(hours=1)) == [1, 1]
    assert Sent.objects.get(status="sent").what == "weekly 2027-W03"


def test_where_there_was_nothing_to_say_on_monday_nothing_is_said_later_in_the_week(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    settle(cast.organization)
    assert sent_at(cast, at(MONDAY)) == [0]
    assert not find_due(at(MONDAY, 8))
    give(plan.tasks.get(), cast.membership("leader"), **due_values(MONDAY - timedelta(1)))
    assert sent_at(cast, at(MONDAY + timedelta(2)), at(MONDAY + WEEK)) == [0, 1]


def test_who_joins_in_the_middle_of_a_week_gets_it_from_the_next_one_on(cast: Cast) -> None:
    leader_has_a_task(cast)
    send_all(cast.organization, at(MONDAY))
    member = MembershipFactory(organization=cast.organization, user=UserFactory(), role="leader")
    Membership.objects.filter(pk=member.pk).update(joined_at=at(MONDAY, 9))
    assert not find_due(at(MONDAY, 10))


def test_an_organization_without_plans_and_measures_is_left_alone(cast: Cast) -> None:
    settle(cast.organization)
    assert not find_due(at(MONDAY))


@pytest.mark.parametrize(
    ("day", "monday", "what"),
    [
        (date(2027, 1, 3), date(2026, 12, 28), "weekly 2026-W53"),
        (date(2027, 1, 4), date(2027, 1, 4), "weekly 2027-W01"),
        (date(2018, 1, 1), date(2018, 1, 1), "weekly 2018-W01"),  # January 1 is a Monday
        (date(2024, 12, 31), date(2024, 12, 30), "weekly 2025-W01"),
        (date(2021, 1, 1), date(2020, 12, 28), "weekly 2020-W53"),
    ],
)
def test_weeks_are_those_of_iso_8601_across_new_year(day: date, monday: date, what: str) -> None:
    found = week_of(at(day, 12))
    assert (found.monday, found.what) == (monday, what)


def test_around_new_year_of_a_long_year_each_week_has_its_mail(cast: Cast) -> None:
    leader_has_a_task(cast, date(2026, 12, 21))
    mondays = [date(2026, 12, 21) + n * WEEK for n in range(4)]
    assert sent_at(cast, *(at(monday) for monday in mondays)) == [1, 2, 3, 4]
    sent = Sent.objects.filter(status="sent").order_by("pk").values_list("what", flat=True)
    assert list(sent) == [f"weekly {name}" for name in ("2026-W52", "2026-W53", "2027-W01", "2027-W02")]


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 8), datetime(2027, 3, 8, 12, tzinfo=UTC)),
        (date(2027, 3, 15), datetime(2027, 3, 15, 11, tzinfo=UTC)),  # clocks went forward on Sunday
        (date(2027, 11, 1), datetime(2027, 11, 1, 11, tzinfo=UTC)),
        (date(2027, 11, 8), datetime(2027, 11, 8, 12, tzinfo=UTC)),  # clocks went back on Sunday
    ],
)
def test_seven_is_seven_here_where_clocks_change(cast: Cast, day: date, utc: datetime) -> None:
    assert at_morning(day) == utc
    leader_has_a_task(cast, day)
    assert sent_at(cast, utc - timedelta(seconds=1), utc) == [0, 1]


@pytest.mark.parametrize(("zone", "utc_hour"), [("Pacific/Honolulu", 17), ("UTC", 7), ("America/Chicago", 13)])
def test_the_time_is_that_of_the_site(cast: Cast, settings: Settings, zone: str, utc_hour: int) -> None:
    settings.TIME_ZONE = zone
    assert week_of(datetime(2027, 1, 20, 22, tzinfo=UTC)).begins == datetime(2027, 1, 18, utc_hour, tzinfo=UTC)


def test_one_job_for_each_organization_with_its_id_and_nothing_twice_in_the_queue(
    cast: Cast, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    use_queue(settings)
    leader_has_a_task(cast)
    plan_of(cast.elsewhere, "One")
    settle(cast.elsewhere)
    with django_assert_num_queries(4):
        assert len(find_due(at(MONDAY))) == 2
    assert (enqueue_due(at(MONDAY)), enqueue_due(at(MONDAY))) == (2, 0)
    assert queued() == [("send_plan_mail", [pk]) for pk in sorted((cast.organization.pk, cast.elsewhere.pk))]


def test_a_job_of_an_organization_that_is_gone_does_nothing(cast: Cast) -> None:
    send_plan_mail.enqueue(10**9)
    assert not mail.outbox


def test_weekly_mails_of_long_ago_are_forgotten(cast: Cast) -> None:
    leader_has_a_task(cast)
    send_all(cast.organization, at(MONDAY))
    Sent.objects.update(at=at(MONDAY))
    send_all(cast.organization, at(MONDAY + 10 * WEEK))
    assert set(Sent.objects.values_list("what", flat=True)) == {"weekly 2027-W13"}
