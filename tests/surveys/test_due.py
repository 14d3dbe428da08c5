"""What is due is found in our own tables, at the right moment, also where clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from surveys.asking.due import AFTER_FAILURE, Due, enqueue_due, find_due
from surveys.asking.mailing import send_batch
from surveys.closing import close
from surveys.lifecycle import change_closing, reminder_times
from surveys.models import Delivery, Survey
from tests.cast import Cast

from .build import closed
from .mailed import invitation, invited, queued, reminder, use_queue

SECOND = timedelta(seconds=1)
NEW_YORK = ZoneInfo("America/New_York")


def finish(survey: Survey, number: int, now: datetime) -> None:
    """Send one reminder."""
    assert not send_batch(mailing_id=reminder(survey, number).pk, now=now)


def test_a_mailing_is_due_at_its_time_until_it_is_finished(cast: Cast) -> None:
    survey = invited(cast.organization)
    mailing = invitation(survey)
    assert find_due(mailing.due_at - SECOND) == Due()
    assert find_due(mailing.due_at) == Due(mailings=(mailing.pk,))
    send_batch(mailing_id=mailing.pk, now=mailing.due_at)
    assert find_due(mailing.due_at + SECOND) == Due()
    first = reminder(survey)
    assert find_due(first.due_at).mailings == (first.pk,)


def test_a_mailing_all_of_which_waits_for_another_try_is_due_at_that_time(cast: Cast) -> None:
    survey = invited(cast.organization)
    mailing = invitation(survey)
    later = mailing.due_at + timedelta(minutes=30)
    send_batch(mailing_id=mailing.pk, now=mailing.due_at)
    mailing.deliveries.update(status=Delivery.Status.WAITING, next_try_at=later)
    survey.mailings.filter(pk=mailing.pk).update(finished_at=None)
    assert find_due(later - SECOND) == Due()
    assert find_due(later).mailings == (mailing.pk,)
    mailing.deliveries.update(status=Delivery.Status.UNSURE)
    assert find_due(mailing.due_at).mailings == (mailing.pk,), "nothing is left but to finish it"


def test_a_survey_is_due_to_close_at_the_moment_from_which_it_takes_no_answers(cast: Cast) -> None:
    survey = invited(cast.organization)
    at = survey.closes_at
    assert at
    assert survey.takes_answers(at - SECOND)
    assert find_due(at - SECOND).closings == ()
    assert not survey.takes_answers(at)
    assert find_due(at) == Due(closings=(survey.pk,)), "and no mail goes out any more"


def test_a_closed_survey_is_due_to_be_purged_until_it_is(cast: Cast) -> None:
    survey = closed(cast.organization)
    assert find_due(timezone.now()) == Due(purge=True)
    Survey.objects.filter(pk=survey.pk).update(purged_at=timezone.now())
    assert find_due(timezone.now()) == Due()


def test_finding_costs_four_queries_however_much_is_due(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        invited(cast.organization)
    with django_assert_num_queries(4):
        assert len(find_due(timezone.now() + SECOND).mailings) == 3


def test_what_waits_in_the_queue_is_not_put_there_again_and_what_it_lost_is(cast: Cast, settings: Settings) -> None:
    use_queue(settings)
    mailing = invitation(invited(cast.organization))
    now = timezone.now()
    assert (enqueue_due(now), enqueue_due(now)) == (1, 0)
    assert queued() == [("send_mailing", [mailing.pk])]
    DBTaskResult.objects.all().delete()
    assert enqueue_due(now) == 1


def test_what_has_just_failed_is_left_alone_for_a_while(cast: Cast, settings: Settings) -> None:
    use_queue(settings)
    invited(cast.organization)
    now = timezone.now()
    enqueue_due(now)
    DBTaskResult.objects.update(status="FAILED", finished_at=now)
    assert enqueue_due(now + AFTER_FAILURE / 2) == 0
    assert enqueue_due(now + AFTER_FAILURE + SECOND) == 1


def test_the_queue_holds_ids_and_nothing_else(cast: Cast, settings: Settings) -> None:
    use_queue(settings)
    survey = invited(cast.organization)
    enqueue_due(timezone.now())
    close(survey=invited(cast.organization))
    enqueue_due(timezone.now() + timedelta(days=20))
    assert sorted(queued()) == [("close_due_survey", [survey.pk]), ("purge_closed", []), queued()[0]]
    assert all(isinstance(one, int) for _, ids in queued() for one in ids)


@pytest.mark.parametrize(
    ("opens", "closes", "half"),
    [
        # Clocks go back on November 1, and 49 hours are between noon and noon.
        ("2026-10-31T12:00-04:00", "2026-11-02T12:00-05:00", "2026-11-01T11:30-05:00"),
        # Clocks go forward on March 14, and 47 hours are.
        ("2027-03-13T12:00-05:00", "2027-03-15T12:00-04:00", "2027-03-14T12:30-04:00"),
    ],
)
def test_reminders_and_closing_come_at_their_time_where_clocks_change(
    cast: Cast, opens: str, closes: str, half: str
) -> None:
    opens_at, closes_at = (datetime.fromisoformat(one).astimezone(NEW_YORK) for one in (opens, closes))
    survey = invited(cast.organization, opens_at=opens_at, closes_at=closes_at, now=opens_at - timedelta(days=1))
    assert reminder(survey).due_at == datetime.fromisoformat(half)
    closes_at = closes_at.astimezone(UTC)
    assert timezone.localtime(survey.closes_at).strftime("%H:%M") == "12:00"
    assert find_due(closes_at - SECOND).closings == ()
    assert find_due(closes_at).closings == (survey.pk,)


def test_extending_moves_reminders_that_are_to_come_and_sends_none_twice(cast: Cast) -> None:
    survey = invited(cast.organization, reminders=2)
    send_batch(mailing_id=invitation(survey).pk, now=timezone.now())
    first, second = reminder(survey, 1), reminder(survey, 2)
    finish(survey, 1, first.due_at)
    assert survey.closes_at
    change_closing(
        survey=survey, closes_at=survey.closes_at + timedelta(days=20), actor=cast.leader, now=first.due_at + SECOND
    )
    assert reminder(survey, 1).due_at == first.due_at
    assert reminder(survey, 1).finished_at
    assert reminder(survey, 2).due_at > second.due_at
    assert find_due(second.due_at) == Due(), "its old time"
    finish(survey, 2, reminder(survey, 2).due_at)
    assert find_due(survey.closes_at - SECOND) == Due()
    assert set(Delivery.objects.filter(mailing__kind="reminder").values_list("mailing__number", flat=True)) == {1, 2}


def test_closing_earlier_leaves_no_two_reminders_close_together(cast: Cast) -> None:
    survey = invited(cast.organization, reminders=2)
    assert survey.opens_at
    now, closes_at = survey.opens_at + timedelta(days=6), survey.opens_at + timedelta(days=8)
    change_closing(survey=survey, closes_at=closes_at, actor=cast.leader, now=now)
    left = list(survey.mailings.filter(kind="reminder").values_list("due_at", flat=True))
    assert left == [one for one in reminder_times(survey.opens_at, closes_at, 2) if one > now]
    assert len(left) == 1
