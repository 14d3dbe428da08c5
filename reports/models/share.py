import hashlib
import secrets
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from organizations.models import Organization

from .issue import Issue


def new_share_token() -> str:
    """What a link holds: 144 random bits."""
    return secrets.token_urlsafe(18)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class ShareQuerySet(models.QuerySet["Share"]):
    def for_organization(self, organization: Organization) -> "ShareQuerySet":
        return self.filter(issue__organization=organization)

    def usable(self, now: datetime) -> "ShareQuerySet":
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), revoked_at=None)

    def with_token(self, token: str) -> "ShareQuerySet":
        return self.filter(token_hash=hash_of(token))


class Share(models.Model):
    """A link by which an issue is read without an account. Only a hash of its token is kept.

    `left_out` are keys of parts that are not shown. `passphrase` is hashed as passwords are, empty where none is asked
    for. `opened` counts how often it was read, `opened_at` is when last; nobody's address is kept.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="shares")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=100, blank=True)
    left_out = models.JSONField(default=list)
    passphrase = models.CharField(max_length=200, blank=True)
    ends_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_name = models.CharField(max_length=150, blank=True)
    opened = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes: ClassVar = [models.Index(fields=("issue", "-made_at"), name="shares_by_issue")]

    def __str__(self) -> str:
        return self.label or f"Link to {self.issue}"
