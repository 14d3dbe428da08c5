import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .organization import Organization
from .user import User


def new_job_key() -> str:
    return secrets.token_urlsafe(12)


class JobState(models.TextChoices):
    WAITING = "waiting", "Waits for its turn"
    RUNNING = "running", "Is being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Could not be made"
    STOPPED = "stopped", "Stopped"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def for_organization(self, organization: Organization) -> "JobQuerySet":
        return self.filter(organization=organization)

    def of_somebody(self, user: "User") -> "JobQuerySet":
        """What somebody asked for outside of any organization."""
        return self.filter(organization=None, asked_by=user)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=UNFINISHED)


class Job(models.Model):
    """Something that the worker makes for somebody: a file to download, or an organization that is imported.

    `organization` is None where somebody asked for it outside of any; then it is theirs alone.
    `kind` names the function that makes it (`organizations/jobs.py`), `about` is what that is given, `needs` the
    capability without which nobody sees it. `key` is the same for two presses of one button, so that they make one job.
    `done` of `total` steps are done; `step` says in words which one is at hand. `tries` counts how often it was begun:
    a worker that dies in the middle leaves it RUNNING, and the next one begins it anew.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="jobs")
    kind = models.CharField(max_length=40)
    about = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    needs = models.CharField(max_length=100)
    key = models.CharField(max_length=64, default=new_job_key)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=150, blank=True)
    stop_wanted = models.BooleanField(default=False)
    problem = models.CharField(max_length=500, blank=True)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    leads_to = models.CharField(max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [models.Index(fields=("organization", "-asked_at"), name="jobs_by_organization")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organization", "key"), condition=Q(state__in=UNFINISHED), name="one_unfinished_job_a_key"
            ),
            models.UniqueConstraint(
                fields=("asked_by", "key"),
                condition=Q(state__in=UNFINISHED, organization=None),
                name="one_unfinished_job_a_key_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
