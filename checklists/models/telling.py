from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from organizations.models import Membership, Organization

from .plan import Plan
from .task import Task


class FeedQuerySet(models.QuerySet["Feed"]):
    def for_organization(self, organization: Organization) -> "FeedQuerySet":
        return self.filter(organization=organization)


class Feed(models.Model):
    """A link by which a calendar program reads tasks: a plan's, or without one all those of its member.

    Only a hash of the link's token is kept. It goes with the membership, and works until it is revoked.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="feeds")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="feeds")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.membership_id}'s calendar"


class MailChoice(models.Model):
    """What a member wants to be mailed about plans; without a row, everything."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="plan_mail")
    weekly = models.BooleanField("a summary of my tasks every Monday", default=True)
    reminders = models.BooleanField("a reminder before a task of mine is due", default=True)
    mentions = models.BooleanField("a message when somebody mentions me", default=True)

    def __str__(self) -> str:
        return f"{self.membership_id}'s mail"


class SentQuerySet(models.QuerySet["Sent"]):
    def ready(self, now: datetime) -> "SentQuerySet":
        """Those that can be sent at this moment."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), status=Sent.Status.WAITING)


class Sent(models.Model):
    """A mail about plans to a member, or one task's part of it, so that nobody gets anything twice.

    `what` names it: "weekly 2027-W03", "reminder 2027-01-21" with `task`, "mention 17" with a comment's number and its
    task. It is marked SENDING and committed before it is handed over; a worker that was killed in between leaves it so,
    and it becomes UNSURE: it may have arrived, and is not sent again. `problem` is what the mail server said.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNSURE = "unsure", "May not have been sent"
        NOTHING = "nothing", "There was nothing to say"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="plan_mails")
    what = models.CharField(max_length=60)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, related_name="mails")
    at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = SentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("membership", "what", "task"), name="no_mail_about_a_task_twice"),
            models.UniqueConstraint(
                fields=("membership", "what"), condition=Q(task=None), name="no_mail_about_plans_twice"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("next_try_at",), condition=Q(status="waiting"), name="plan_mails_that_wait"),
        ]

    def __str__(self) -> str:
        return f"{self.what} to {self.membership_id}"
