"""A record as a job, and files that wait to be taken in. Registers itself with `organizations/jobs.py`."""

import hashlib
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.text import slugify

from organizations import audit
from organizations.access import Capability
from organizations.jobs import Made, ProblemError, Progress, StoppedError, ask_for, makes
from organizations.models import AuditEvent, Job, JobState, Organization, User

from .importing import import_record
from .unpacking import RecordError
from .writing import write_record

KIND, BRING = "record", "bring"
ARRIVED = "arrived"
GONE = "This file is not there any more, or another one has taken its place. Please send it again."
MOST_SAID = 400
"""So many characters of what is wrong with a record are told on the page of its job."""
WAITS = timedelta(days=1)
"""How long a file that was sent waits to be confirmed, at least."""


def ask_for_record(*, organization: Organization, actor: User) -> Job:
    """Have the record written; one that is being written already is that one. Raises TooManyError."""
    return ask_for(
        organization=organization,
        kind=KIND,
        about={},
        title="The whole record",
        needs=Capability.TAKE_ALONG,
        actor=actor,
        key=KIND,
    )


def make_record(job: Job, progress: Progress) -> Made:
    """The record as a ZIP, noted in the audit trail."""
    if job.organization is None:
        raise StoppedError
    to = BytesIO()
    write_record(job.organization, to, lambda done, total: progress(done, total, "Packing"))
    audit.note(
        organization=job.organization,
        actor=job.asked_by,
        action=AuditEvent.Action.EXPORTED,
        subject="the whole record",
        by=job.asked_by_name,
    )
    name = f"{slugify(job.organization.name)[:60] or 'organization'}-record.zip"
    return Made(content=to.getvalue(), name=name, type="application/zip")


def ask_to_bring_in(*, actor: User, sha256: str, name: str) -> Job:
    """Have a new organization made of the file that somebody sent; one at a time for each."""
    return ask_for(
        organization=None,
        kind=BRING,
        about={"sha256": sha256},
        title=f"The record of {name}",
        needs=Capability.READ,
        actor=actor,
        key=BRING,
    )


def bring_in(job: Job, progress: Progress) -> Made:
    """The new organization, once: the transaction that stores it says so in the job, for whoever begins it again."""
    if stored := job.about.get("organization"):
        return _leading_to(Organization.objects.filter(pk=stored).first())
    file = open_arrived(job.asked_by, job.about["sha256"]) if job.asked_by else None
    if file is None or job.asked_by is None:
        raise ProblemError(GONE)

    def checked(done: int, total: int) -> None:
        progress(done, total, "Checking every line" if done < total else "Storing all of it", now=done == total)

    def note(organization: Organization) -> None:
        about = {**job.about, "organization": organization.pk}
        wanted = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, stop_wanted=False)
        if not wanted.update(about=about):
            raise StoppedError

    try:
        with file:
            made = import_record(file, job.asked_by, checked, note)
    except RecordError as wrong:
        raise ProblemError(in_short(wrong.messages)) from wrong
    forget_arrived(job.asked_by)
    return _leading_to(made)


def in_short(messages: list[str]) -> str:
    """As many of them as there is room for, and how many there are besides."""
    said = [*messages[:1]]
    for message in messages[1:]:
        if len(" ".join([*said, message])) > MOST_SAID:
            break
        said.append(message)
    more = len(messages) - len(said)
    return " ".join([*said, *([f"And {more} more of the kind."] if more else [])])


def _leading_to(organization: Organization | None) -> Made:
    if organization is None:  # made, and deleted since
        raise StoppedError
    return Made(leads_to=reverse("home", args=[organization.slug]))


def keep_arrived(user: User, file: File[bytes], now: datetime) -> str:
    """Keep what somebody sent until they confirm it, in place of what they sent before; its SHA-256 (hex)."""
    forget_arrived(user)
    _forget_old(now)
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    default_storage.save(f"{ARRIVED}/{user.pk}.zip", file)
    return digest.hexdigest()


def open_arrived(user: User, sha256: str) -> File[bytes] | None:
    """What somebody sent, if it is still there and is what they saw."""
    name = f"{ARRIVED}/{user.pk}.zip"
    if not default_storage.exists(name):
        return None
    file = default_storage.open(name)
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    if digest.hexdigest() != sha256:
        file.close()
        return None
    file.seek(0)
    return file


def forget_arrived(user: User) -> None:
    default_storage.delete(f"{ARRIVED}/{user.pk}.zip")


def _forget_old(now: datetime) -> None:
    """What nobody confirmed."""
    try:
        _folders, names = default_storage.listdir(ARRIVED)
    except FileNotFoundError:
        return
    for name in names:
        if default_storage.get_modified_time(f"{ARRIVED}/{name}") < now - WAITS:
            default_storage.delete(f"{ARRIVED}/{name}")


makes(KIND, make_record)
makes(BRING, bring_in)
