"""Background jobs: asking for one, doing it, stopping it, and what becomes of its file.

A room registers what makes a kind of job (`makes`). A job may be killed anywhere and is then done again from its
beginning, so what makes it leaves nothing behind but what it returns, or writes it in one transaction.
"""

import errno
import logging
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from .access import Capability
from .models import Job, JobState, Organization, User

MOST_UNFINISHED = 40
"""So many jobs of one organization wait at most."""
MOST_TRIES = 4
"""How often a job is begun that never ends, as when it takes more memory than there is. Less than the worker's own
MOST_CLAIMS: so a job says that it failed before the worker gives it up without a word.
"""
KEPT = timedelta(days=7)
"""How long a file can be downloaded, and a finished job is listed."""
BETWEEN_NOTES = 0.4
"""Seconds between two notes of how far a job is."""
FAILED = "It could not be made because of an error in PeerReady, which has been noted. Try again a little later."
DIED = "It could not be made: PeerReady was interrupted in the middle of it, again and again."
FULL = (
    "It could not be kept: there is no room left where PeerReady keeps files. Tell whoever runs this PeerReady, and "
    "try again when there is."
)
log = logging.getLogger(__name__)


class JobFailedError(Exception):
    """A job failed. Says which, by what kind of error and where, and nothing that the error said."""


class ProblemError(Exception):
    """Why a job cannot be done, in words for whoever asked for it."""


class StoppedError(Exception):
    """Somebody has stopped the job, or what it was about is gone."""


class TooManyError(ValueError):
    """The organization has as many jobs waiting as it may."""


@dataclass(frozen=True)
class Made:
    """What came of a job: a file to download (`content`, `name`, `type`), or an address that it `leads_to`."""

    content: bytes = b""
    name: str = ""
    type: str = ""
    leads_to: str = ""


class Progress:
    """Notes how far a job is: `progress(3, 12, "Drawing the charts")`. Raises StoppedError once somebody stops it.

    Not each call is noted, unless it is to be noted `now`.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.noted = job, 0.0

    def __call__(self, done: int, total: int, step: str = "", *, now: bool = False) -> None:
        if not now and time.monotonic() - self.noted < BETWEEN_NOTES:
            return
        self.noted = time.monotonic()
        running = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, stop_wanted=False)
        if not running.update(done=done, total=total, step=step[:150]):
            raise StoppedError


Maker = Callable[[Job, Progress], Made]
_makers: dict[str, Maker] = {}


def makes(kind: str, maker: Maker) -> None:
    """Register what makes jobs of a kind."""
    _makers[kind] = maker


def ask_for(
    *,
    organization: Organization | None,
    kind: str,
    about: Mapping[str, Any],
    title: str,
    needs: Capability,
    actor: User,
    key: str,
) -> Job:
    """Have something made, and hand it to the queue; an unfinished job of the same key is that job.

    Outside of any organization it is the actor's own. Raises TooManyError.
    """
    jobs = Job.objects.for_organization(organization) if organization else Job.objects.of_somebody(actor)
    there = jobs.unfinished()
    if there.count() >= MOST_UNFINISHED:
        raise TooManyError("So much is being made already. Wait until some of it is ready.")
    try:
        with transaction.atomic():
            job = Job.objects.create(
                organization=organization,
                kind=kind,
                about=dict(about),
                title=title[:200],
                needs=needs,
                key=key[:64],
                asked_by=actor,
                asked_by_name=str(actor)[:150],
            )
    except IntegrityError:
        if found := there.filter(key=key[:64]).first():
            return found
        raise
    transaction.on_commit(lambda: do_job.using(priority=-10).enqueue(job.pk))
    return job


def stop(*, job: Job) -> None:
    """Stop a job: one that waits at once, one that is being made at its next step. What is finished stays."""
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.STOPPED, finished_at=timezone.now())
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(stop_wanted=True)


@task()
def do_job(job_id: int) -> None:
    """Do a job, as the worker's task."""
    do(job_id)


def do(job_id: int) -> None:
    """Do a job and note what came of it. One that is finished is left alone; one that has begun too often fails.

    Whatever its maker raises is noted in words; only JobFailedError comes out, for the log.
    """
    job = _begin(job_id)
    if job is None:
        return
    try:
        made = _makers[job.kind](job, Progress(job))
        _keep(job, made)
    except StoppedError:
        _end(job, JobState.STOPPED)
    except ProblemError as problem:
        _end(job, JobState.FAILED, problem=str(problem)[:500])
    except Exception as error:
        log.exception("Job %s (%s) failed.", job.pk, job.kind)
        is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        _end(job, JobState.FAILED, problem=FULL if is_full else FAILED)
        raise JobFailedError(f"job {job.pk} ({job.kind}): {type(error).__name__}") from None


def forget_old(now: datetime) -> int:
    """Erase what was made long ago, file and row; how much that was."""
    old = Job.objects.exclude(state__in=(JobState.WAITING, JobState.RUNNING)).filter(finished_at__lt=now - KEPT)
    for job in old:
        erase(job)
    return len(old)


def erase(job: Job) -> None:
    """Erase a job with its file."""
    if job.file:
        default_storage.delete(job.file)
    job.delete()


def _begin(job_id: int) -> Job | None:
    """Claim a job. The only worker claims, so whatever is RUNNING was left by one that is dead."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id).unfinished().first()
        if job is None:
            return None
        if job.stop_wanted or job.tries >= MOST_TRIES:
            is_stopped = job.stop_wanted
            job.state = JobState.STOPPED if is_stopped else JobState.FAILED
            job.problem, job.finished_at = "" if is_stopped else DIED, timezone.now()
            _clear(job)
        else:
            job.state, job.begun_at, job.tries = JobState.RUNNING, timezone.now(), job.tries + 1
            job.done, job.total, job.step = 0, 0, ""
        job.save()
    return job if job.state == JobState.RUNNING else None


def _keep(job: Job, made: Made) -> None:
    """Keep the file under a name that only this job has, so that doing it again leaves one file.

    Raises StoppedError where somebody stopped it since its last step. What only leads somewhere has been done by then.
    """
    if made.content or made.name:
        if not Job.objects.filter(pk=job.pk, stop_wanted=False).exists():
            raise StoppedError
        job.file = _place(job)
        default_storage.delete(job.file)
        default_storage.save(job.file, ContentFile(made.content))
        job.file_name, job.file_type, job.file_size = made.name[:200], made.type[:100], len(made.content)
    _end(job, JobState.DONE, leads_to=made.leads_to[:300])


def _place(job: Job) -> str:
    return f"made/{job.organization_id}/{job.pk}/{job.key}"


def _clear(job: Job) -> None:
    """Erase what may be there of its file: half of it, or all, where a try was killed before it was noted."""
    default_storage.delete(_place(job))
    job.file, job.file_name, job.file_type, job.file_size = "", "", "", 0


def _end(job: Job, state: JobState, *, problem: str = "", leads_to: str = "") -> None:
    if state != JobState.DONE:
        _clear(job)
    job.state, job.problem, job.leads_to, job.finished_at, job.step = state, problem, leads_to, timezone.now(), ""
    fields = ("state", "problem", "leads_to", "finished_at", "step", "file", "file_name", "file_type", "file_size")
    if not Job.objects.filter(pk=job.pk).update(**{name: getattr(job, name) for name in fields}) and job.file:
        default_storage.delete(job.file)  # its organization was deleted meanwhile


@contextmanager
def without_words(job: str) -> Iterator[None]:
    """Let out of the block no error but JobFailedError: the words of others may hold an address."""
    try:
        yield
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{job}: {type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        raise JobFailedError(told) from None
