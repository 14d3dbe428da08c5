"""Changing who belongs to an organization and as what. An organization always keeps at least one owner."""

from django.db import transaction
from django.shortcuts import get_object_or_404

from . import audit
from .access import Capability, may
from .models import AuditEvent, Membership, Organization, Role, User

Action = AuditEvent.Action


class LastOwnerError(Exception):
    """The only owner cannot go or become something else."""


class NotAllowedError(Exception):
    """Only owners make, change or remove owners."""


def grantable_roles(role: str) -> list[Role]:
    """The roles that somebody with `role` may give."""
    if not may(role, Capability.MANAGE_MEMBERS):
        return []
    return [each for each in Role if each != Role.OWNER or may(role, Capability.MANAGE_OWNERS)]


def check_owners(actor_role: str, *roles: Role) -> None:
    """Raise NotAllowedError where an owner's role is among `roles` and the actor may not deal with owners."""
    if Role.OWNER in roles and not may(actor_role, Capability.MANAGE_OWNERS):
        raise NotAllowedError


def change_role(*, membership: Membership, role: Role, actor: User, actor_role: str) -> None:
    """Give a member another role. Raises NotAllowedError or LastOwnerError."""
    with transaction.atomic():
        member = _locked(membership)
        check_owners(actor_role, Role(member.role), role)
        if member.role == role:
            return
        if member.role == Role.OWNER:
            _check_not_last_owner(member.organization)
        member.role = role
        member.save(update_fields=["role"])
        audit.note(
            organization=member.organization,
            actor=actor,
            action=Action.ROLE_CHANGED,
            subject=f"{member.user} to {role.label}",
        )


def remove_member(*, membership: Membership, actor: User, actor_role: str) -> None:
    """Remove a member; what they wrote stays. Raises NotAllowedError or LastOwnerError."""
    with transaction.atomic():
        member = _locked(membership)
        check_owners(actor_role, Role(member.role))
        if member.role == Role.OWNER:
            _check_not_last_owner(member.organization)
        audit.note(
            organization=member.organization, actor=actor, action=Action.MEMBER_REMOVED, subject=str(member.user)
        )
        member.delete()


def leave(*, membership: Membership) -> None:
    """Give up one's own membership. Raises LastOwnerError."""
    with transaction.atomic():
        member = _locked(membership)
        if member.role == Role.OWNER:
            _check_not_last_owner(member.organization)
        audit.note(organization=member.organization, actor=member.user, action=Action.LEFT)
        member.delete()


def _locked(membership: Membership) -> Membership:
    """The membership as it is now; gone meanwhile, it is a 404 like any other that is not there."""
    # The organization's row is the lock: two owners who leave at once must not both see the other.
    # It does not keep others from adding rows that name it: whoever adds tasks may hold the membership already.
    Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
    # The membership next, and only then what it owns, in the order in which others lock them who give it a task.
    found = Membership.objects.select_for_update(of=("self",)).select_related("organization", "user")
    return get_object_or_404(found, pk=membership.pk)


def _check_not_last_owner(organization: Organization) -> None:
    if Membership.objects.for_organization(organization).owners().count() < 2:
        raise LastOwnerError
