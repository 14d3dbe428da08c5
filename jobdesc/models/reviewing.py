from typing import ClassVar

from django.conf import settings
from django.db import models

from organizations.models import Membership

from .description import Description


class ReaderKind(models.TextChoices):
    PEER = "peer", "A peer worker or peer-run organization"
    SUPERVISOR = "supervisor", "Who will supervise"
    HR = "hr", "Human resources"
    LEGAL = "legal", "Legal counsel"
    OTHER = "other", "Somebody else"


class Verdict(models.TextChoices):
    AGREED = "agreed", "Ready as it is"
    CHANGE = "change", "Should change first"


class MailState(models.TextChoices):
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    UNSURE = "unsure", "May have been sent"


class Reader(models.Model):
    """Somebody who has to read a description before it is approved: a member, or a name from outside.

    `asked_version` is the version that a member was last asked about by mail, `read_version` the one that the verdict
    is about.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="readers")
    kind = models.CharField(max_length=20, choices=ReaderKind)
    member = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=150)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    read_version = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    noted_by_name = models.CharField(max_length=150, blank=True)
    asked_version = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=20, choices=MailState, blank=True)
    mail_problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """A comment on a part of a description, such as `required`, or on all of it where `part` is empty."""

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Overruled(models.Model):
    """A mark of the wording review that somebody decided to leave as it is, and why. `matched` is in lower case."""

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="overruled")
    rule = models.CharField(max_length=121)
    matched = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField(auto_now=True)
    decided_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("description", "rule", "matched"), name="one_decision_a_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.matched}: {self.reason}"
