"""Other closing times, closing at once, deleting. Launching, reopening and asking again have tests of their own."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from organizations.models import AuditEvent
from surveys.asking.inviting import add_people, read_addresses
from surveys.closing import close
from surveys.lifecycle import (
    NotReadyError,
    StaleError,
    change_closing,
    delete_survey,
    launch,
    reminder_times,
    times_problems,
)
from surveys.models import Group, Response, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory, MembershipFactory

from .build import answer, closed, draft, opened

NOW = timezone.now()


def in_days(days: float) -> datetime:
    return NOW + timedelta(days=days)


def invited(cast: Cast, addresses: str, **fields: object) -> tuple[Survey, Group]:
    survey = draft(cast.organization, {"Peer workers": 6}, **fields)  # type: ignore[arg-type]
    group = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL)
    add_people(group=group, addresses=read_addresses(addresses))
    launch(survey=survey, actor=cast.leader)
    return survey, group


def asked(group: Group) -> int:
    group.refresh_from_db()
    return group.expected


@pytest.mark.parametrize(
    ("opens", "closes", "is_open", "words"),
    [
        (None, 10, False, ""),
        (5, 10, False, ""),
        (-5, 10, True, ""),
        (None, None, False, "Say when"),
        (None, 0, False, "in the past"),
        (5, 5, False, "before it opens"),
        (5, 3, True, "before it opens"),
        (None, 120, False, ""),
        (None, 120.01, False, "120 days"),
        (5, 125, False, ""),
        (-100, 21, True, "120 days"),
        (-100, 21, False, ""),  # a draft opens at launch, so a past opening time counts for nothing
    ],
)
def test_times_are_judged_in_words(opens: float | None, closes: float | None, is_open: bool, words: str) -> None:
    opens_at, closes_at = [None if days is None else in_days(days) for days in (opens, closes)]
    found = " ".join(times_problems(opens_at, closes_at, NOW, is_open=is_open))
    assert words in found
    assert bool(words) == bool(found)


def test_extending_moves_the_reminders_that_are_still_to_come(cast: Cast) -> None:
    survey, _ = invited(cast, "ana@example.org", reminders=2)
    first = survey.mailings.get(kind="reminder", number=1)
    first.deliveries.create(invitee=survey.invitees.get())
    later = in_days(40)
    change_closing(survey=survey, closes_at=later, actor=cast.leader)
    due = dict(survey.mailings.filter(kind="reminder").values_list("number", "due_at"))
    assert survey.opens_at
    assert due == {1: first.due_at, 2: reminder_times(survey.opens_at, later, 2)[1]}


def test_no_reminder_is_planned_for_after_the_closing(cast: Cast) -> None:
    survey, _ = invited(cast, "ana@example.org", reminders=2, closes_at=in_days(20))
    halfway = in_days(15)
    change_closing(survey=survey, closes_at=in_days(15.5), actor=cast.leader, now=halfway)
    assert survey.closes_at
    assert not survey.mailings.filter(due_at__gte=survey.closes_at).exists()


def test_a_time_that_was_changed_by_somebody_else_is_not_changed_again_unseen(cast: Cast) -> None:
    survey = opened(cast.organization)
    seen = survey.closes_at
    change_closing(survey=survey, closes_at=in_days(20), actor=cast.owner, seen=seen)
    with pytest.raises(StaleError):
        change_closing(survey=survey, closes_at=in_days(10), actor=cast.leader, seen=seen)
    survey.refresh_from_db()
    assert survey.closes_at == in_days(20)


def test_only_an_open_survey_gets_another_time(cast: Cast) -> None:
    for survey in (draft(cast.organization), closed(cast.organization)):
        with pytest.raises(StaleError):
            change_closing(survey=survey, closes_at=in_days(10), actor=cast.leader)
    with pytest.raises(NotReadyError, match="in the past"):
        change_closing(survey=opened(cast.organization), closes_at=in_days(-1), actor=cast.leader)


def test_deleting_takes_everything_of_it_and_nothing_else(cast: Cast) -> None:
    other, survey = closed(cast.organization, {"A": 6}), closed(cast.organization, {"A": 7}, name="The first")
    delete_survey(survey=survey, actor=cast.owner)
    assert list(Survey.objects.all()) == [other]
    assert Response.objects.count() == other.responses.count() == 6
    event = AuditEvent.objects.get(action="survey-deleted")
    assert (event.subject, event.actor_name) == ("The first", str(cast.owner))


def test_deleting_a_draft_leaves_no_note_and_the_next_round_outlives_the_last(cast: Cast) -> None:
    before = closed(cast.organization)
    survey = draft(cast.organization, follows=before)
    delete_survey(survey=before, actor=cast.owner)
    survey.refresh_from_db()
    assert survey.follows is None
    delete_survey(survey=survey, actor=cast.owner)
    assert AuditEvent.objects.filter(action="survey-deleted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_close_at_once_one_does() -> None:
    member = MembershipFactory()
    survey = opened(member.organization, {"A": 6})
    answer(survey, "A", {"s-1": "5"}, times=6)
    start, failed = Barrier(4), []

    def press() -> None:
        start.wait()
        try:
            close(survey=Survey.objects.get(pk=survey.pk), actor=member.user)
        except Exception as error:  # what a thread raises would be lost
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert survey.snapshots.count() == AuditEvent.objects.filter(action="survey-closed").count() == 1
    assert survey.responses.count() == 6
