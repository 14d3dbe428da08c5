from typing import ClassVar

from django.conf import settings
from django.db import models

from .description import Description
from .reviewing import MailState


class Worksheet(models.Model):
    """What one person answered about the activities that might belong in a role.

    `answers` is {natural key of the activity: {question: "yes" or "no"}}, the questions being the toolkit's three.
    Others see it once it is finished, and only those who have finished their own.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="worksheets")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=150)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("finished_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("description", "person"), name="one_worksheet_a_person"),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What was decided about an activity after talking it over. A decided no is a boundary of the role.

    `batch` names what was decided in one act, so that it can be taken back; `before` is what was decided before that,
    {"belongs", "reason", "by"}, or None where nothing was.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="decisions")
    activity = models.CharField(max_length=121)
    belongs = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(auto_now=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    batch = models.CharField(max_length=12, blank=True)
    before = models.JSONField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("description", "activity"), name="one_decision_an_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {'yes' if self.belongs else 'no'}"


class Asked(models.Model):
    """Somebody was asked by mail to fill the worksheet: a row for each, written before its mail is handed over."""

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mail = models.CharField(max_length=20, choices=MailState, default=MailState.SENDING)
    problem = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("description", "person"), name="asked_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mail}"
