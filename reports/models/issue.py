from typing import ClassVar

from django.db import models

from organizations.models import Organization

from ..composing.parts import Reader
from .report import ACCENT, Report


class IssueQuerySet(models.QuerySet["Issue"]):
    def for_organization(self, organization: Organization) -> "IssueQuerySet":
        return self.filter(organization=organization)


class Issue(models.Model):
    """A report as it was issued: it says for good what it said then, whatever becomes of the data.

    `number` counts the issues of an organization. `report` is what it was issued from, None where that was removed.
    `digest` is a SHA-256 (hex) of all that it says; `organization_name` is the name of then.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="issues")
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, related_name="issues")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    reader = models.CharField(max_length=20, choices=Reader)
    organization_name = models.CharField(max_length=150)
    details = models.CharField(max_length=200, blank=True)
    logo = models.CharField(max_length=200, blank=True)
    logo_words = models.CharField(max_length=150, blank=True)
    accent = models.CharField(max_length=7, default=ACCENT)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by_name = models.CharField(max_length=150, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "number"), name="one_issue_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, no. {self.number}"


class IssuePart(models.Model):
    """One part of an issue: `html` its markup for paper, `page` that for the screen, `figures` what it shows as data.

    `digest` is a SHA-256 (hex) of the markup for paper: parts of the same digest look the same.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    html = models.TextField()
    page = models.TextField()
    figures = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("place",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("issue", "place"), name="one_part_a_place"),
        ]

    def __str__(self) -> str:
        return self.title
