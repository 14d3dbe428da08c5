"""Inviting colleagues: the link's life from being made to being used."""

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from . import audit
from .membership import check_owners
from .models import AuditEvent, Invitation, Membership, Organization, Role, User
from .models.invitation import token_hash
from .text import clean_line

Action = AuditEvent.Action
LASTS = timedelta(days=14)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Invited:
    """An invitation with its token, which is known only now: the database keeps a hash."""

    invitation: Invitation
    token: str


def invite(*, organization: Organization, email: str, role: Role, inviter: User, inviter_role: str) -> Invited:
    """Make an invitation; an unanswered one to the same address is withdrawn by it.

    Raises NotAllowedError where it, or the one that it would withdraw, is an owner's and the inviter is none.
    """
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    with transaction.atomic():
        earlier = Invitation.objects.for_organization(organization).unanswered().filter(email__iexact=email)
        check_owners(inviter_role, role, *(Role(offered) for offered in earlier.values_list("role", flat=True)))
        earlier.update(revoked_at=now)
        invitation = Invitation.objects.create(
            organization=organization,
            email=email,
            role=role,
            token_hash=token_hash(token),
            expires_at=now + LASTS,
            invited_by=inviter,
        )
        audit.note(organization=organization, actor=inviter, action=Action.INVITED, subject=f"{email} as {role.label}")
    return Invited(invitation, token)


def send_invitation(*, invitation: Invitation, link: str) -> bool:
    """Mail the link. Return False where the mail server would not take it: the link can still be handed over."""
    context = {"invitation": invitation, "organization": invitation.organization, "link": link}
    subject = clean_line(f"{invitation.organization.name} invites you to PeerReady")
    try:
        send_mail(subject, render_to_string("organizations/email/invitation.txt", context), None, [invitation.email])
    except (OSError, SMTPException):
        log.exception("An invitation could not be mailed.")
        return False
    return True


def revoke(*, invitation: Invitation, actor: User, actor_role: str) -> None:
    """Withdraw an unanswered invitation; its link stops working at once. Raises NotAllowedError for an owner's."""
    check_owners(actor_role, Role(invitation.role))
    with transaction.atomic():
        changed = Invitation.objects.unanswered().filter(pk=invitation.pk).update(revoked_at=timezone.now())
        if changed:
            audit.note(
                organization=invitation.organization,
                actor=actor,
                action=Action.INVITATION_REVOKED,
                subject=invitation.email,
            )


def accept(*, token: str, user: User) -> Membership | None:
    """Use the link up and make `user` a member. None where it does not work (any more); a member keeps their role."""
    now = timezone.now()
    with transaction.atomic():
        usable = Invitation.objects.usable(now).with_token(token)
        # The update is what decides between two clicks at once: one of them changes no row.
        if not usable.update(accepted_at=now):
            return None
        invitation = Invitation.objects.with_token(token).select_related("organization").get()
        membership, joined = Membership.objects.get_or_create(
            organization=invitation.organization, user=user, defaults={"role": invitation.role}
        )
        if joined:
            audit.note(
                organization=invitation.organization,
                actor=user,
                action=Action.JOINED,
                subject=f"{Role(invitation.role).label}, invited as {invitation.email}",
            )
    return membership
