"""Background jobs: asked for once, done once however often they are begun, stopped, and erased in the end."""

import errno
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations import jobs
from organizations.access import Capability
from organizations.jobs import KEPT, MOST_TRIES, MOST_UNFINISHED, Made, ProblemError, Progress, ask_for, do, stop
from organizations.models import Job, JobState
from surveys.asking.worker import MOST_CLAIMS
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


def test_one_that_is_killed_in_the_middle_waits_as_it_was_and_is_begun_anew(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(job: Job, progress: Progress) -> Made:
        progress(1, 2, "Half of it")
        raise KeyboardInterrupt

    job = asked(cast)
    with monkeypatch.context() as patch:
        patch.setitem(jobs._makers, "hello", killed)
        with pytest.raises(KeyboardInterrupt):
            do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.step) == (JobState.RUNNING, 1, "Half of it")
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.DONE, 2)


def test_a_job_says_that_it_failed_before_the_worker_gives_it_up_in_silence() -> None:
    assert MOST_TRIES < MOST_CLAIMS


def fills_the_disk(name: str, content: Any, max_length: int | None = None) -> str:
    """A storage that takes half of a file, and then there is no room."""
    keep(name, ContentFile(content.read()[:2]), max_length)
    raise OSError(errno.ENOSPC, "No space left on device", f"/secret/{name}")


keep = default_storage.save


def test_a_full_disk_is_told_and_leaves_no_half_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(cast)
    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", fills_the_disk)
        with pytest.raises(jobs.JobFailedError, match=r"OSError$"):
            do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem, job.file, job.file_size) == (JobState.FAILED, jobs.FULL, "", 0)
    assert "no room left" in jobs.FULL
    assert not default_storage.exists(f"made/{cast.organization.pk}/{job.pk}/{job.key}")
    again = asked(cast)
    do(again.pk)
    again.refresh_from_db()
    assert again.state == JobState.DONE


def test_one_without_steps_that_is_stopped_meanwhile_keeps_no_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(job: Job, progress: Progress) -> Made:
        stop(job=Job.objects.get(pk=job.pk))
        return Made(b"x", "x.txt", "text/plain")

    monkeypatch.setitem(jobs._makers, "hello", at_once)
    job = asked(cast)
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file) == (JobState.STOPPED, "")
    assert not default_storage.exists(f"made/{cast.organization.pk}/{job.pk}/{job.key}")


@pytest.mark.parametrize(("begun", "wanted"), [(1, True), (MOST_TRIES, False)])
def test_what_was_stored_before_a_kill_is_erased_where_the_job_is_not_done_again(
    cast: Cast, begun: int, wanted: bool
) -> None:
    job = asked(cast)
    Job.objects.update(state=JobState.RUNNING, tries=begun, stop_wanted=wanted)
    place = default_storage.save(f"made/{cast.organization.pk}/{job.pk}/{job.key}", ContentFile(b"all of it"))
    do(job.pk)
    job.refresh_from_db()
    assert job.state == (JobState.STOPPED if wanted else JobState.FAILED)
    assert not default_storage.exists(place)


def test_what_is_noted_now_does_not_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BETWEEN_NOTES", 60)
    job = asked(cast)
    Job.objects.update(state=JobState.RUNNING)
    progress = Progress(job)
    progress(1, 3)
    progress(2, 3)
    assert Job.objects.get().done == 1
    progress(3, 3, "The end", now=True)
    assert (Job.objects.get().done, Job.objects.get().step) == (3, "The end")


def test_outside_of_any_organization_each_has_their_own(cast: Cast) -> None:
    given: dict[str, Any] = {"organization": None, "kind": "hello", "about": {}, "title": "Hello", "key": "k"}
    mine, again, theirs = (
        ask_for(**given, needs=Capability.READ, actor=actor) for actor in (cast.owner, cast.owner, cast.viewer)
    )
    assert mine == again != theirs
    assert [*Job.objects.of_somebody(cast.viewer)] == [theirs]
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="hello", title="Hello", asked_by=cast.owner, asked_by_name="", key="k")
