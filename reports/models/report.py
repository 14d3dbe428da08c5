from typing import ClassVar

from django.conf import settings
from django.db import models

from organizations.models import Organization

from ..composing.parts import Reader

ACCENT = "#1f5c57"
"""The colour of a report that has no other: PeerReady's own green."""


class ReportQuerySet(models.QuerySet["Report"]):
    def for_organization(self, organization: Organization) -> "ReportQuerySet":
        return self.filter(organization=organization)


class Report(models.Model):
    """A report as it is put together for a reader. What it says comes from the data each time that it is looked at.

    `parts` are keys of `composing.parts.KINDS` in order. `edits` is {key of a sentence: {"text": what is said instead,
    "was": what the rules said then}}. `logo` is a file in the default storage, `accent` a colour such as "#1f5c57".
    `version` counts saves; `once` is the key of the button that began it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="reports")
    name = models.CharField(max_length=150)
    reader = models.CharField(max_length=20, choices=Reader)
    parts = models.JSONField(default=list)
    introduction = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    edits = models.JSONField(default=dict)
    logo = models.CharField(max_length=200, blank=True)
    logo_words = models.CharField(max_length=150, blank=True)
    accent = models.CharField(max_length=7, default=ACCENT)
    version = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=24, null=True, editable=False)  # noqa: DJ001 - unique where there is one
    made_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=150, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "once"), name="one_report_a_button"),
        ]

    def __str__(self) -> str:
        return self.name
