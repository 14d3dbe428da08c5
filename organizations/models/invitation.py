import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models

from .organization import Organization, Role


def token_hash(token: str) -> str:
    """What is kept of a link's token: its SHA-256 in hex. The token itself has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def for_organization(self, organization: Organization) -> "InvitationQuerySet":
        return self.filter(organization=organization)

    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, now: datetime) -> "InvitationQuerySet":
        return self.unanswered().filter(expires_at__gt=now, organization__delete_at=None)

    def with_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=token_hash(token))


class Invitation(models.Model):
    """An offer of a role to whoever holds the link. It works once, for two weeks, until it is revoked or renewed."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.email} to {self.organization}"

    @property
    def role_label(self) -> str:
        return Role(self.role).label
