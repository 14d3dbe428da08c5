"""Instruments with their immutable versions, and an organization's own records of them."""

import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from organizations.models import Organization
from toolkits.models import Toolkit

from .content import InstrumentContent, parse
from .kept import keep_by_hash


class Area(models.TextChoices):
    """What an instrument looks at. The first three stand side by side; none is ever averaged into another."""

    MOTIVATION = "motivation", "Motivation"
    CULTURE = "culture", "Culture"
    RECOVERY = "recovery", "Recovery orientation"
    TIMELINE = "timeline", "Timeline"


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def to_fill(self) -> "InstrumentQuerySet":
        """What the page needs on which one is filled, and no more: this page is asked for most often."""
        head = ("title", "instructions", "minutes", "heading", "pages", "toolkit__title")
        version = ("current_version__version", "current_version__content_hash", "current_version__instrument_id")
        return (
            self.filter(current_version__isnull=False)
            .select_related("toolkit", "current_version")
            .only(*head, *version)
        )


class Instrument(models.Model):
    """A toolkit's instrument. What is ours about it (title, purpose, instructions) may change; its items may not."""

    slug = models.SlugField(primary_key=True, max_length=60)
    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="instruments")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    area = models.CharField(max_length=20, choices=Area)
    minutes = models.PositiveSmallIntegerField()
    purpose = models.TextField()
    instructions = models.TextField()
    heading = models.CharField(max_length=200)
    pages = models.CharField(max_length=20, blank=True)
    current_version = models.ForeignKey("InstrumentVersion", on_delete=models.PROTECT, null=True, related_name="+")

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ("position", "toolkit__position", "slug")  # by area, then as the toolkits stand

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(models.Model):
    """One wording of an instrument: (slug, version) with a hash of its content. Never changed once it has been used."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    content_json = models.JSONField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("instrument", "version"), name="one_content_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.version}"

    @property
    def content(self) -> InstrumentContent:
        """The parsed content, kept in the process by its hash."""
        return keep_by_hash("content", self.content_hash, lambda: parse(self.content_json))


def content_hash(data: dict[str, Any]) -> str:
    """SHA-256, in hex, of content as `InstrumentContent.as_dict` gives it; the order of keys does not matter."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class RecordQuerySet(models.QuerySet["Record"]):
    def for_organization(self, organization: Organization) -> "RecordQuerySet":
        return self.filter(organization=organization)


class Record(models.Model):
    """An organization's one named set of answers to one instrument, as it stands now.

    `answers` is {item slug: {"choice": option key, "text": str}}, an unanswered item has no entry.
    `completed_at` is set while the record is complete; reopening clears it and keeps every `Completion`.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="records")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="records")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="records")
    answers = models.JSONField(default=dict)
    present = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "instrument"), name="one_record_per_instrument"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} of {self.organization_id}"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None


class CompletionQuerySet(models.QuerySet["Completion"]):
    def for_organization(self, organization: Organization) -> "CompletionQuerySet":
        return self.filter(record__organization=organization)


class Completion(models.Model):
    """What a record said when it was completed. Written once; results and reports read nothing else."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="completions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="completions")
    answers = models.JSONField()
    present = models.TextField(blank=True)
    completed_at = models.DateTimeField()
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    completed_by_name = models.CharField(max_length=150)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ("record_id", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("record", "number"), name="one_completion_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="completions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.record} no. {self.number}"
