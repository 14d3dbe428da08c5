"""The files that were made of an issue, in the store: each whole, or as good as not there."""

import hashlib
import json
import logging
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from organizations.ending import erase_folder
from organizations.models import Organization

from .models import Issue, IssuePart

FOLDER = "issues"
CHECK_BYTES = hashlib.sha256().digest_size
"""A kept file begins with the SHA-256 of the rest: whatever was cut short by a kill or a full disk is made again."""
log = logging.getLogger(__name__)


def folder_of(issue: Issue) -> str:
    """Where every file is kept that is made of an issue."""
    return f"{FOLDER}/{issue.organization_id}/{issue.pk}"


def forget_organization(organization: Organization) -> None:
    """Erase every file that was made of any of its issues."""
    erase_folder(f"{FOLDER}/{organization.pk}")


def path_of(issue: Issue, kind: str, parts: Sequence[IssuePart]) -> str:
    """Where a file of these parts is kept."""
    said = [issue.pk, issue.digest, issue.issued_at.isoformat(), [part.key for part in parts]]
    return f"{folder_of(issue)}/{hashlib.sha256(json.dumps(said).encode()).hexdigest()}.{kind}"


def kept(path: str) -> bytes | None:
    """What is kept there, whole; None where it is not there or was cut short."""
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
    except OSError:
        return None
    check, rest = content[:CHECK_BYTES], content[CHECK_BYTES:]
    return rest if hashlib.sha256(rest).digest() == check else None


def keep(path: str, content: bytes) -> None:
    """Keep a file. A full disk costs time, not the report."""
    try:
        default_storage.delete(path)
        default_storage.save(path, ContentFile(hashlib.sha256(content).digest() + content))
    except OSError:
        log.exception("A file of an issue could not be kept.")
