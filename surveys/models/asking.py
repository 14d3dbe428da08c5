import hashlib
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .survey import Group, Survey


def key_hash(key: str) -> str:
    """What is kept of a link's key: its SHA-256 in hex. The key itself has 256 random bits."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


class Invitee(models.Model):
    """Somebody with a personal link. Erased at closing; until then nothing shows who has answered.

    `is_used` is set in the transaction that stores the response, so that a person answers once.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitees")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitees")
    email = models.EmailField("e-mail address")
    is_used = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("survey", "email"), name="an_address_is_invited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.survey_id}"


class KeyQuerySet(models.QuerySet["Key"]):
    def of(self, key: str) -> "KeyQuerySet":
        """The key with what it opens, in one query."""
        return self.filter(pk=key_hash(key)).select_related("survey__organization", "group", "invitee")


class Key(models.Model):
    """A link's key, as a hash. Each mail carries one of its own; a group's shared link has one without an invitee."""

    hash = models.CharField(primary_key=True, max_length=64)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="keys")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="keys")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, null=True, related_name="keys")

    objects = KeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"a key to {self.survey_id}"

    def opens(self, now: datetime) -> bool:
        """Whether it may be used at this moment; every other link shows one and the same page."""
        if self.survey.organization.is_ending or not self.survey.takes_answers(now):
            return False
        return self.invitee is None or not (self.invitee.is_used or self.invitee.is_revoked)


class Mailing(models.Model):
    """One mail to those invited personally: the invitation, or a reminder. Sent by a background job when due.

    A reminder goes to everybody, whether or not they have answered: whoever reads the mail server's log, or looks over
    a shoulder, learns nothing.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("survey", "kind", "number"), name="a_mailing_is_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.survey_id}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def undelivered(self) -> "DeliveryQuerySet":
        """Those of invitations that did not go out, or of which that is not known. Reminders tell nothing here."""
        failed = Q(status__in=(Delivery.Status.FAILED, Delivery.Status.UNSURE))
        return self.filter(failed, mailing__kind=Mailing.Kind.INVITATION)


class Delivery(models.Model):
    """One mail to one person. It is marked SENDING and committed before it is handed over, so it never goes out twice.

    A worker that was killed in between leaves it SENDING, which is found and becomes UNSURE: it may have arrived.
    `problem` is what the mail server said, in a line.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNSURE = "unsure", "May not have been sent"

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="deliveries")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("mailing", "invitee"), name="a_mail_goes_to_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing} to {self.invitee_id}: {self.status}"
