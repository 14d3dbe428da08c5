"""A record as a job, and files that wait to be taken in. Registers itself with `organizations/jobs.py`."""

import hashlib
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.text import slugify

from organizations import audit
from organizations.access import Capability
from organizations.jobs import Made, Progress, ask_for, makes
from organizations.models import AuditEvent, Job, Organization, User

from .writing import write_record

KIND = "record"
ARRIVED = "arrived"
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
