from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .organization import Membership


class OwnerMailQuerySet(models.QuerySet["OwnerMail"]):
    def ready(self, now: datetime) -> "OwnerMailQuerySet":
        """Those that can be sent at this moment."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), status=OwnerMail.Status.WAITING)


class OwnerMail(models.Model):
    """A mail to an owner about the end of the organization, so that nobody gets it twice.

    `about` is the moment at which it was to be deleted. It is marked SENDING and committed before it is handed over; a
    worker that was killed in between leaves it so, and it becomes UNSURE: it may have arrived, and is not sent again.
    """

    class Kind(models.TextChoices):
        MARKED = "marked", "That it will be deleted"
        TOMORROW = "tomorrow", "That it is deleted tomorrow"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNSURE = "unsure", "May not have been sent"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="owner_mails")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = OwnerMailQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("membership", "kind", "about"), name="an_owner_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.membership_id}"
