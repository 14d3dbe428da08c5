"""Background jobs: asked for once, done once however often they are begun, stopped, and erased in the end."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from organizations import jobs
from organizations.access import Capability
from organizations.jobs import KEPT, MOST_TRIES, MOST_UNFINISHED, Made, ProblemError, Progress, ask_for, do, stop
from organizations.models import Job, JobState
from tests.cast import Cast


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of jobs for the tests; nothing between two steps keeps a note from being written."""
    monkeypatch.setattr(jobs, "_makers", {"hello": hello, "refuse": refuse, "break": breaks})
    monkeypatch.setattr(jobs, "BETWEEN_NOTES", 0)
    return


def hello(job: Job, progress: Progress) -> Made:
    progress(1, 2, "Half of it")
    if job.about.get("stop"):
        stop(job=Job.objects.get(pk=job.pk))
    progress(2, 2, "The rest")
    return Made(b"Hello", "hello.txt", "text/plain")


def refuse(job: Job, progress: Progress) -> Made:
    raise ProblemError("There is nothing to report yet.")


def breaks(job: Job, progress: Progress) -> Made:
    raise RuntimeError("ana@example.org")


def asked(cast: Cast, kind: str = "hello", key: str = "k", **about: object) -> Job:
    needs = Capability.EXPORT
    return ask_for(
        organization=cast.organization, kind=kind, about=about, title="Hello", needs=needs, actor=cast.owner, key=key
    )


def test_a_job_is_made_and_its_file_kept(cast: Cast) -> None:
    job = asked(cast)
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file_name, job.file_size, job.tries) == (JobState.DONE, "hello.txt", 5, 1)
    assert default_storage.open(job.file).read() == b"Hello"
    do(job.pk)
    assert Job.objects.get().tries == 1


def test_two_presses_make_one_job_until_it_is_finished(cast: Cast) -> None:
    assert asked(cast) == asked(cast)
    do(Job.objects.get().pk)
    asked(cast)
    assert Job.objects.count() == 2


def test_what_a_dead_worker_left_is_begun_anew_and_leaves_one_file(cast: Cast) -> None:
    job = asked(cast, key="left")
    Job.objects.update(state=JobState.RUNNING, tries=1, done=1, total=2)
    folder = f"made/{cast.organization.pk}/{job.pk}"
    default_storage.save(f"{folder}/{job.key}", ContentFile(b"half"))
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.DONE, 2)
    assert default_storage.open(job.file).read() == b"Hello"
    assert [name for name in default_storage.listdir(folder)[1] if name.startswith("left")] == ["left"]


def test_what_ends_in_the_middle_again_and_again_is_given_up(cast: Cast) -> None:
    job = asked(cast)
    Job.objects.update(state=JobState.RUNNING, tries=MOST_TRIES)
    do(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "again and again" in job.problem


def test_a_job_that_waits_is_stopped_at_once_and_one_that_runs_at_its_next_step(cast: Cast) -> None:
    waiting, running = asked(cast), asked(cast, key="other", stop=True)
    stop(job=waiting)
    do(waiting.pk)
    do(running.pk)
    for job in (waiting, running):
        job.refresh_from_db()
        assert (job.state, job.file) == (JobState.STOPPED, "")


def test_why_it_failed_is_said_and_an_errors_own_words_are_not(cast: Cast) -> None:
    refused, broken = asked(cast, "refuse", "1"), asked(cast, "break", "2")
    do(refused.pk)
    with pytest.raises(jobs.JobFailedError) as failed:
        do(broken.pk)
    assert "ana@example.org" not in str(failed.value)
    refused.refresh_from_db()
    broken.refresh_from_db()
    assert (refused.state, refused.problem) == (JobState.FAILED, "There is nothing to report yet.")
    assert broken.state == JobState.FAILED
    assert "ana" not in broken.problem


def test_there_is_an_end_to_what_an_organization_has_waiting(cast: Cast) -> None:
    for n in range(MOST_UNFINISHED):
        asked(cast, key=str(n))
    with pytest.raises(jobs.TooManyError):
        asked(cast, key="one more")


def test_old_files_are_erased_and_what_waits_is_not(cast: Cast) -> None:
    old, waiting = asked(cast), asked(cast, key="waits")
    do(old.pk)
    old.refresh_from_db()
    jobs.forget_old(timezone.now() + KEPT - timedelta(hours=1))
    assert default_storage.exists(old.file)
    assert jobs.forget_old(timezone.now() + KEPT + timedelta(hours=1)) == 1
    assert not default_storage.exists(old.file)
    assert Job.objects.get() == waiting


def test_a_job_whose_organization_is_gone_leaves_no_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaves(job: Job, progress: Progress) -> Made:
        Job.objects.all().delete()
        return Made(b"x", "x.txt", "text/plain")

    monkeypatch.setitem(jobs._makers, "hello", leaves)
    job = asked(cast)
    do(job.pk)
    assert not default_storage.exists(f"made/{cast.organization.pk}/{job.pk}/{job.key}")
