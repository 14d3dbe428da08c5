import secrets
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models

from organizations.models import Organization

from .description import Description, Revision


def new_posting_key() -> str:
    return secrets.token_urlsafe(9)


class Posting(models.Model):
    """The public page of an approved description's advertisement, open to anybody who has its address until it closes.

    It shows `revision`, not what is changed afterwards. `closes_on` is the last day; `ended_at` when it was taken back.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="postings")
    revision = models.ForeignKey(Revision, on_delete=models.RESTRICT, related_name="+")
    key = models.CharField(max_length=20, unique=True, default=new_posting_key)
    closes_on = models.DateField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.key

    def is_open(self, today: date) -> bool:
        return self.ended_at is None and today <= self.closes_on


class InterviewQuerySet(models.QuerySet["Interview"]):
    def for_organization(self, organization: Organization) -> "InterviewQuerySet":
        return self.filter(description__organization=organization)


class Interview(models.Model):
    """An interview guide: the same questions in the same order for everybody who applies.

    `questions` is in order: [{"key", "text", "listen_for", "categories"}]; `key` is the toolkit's natural key, or empty
    for an own one. Once there is a score sheet they stand fixed. Ending it erases the sheets.
    """

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="interviews")
    revision = models.ForeignKey(Revision, on_delete=models.RESTRICT, related_name="+")
    questions = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"Interview guide of {self.description_id}"


class ScoreSheet(models.Model):
    """How one interviewer rated the answers of one applicant, who has a code and no name here.

    `scores` is {place of the question, counted from 1: step of the scale}. There is no room for notes: PeerReady keeps
    no evaluation of a person.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="sheets")
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    interviewer_name = models.CharField(max_length=150)
    candidate = models.CharField(max_length=20)
    scores = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("candidate", "interviewer_name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("interview", "interviewer", "candidate"), name="one_sheet_a_candidate_and_interviewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} by {self.interviewer_name}"

    @property
    def organization(self) -> Organization:
        return self.interview.description.organization
