"""The jobs: safe to repeat, and silent about people where they fail."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from organizations.models import AuditEvent
from surveys.asking import mailing, tasks
from surveys.asking.due import Due, enqueue_due, find_due
from surveys.asking.tasks import close_due_survey, purge_closed, send_mailing
from surveys.asking.worker import run_one, runner
from surveys.models import Response, Snapshot, Survey
from tests.cast import Cast

from .build import answer, opened
from .mailed import fates, invitation, invited, queued, use_queue

HOUR = timedelta(hours=1)


def end(survey: Survey) -> None:
    """Have the survey's time be over."""
    Survey.objects.filter(pk=survey.pk).update(opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR)


def test_a_large_mailing_goes_out_batch_by_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "BATCH", 2)
    survey = invited(cast.organization, people=5)
    send_mailing.enqueue(invitation(survey).pk)
    assert len(mail.outbox) == 5
    assert all(len(one.recipients()) == 1 for one in mail.outbox)
    assert invitation(survey).finished_at


def test_between_two_batches_the_rest_is_a_task_of_its_own(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_queue(settings)
    monkeypatch.setattr(mailing, "BATCH", 2)
    survey = invited(cast.organization, people=5)
    enqueue_due(timezone.now())
    run_one(runner())
    assert fates(invitation(survey)) == {"sent": 2, "waiting": 3}
    assert queued() == [("send_mailing", [invitation(survey).pk])] * 2
    while run_one(runner()):
        continue
    assert fates(invitation(survey)) == {"sent": 5}


def test_a_survey_whose_time_is_over_is_closed_once(cast: Cast) -> None:
    survey = opened(cast.organization, {"Everybody": 9})
    answer(survey, "Everybody", {"s-1": "5"}, times=6)
    end(survey)
    for _ in range(2):
        close_due_survey.enqueue(survey.pk)
    survey.refresh_from_db()
    assert survey.is_closed
    assert Snapshot.objects.filter(survey=survey).count() == 1
    assert Response.objects.filter(survey=survey).count() == 6
    assert AuditEvent.objects.filter(action="survey-closed").count() == 1


def test_a_survey_that_was_extended_or_deleted_meanwhile_is_left_alone(cast: Cast) -> None:
    survey = opened(cast.organization)
    close_due_survey.enqueue(survey.pk)
    survey.refresh_from_db()
    assert survey.is_open
    end(survey)
    survey.delete()
    assert not close_due_survey.enqueue(survey.pk or 1).errors


@pytest.mark.django_db(transaction=True)
def test_a_closing_that_was_killed_before_the_purge_is_found_and_purged(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = opened(cast.organization)
    end(survey)

    def killed(*, now: object) -> int:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "purge", killed)
        enqueue_due(timezone.now())
    survey.refresh_from_db()
    assert survey.is_closed
    assert find_due(timezone.now()) == Due(purge=True)
    for _ in range(2):
        assert not purge_closed.enqueue().errors
    survey.refresh_from_db()
    assert survey.purged_at
    assert find_due(timezone.now()) == Due()


@pytest.mark.django_db(transaction=True)
def test_a_closing_that_fails_halfway_changes_nothing_and_is_done_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = invited(cast.organization)
    end(survey)
    with monkeypatch.context() as patched:
        patched.setattr("surveys.closing._erase_ways_back", lambda survey: 1 / 0)
        assert close_due_survey.enqueue(survey.pk).errors
    survey.refresh_from_db()
    assert (survey.is_open, survey.invitees.count(), survey.snapshots.count()) == (True, 3, 0)
    assert not close_due_survey.enqueue(survey.pk).errors
    survey.refresh_from_db()
    assert (survey.is_closed, survey.invitees.count(), survey.snapshots.count()) == (True, 0, 1)


def test_what_a_job_raises_tells_what_and_where_and_nobodys_address(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**arguments: object) -> bool:
        try:
            raise KeyError("ana@example.org")
        except KeyError:
            raise ValueError("ana@example.org", "a-secret-key")  # noqa: B904 - as careless code does

    use_queue(settings)
    monkeypatch.setattr(tasks, "send_batch", fail)
    survey = invited(cast.organization)
    number = invitation(survey).pk
    send_mailing.enqueue(number)
    with caplog.at_level(logging.DEBUG):
        run_one(runner())
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    kept = f"{row.traceback}{row.exception_class_path}{row.args_kwargs}{row.return_value}"
    assert f"mailing {number}: ValueError in test_tasks.py, line " in kept
    for text in (kept, caplog.text):
        assert "ana@" not in text
        assert "secret" not in text
