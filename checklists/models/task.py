import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models

from organizations.models import Membership, Organization

from .plan import Plan


class Status(models.TextChoices):
    NOT_STARTED = "not-started", "Not started"
    IN_PROGRESS = "in-progress", "In progress"
    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    NOT_NEEDED = "not-needed", "Not needed"


FINISHED = (Status.DONE, Status.NOT_NEEDED)


class OwnerKind(models.TextChoices):
    NOBODY = "", "Nobody yet"
    MEMBER = "member", "A member"
    OUTSIDE = "outside", "Somebody outside"


class TaskQuerySet(models.QuerySet["Task"]):
    def for_organization(self, organization: Organization) -> "TaskQuerySet":
        return self.filter(organization=organization)

    def present(self) -> "TaskQuerySet":
        """Those that have not been taken out of their plan."""
        return self.filter(is_removed=False)

    def open(self) -> "TaskQuerySet":
        return self.present().exclude(status__in=FINISHED)

    def overdue(self, today: date) -> "TaskQuerySet":
        return self.open().filter(due__lt=today)


class Task(models.Model):
    """Something to do, by whom and by when.

    `number` names it within its plan. `key` is the natural key of the toolkit's task that it began as, or empty, and
    its words are a copy, so that a mended toolkit changes no plan. `place`, 0 to 1000, is where in its phase's time it
    stands; `due` follows from it until somebody sets a date by hand. `owner` goes with the membership, `owner_name`
    stays: `owner_has_left`. `steps` is [{"text", "done"}], `evidence` [{"title", "url"}], `needs` a list of numbers of
    tasks of the same plan that come before. `version` counts changes; `sequence` those that a calendar must learn of.
    A task that is taken out of the plan stays, so that taking it out can be undone.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="tasks")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=121, blank=True)
    list_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    phase = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(default=500)
    due = models.DateField(null=True)
    due_by_hand = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.NOT_STARTED)
    reason = models.CharField(max_length=300, blank=True)
    finished_on = models.DateField(null=True)
    owner_kind = models.CharField(max_length=10, choices=OwnerKind, default=OwnerKind.NOBODY, blank=True)
    owner = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="tasks")
    owner_name = models.CharField(max_length=150, blank=True)
    notes = models.TextField(blank=True)
    steps = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    is_removed = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("plan", "number"), name="one_task_of_a_number_in_a_plan"),
        ]
        indexes: ClassVar = [models.Index(fields=("organization", "due"), name="tasks_by_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    @property
    def owner_has_left(self) -> bool:
        return self.owner_kind == OwnerKind.MEMBER and self.owner_id is None

    def is_overdue(self, today: date) -> bool:
        return not self.is_finished and self.due is not None and self.due < today

    @property
    def steps_done(self) -> int:
        return sum(1 for step in self.steps if step["done"])


class Origin(models.Model):
    """The item of an assessment that called for a task, and what was found there when the task was added.

    `source` says what kind of result that was (`findings.Source`), `where` which one, `said` what the answer came to,
    `share` the same in per cent if it can be compared with a later one.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="origins")
    source = models.CharField(max_length=12)
    item_key = models.CharField(max_length=121, db_index=True)
    item_text = models.TextField()
    where = models.CharField(max_length=200)
    said = models.CharField(max_length=120)
    share = models.PositiveSmallIntegerField(null=True)
    found_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("task", "item_key"), name="a_task_comes_from_an_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} from {self.item_key}"


class TaskComment(models.Model):
    """What somebody says about a task. `mentioned` are the names of the members who were told of it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    text = models.TextField()
    mentioned = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.author_name} on {self.task_id}"
