from typing import ClassVar

from django.db import models

from .plan import Plan
from .task import Task


class ChangeKind(models.TextChoices):
    ADDED = "added", "Added"
    EDITED = "edited", "Changed"
    SEVERAL = "several", "Changed several"
    MOVED = "moved", "Moved the date"
    REMOVED = "removed", "Took out"
    UNDONE = "undone", "Undid"


class Change(models.Model):
    """One thing that somebody did to a plan, which can be undone as one.

    `plan_before` and `plan_after` are {field: value} of the plan itself; what it did to each task are rows of
    TaskChange. `undone_by` is the change that took it back.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    summary = models.CharField(max_length=300)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    plan_before = models.JSONField(default=dict)
    plan_after = models.JSONField(default=dict)
    undone_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="undoes")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.summary


class TaskChange(models.Model):
    """What a change did to one task: {field: value} before and after, as JSON. `version` is the task's after it."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="tasks")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "version"), name="one_change_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}, version {self.version}"
