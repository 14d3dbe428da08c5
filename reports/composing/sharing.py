"""Links by which an issue is read without an account: made, opened, revoked."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import User

from ..models import Issue, Share
from ..models.share import hash_of, new_share_token

MOST = 50
"""So many links of one issue that are not revoked."""


class TooManyError(ValueError):
    """The issue has as many links as it may."""


@transaction.atomic
def share(
    *,
    issue: Issue,
    actor: User,
    label: str = "",
    left_out: Sequence[str] = (),
    passphrase: str = "",
    ends_at: datetime | None = None,
) -> tuple[Share, str]:
    """Make a link; its token is returned this once. Noted in the audit trail. Raises TooManyError."""
    Issue.objects.select_for_update(no_key=True, of=("self",)).get(pk=issue.pk)
    if issue.shares.filter(revoked_at=None).count() >= MOST:
        raise TooManyError(f"There are {MOST} links to this report. Revoke one that is not needed any more.")
    token = new_share_token()
    made = Share.objects.create(
        issue=issue,
        token_hash=hash_of(token),
        label=label[:100],
        left_out=list(left_out),
        passphrase=make_password(passphrase) if passphrase else "",
        ends_at=ends_at,
        made_by_name=str(actor)[:150],
    )
    note(organization=issue.organization, actor=actor, action=Action.REPORT_SHARED, subject=f"{issue}: {made.label}")
    return made, token


@transaction.atomic
def revoke(*, share: Share, actor: User) -> None:
    """End a link for good. Ending it twice does nothing."""
    if Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=timezone.now()):
        organization = share.issue.organization
        note(
            organization=organization,
            actor=actor,
            action=Action.REPORT_UNSHARED,
            subject=f"{share.issue}: {share.label}",
        )


def find(token: str) -> Share | None:
    """The link of this token that can be used now, with its issue; one and the same None for every other. One query."""
    found = Share.objects.usable(timezone.now()).with_token(token)
    return found.select_related("issue__organization").first()


def opens(share: Share, passphrase: str) -> bool:
    """Whether the passphrase is right, or none is asked for."""
    return not share.passphrase or check_password(passphrase, share.passphrase)


def count(share: Share) -> None:
    """Count that it was read now."""
    Share.objects.filter(pk=share.pk).update(opened=F("opened") + 1, opened_at=timezone.now())
