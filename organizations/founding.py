"""Beginning, changing and ending an organization."""

from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from . import audit
from .models import AuditEvent, Membership, Organization, Role, User

Action = AuditEvent.Action


def found_organization(*, founder: User, **details: Any) -> Organization:
    """Create an organization with `founder` as its owner; `details` are the fields of the model."""
    with transaction.atomic():
        organization = Organization.objects.create(slug=free_slug(details["name"]), **details)
        Membership.objects.create(organization=organization, user=founder, role=Role.OWNER)
        audit.note(organization=organization, actor=founder, action=Action.ORGANIZATION_CREATED)
    return organization


def change_organization(*, organization: Organization, changed: list[str], actor: User) -> None:
    """Save the fields named in `changed`. The slug stays, so that links keep working."""
    if not changed:
        return
    with transaction.atomic():
        organization.save(update_fields=changed)
        audit.note(
            organization=organization, actor=actor, action=Action.ORGANIZATION_CHANGED, subject=", ".join(changed)
        )


def delete_organization(*, organization: Organization, actor: User | None) -> None:
    """Delete the organization with everything in it, its trail too, at once; `ending.py` waits, and clears up besides.

    One event remains, without a name.
    """
    with transaction.atomic():
        audit.note(organization=None, actor=actor, action=Action.ORGANIZATION_DELETED, by=audit.PEERREADY)
        organization.delete()


def free_slug(name: str) -> str:
    """A slug from the name that no organization has. It always ends in random letters, so that it tells nothing."""
    stem = slugify(name)[:40].strip("-") or "organization"
    return f"{stem}-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"
