"""Approving a description: what speaks against it, approving, and taking the approval back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import User

from ..drafting.saving import lock
from ..models import Description, DescriptionStatus, Reader, ReaderKind, Revision, RevisionKind, Verdict
from .looking import Look, look_at


@dataclass(frozen=True)
class Doubts:
    """What speaks against approving the version that stands there now. Only `blocks` forbids it."""

    look: Look
    readers: tuple[Reader, ...]
    remarks: int
    version: int

    @property
    def blocks(self) -> tuple[str, ...]:
        return self.look.blocks

    @property
    def want_changes(self) -> tuple[Reader, ...]:
        return tuple(one for one in self.readers if one.verdict == Verdict.CHANGE)

    @property
    def silent(self) -> tuple[Reader, ...]:
        return tuple(one for one in self.readers if not one.verdict)

    @property
    def agreed_to_earlier(self) -> tuple[Reader, ...]:
        """Who agreed to a version that has been changed since."""
        return tuple(one for one in self.readers if one.verdict == Verdict.AGREED and one.read_version != self.version)

    @property
    def lacks_a_peer(self) -> bool:
        """Whether no peer worker or peer-run organization has agreed, to this version or an earlier one."""
        return not any(one.kind == ReaderKind.PEER and one.verdict == Verdict.AGREED for one in self.readers)

    @property
    def is_clear(self) -> bool:
        open_ones = self.look.open_marks or self.look.open_missing or self.remarks
        return not (open_ones or self.want_changes or self.silent or self.agreed_to_earlier or self.lacks_a_peer)


class BlockedError(ValueError):
    """Groups of marks that the organization wants settled first are not."""


class ChangedError(ValueError):
    """The description is not what it was when somebody decided to approve it."""


def doubts_about(description: Description) -> Doubts:
    """What speaks against approving it. Six queries."""
    return Doubts(
        look=look_at(description, description.document),
        readers=tuple(description.readers.all()),
        remarks=description.remarks.filter(settled_at=None).count(),
        version=description.version,
    )


@transaction.atomic
def approve(*, description: Description, version: int, actor: User) -> Revision:
    """Approve this version: the kit is made from it, whatever is written later. Noted in the audit trail.

    Raises ChangedError where another version stands there by now, BlockedError, and PutAwayError.
    """
    now = lock(description)
    if now.version != version:
        raise ChangedError("Somebody saved a newer version meanwhile.")
    if look_at(now, now.document).blocks:
        raise BlockedError("Your organization wants some marks settled first.")
    revision = now.revisions.get(version=version)
    revision.kind, revision.approved_at = RevisionKind.APPROVED, timezone.now()
    revision.approved_by_name = str(actor)[:150]
    revision.save(update_fields=["kind", "approved_at", "approved_by_name"])
    now.status, now.approved = DescriptionStatus.APPROVED, revision
    now.save(update_fields=["status", "approved"])
    note(organization=now.organization, actor=actor, action=Action.JOB_APPROVED, subject=f"{now} (version {version})")
    return revision


@transaction.atomic
def take_back_approval(*, description: Description, actor: User) -> bool:
    """Approve nothing of this description any more, and close its open public pages. False where nothing was approved.

    The version stays for good, since interviews may rest on it. Raises PutAwayError.
    """
    now = lock(description)
    revision = now.approved
    if revision is None:
        return False
    revision.kind, revision.approved_at, revision.approved_by_name = RevisionKind.SENT, None, ""
    revision.save(update_fields=["kind", "approved_at", "approved_by_name"])
    now.approved = None
    if now.status == DescriptionStatus.APPROVED:
        now.status = DescriptionStatus.DRAFT
    now.save(update_fields=["status", "approved"])
    now.postings.filter(ended_at=None).update(ended_at=timezone.now())
    subject = f"{now} (version {revision.version})"
    note(organization=now.organization, actor=actor, action=Action.JOB_UNAPPROVED, subject=subject)
    return True
