"""A record becomes an organization in the background: all of it or nothing, once, however the worker ends."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.utils import timezone

from organizations import jobs
from organizations.jobs import JobFailedError, do, stop
from organizations.models import Job, JobState, Organization
from peerready.record import importing, making
from peerready.record.making import ask_to_bring_in, in_short, keep_arrived, open_arrived
from tests.cast import Cast
from tests.factories import GoalFactory
from tests.peerready.records import changed, written


@pytest.fixture
def file(cast: Cast) -> io.BytesIO:
    GoalFactory(organization=cast.organization)
    return written(cast.organization)


def asked(cast: Cast, file: io.BytesIO) -> Job:
    sha256 = keep_arrived(cast.outsider, ContentFile(file.getvalue()), timezone.now())
    return ask_to_bring_in(actor=cast.outsider, sha256=sha256, name="Harbor House")


def done(job: Job) -> Job:
    do(job.pk)
    job.refresh_from_db()
    return job


def test_what_a_worker_stored_before_it_died_is_not_stored_again(cast: Cast, file: io.BytesIO) -> None:
    job = done(asked(cast, file))
    assert job.state == JobState.DONE
    Job.objects.update(state=JobState.RUNNING, leads_to="")
    again = done(job)
    assert (again.state, again.tries) == (JobState.DONE, 2)
    new = Organization.objects.get(pk=job.about["organization"])
    assert again.leads_to == f"/o/{new.slug}/"
    assert Organization.objects.count() == 3


def test_killed_before_it_is_stored_nothing_is_there_and_it_is_done_anew(
    cast: Cast, file: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(organization: Organization | None) -> None:
        raise KeyboardInterrupt

    job = asked(cast, file)
    with monkeypatch.context() as patch:
        patch.setattr(importing.audit, "note", lambda **_: killed(None))
        with pytest.raises(KeyboardInterrupt):
            do(job.pk)
    assert Organization.objects.count() == 2
    assert done(job).state == JobState.DONE
    assert Organization.objects.count() == 3


def test_one_that_is_stopped_while_it_is_stored_is_not_stored(
    cast: Cast, file: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(cast, file)
    note = importing.audit.note

    def stopped_meanwhile(**given: object) -> None:
        note(**given)
        stop(job=job)

    monkeypatch.setattr(importing.audit, "note", stopped_meanwhile)
    assert done(job).state == JobState.STOPPED
    assert Organization.objects.count() == 2


def test_it_says_how_many_lines_were_checked(cast: Cast, file: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(cast, file)
    monkeypatch.setattr(jobs, "BETWEEN_NOTES", 0)
    monkeypatch.setattr(making, "import_record", lambda file, actor, checked, note: checked(500, 900))
    seen = []
    monkeypatch.setattr(making, "forget_arrived", lambda user: seen.append(Job.objects.get()))
    monkeypatch.setattr(making, "_leading_to", lambda organization: jobs.Made(leads_to="/"))
    done(job)
    assert [(job.done, job.total, job.step) for job in seen if job.total] == [(500, 900, "Checking every line")]


def test_what_is_wrong_with_a_line_is_told_and_nothing_is_stored(cast: Cast, file: io.BytesIO) -> None:
    job = done(asked(cast, changed(file, "goals", lambda lines: lines[0].update(nonsense=1))))
    assert (job.state, Organization.objects.count()) == (JobState.FAILED, 2)
    assert "records/goals.jsonl, line 1: there is no field “nonsense”" in job.problem


def test_trouble_with_the_database_is_not_blamed_on_the_file(
    cast: Cast, file: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**given: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(importing.audit, "note", full)
    job = asked(cast, file)
    with pytest.raises(JobFailedError):
        do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem, Organization.objects.count()) == (JobState.FAILED, jobs.FAILED, 2)
    assert open_arrived(cast.outsider, job.about["sha256"])


def test_a_file_that_another_one_replaced_or_that_is_nobodys_is_not_brought_in(cast: Cast, file: io.BytesIO) -> None:
    job = asked(cast, file)
    keep_arrived(cast.outsider, ContentFile(b"another"), timezone.now())
    assert done(job).problem == making.GONE
    other = asked(cast, file)
    cast.outsider.delete()
    assert done(other).problem == making.GONE
    assert Organization.objects.count() == 2


def test_of_many_faults_as_many_are_told_as_there_is_room_for() -> None:
    assert in_short(["One."]) == "One."
    told = in_short([f"records/goals.jsonl, line {n}: this is no JSON." for n in range(20)])
    assert told.endswith("And 12 more of the kind.")
    assert len(told) < 500
