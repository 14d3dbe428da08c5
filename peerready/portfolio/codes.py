"""The code by which an organization can be asked to be seen: making one, and reading one that somebody typed."""

import re

from django.db import transaction
from django.utils.crypto import get_random_string

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .models import SeenCode

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that looks like another. Twelve of them are 59 bits: nobody finds a code by trying."""
LENGTH, GROUP = 12, 4
_APART = re.compile(r"[\s\-\u2010-\u2015]+")


def new_code() -> str:
    """Such as KX7M-2QPR-9DTF."""
    letters = get_random_string(LENGTH, LETTERS)
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def as_code(typed: str) -> str:
    """The code that somebody typed, however they wrote it; empty where it cannot be one."""
    letters = _APART.sub("", typed[:100]).upper()
    if len(letters) != LENGTH or set(letters) - set(LETTERS):
        return ""
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def make_code(*, organization: Organization, actor: User) -> SeenCode | None:
    """Give the organization a code, in place of the one that it may have, which nobody can ask with any more.

    None for the demo, which belongs to everybody: what strangers would agree to there is nobody's consent.
    """
    if organization.is_demo:
        return None
    with transaction.atomic():
        made, _ = SeenCode.objects.update_or_create(organization=organization, defaults={"code": new_code()})
        audit.note(
            organization=organization,
            actor=actor,
            action=AuditEvent.Action.PORTFOLIO_CODE,
            subject="asking to see how the organization stands",
        )
    return made
