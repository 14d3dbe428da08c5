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
from .translating import Texts


class Area(models.TextChoices):
    """What an instrument looks at. The first three stand side by side; none is ever averaged into another."""

    MOTIVATION = "motivation", "Motivation"
    CULTURE = "culture", "Culture"
    RECOVERY = "recovery", "Recovery orientation"
    TIMELINE = "timeline", "Timeline"
    READINESS = "readiness", "Readiness"
    WORKPLACE = "workplace", "Workplace and practice"
    PEOPLE = "people", "Supervision and people"
    OWN = "own", "Our own"


class About(models.TextChoices):
    """Whom the answers are about. A person is named by initials or a code; what is private is never sent to us."""

    ORGANIZATION = "organization"
    PERSON = "person"
    PRIVATE = "private"


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def from_toolkits(self) -> "InstrumentQuerySet":
        return self.filter(organization=None)

    def for_organization(self, organization: Organization) -> "InstrumentQuerySet":
        """The toolkits' instruments and the organization's own, those that can be filled."""
        return self.filter(Q(organization=None) | Q(organization=organization), current_version__isnull=False)

    def to_fill(self) -> "InstrumentQuerySet":
        """What the page needs on which one is filled, and no more: this page is asked for most often."""
        head = ("title", "instructions", "minutes", "heading", "pages", "about", "organization", "toolkit__title")
        version = ("current_version__version", "current_version__content_hash", "current_version__instrument_id")
        return self.select_related("toolkit", "current_version").only(*head, *version)


class Instrument(models.Model):
    """A toolkit's instrument, or with `organization` that organization's own, which alone sees it.

    What is ours about a toolkit's instrument (title, purpose, instructions) may change; its items may not. An own one
    has no toolkit, or is a copy of a toolkit's (`copy_of`) and says so.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, null=True, related_name="instruments")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="instruments")
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    area = models.CharField(max_length=20, choices=Area)
    minutes = models.PositiveSmallIntegerField()
    purpose = models.TextField()
    instructions = models.TextField()
    heading = models.CharField(max_length=200, blank=True)
    pages = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=20, choices=About, default=About.ORGANIZATION)
    credit = models.TextField(blank=True)
    current_version = models.ForeignKey("InstrumentVersion", on_delete=models.RESTRICT, null=True, related_name="+")

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ("position", "toolkit__position", "slug")  # by area, then as the toolkits stand

    def __str__(self) -> str:
        return self.title

    @property
    def is_own(self) -> bool:
        """Whether it is an organization's own and not a toolkit's."""
        return self.organization_id is not None


class InstrumentVersion(models.Model):
    """One wording of an instrument: (slug, version) with a hash of its content. Never changed once it has been used."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
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


class InstrumentTranslation(models.Model):
    """The texts of one version in another language than English, from fixtures/translations/.

    It belongs to its version: another wording is another version, or at least another hash, and is translated anew.
    What counts is the English text, which is what the toolkit says.
    """

    class Status(models.TextChoices):
        UNREVIEWED = "ours-unreviewed", "Ours, and not reviewed yet"
        REVIEWED = "ours-reviewed", "Ours, and reviewed"
        PUBLISHER = "publisher", "The publisher's own"

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="translations")
    locale = models.CharField(max_length=10)
    status = models.CharField(max_length=20, choices=Status)
    reviewer = models.CharField(max_length=120, blank=True)
    texts = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("version", "locale"), name="one_translation_per_version_and_locale"),
        ]

    def __str__(self) -> str:
        return f"{self.version} in {self.locale}"

    @property
    def words(self) -> Texts:
        return Texts(**self.texts)


def content_hash(data: dict[str, Any]) -> str:
    """SHA-256, in hex, of content as `InstrumentContent.as_dict` gives it; the order of keys does not matter."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class RecordQuerySet(models.QuerySet["Record"]):
    def for_organization(self, organization: Organization) -> "RecordQuerySet":
        return self.filter(organization=organization)


class Record(models.Model):
    """An organization's one named set of answers to one instrument, as it stands now.

    Where the instrument is about a person there is one for each, named by `subject`: initials or a code, else "".
    `answers` is as `answers.to_json` writes it; an unanswered item has no entry.
    `completed_at` is set while the record is complete; reopening clears it and keeps every `Completion`.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="records")
    # RESTRICT, not PROTECT: an organization's own instruments go with it and its records.
    instrument = models.ForeignKey(Instrument, on_delete=models.RESTRICT, related_name="records")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.RESTRICT, related_name="records")
    subject = models.CharField(max_length=40, blank=True)
    answers = models.JSONField(default=dict)
    present = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("organization", "instrument", "subject"), name="one_record_per_instrument_and_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} of {self.organization_id}"

    @property
    def title(self) -> str:
        """What it is a record of, and of whom."""
        return f"{self.instrument.title} ({self.subject})" if self.subject else self.instrument.title

    @property
    def audit_title(self) -> str:
        """What the audit trail calls it: not whom it is of, since more people read the trail, and for longer."""
        return f"{self.instrument.title} (a person)" if self.subject else self.instrument.title

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None


class InstrumentInUse(models.Model):
    """That an organization has chosen an instrument, and in which order it wants to fill it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="instruments_in_use")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "instrument"), name="an_instrument_is_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} by {self.organization_id}"


class Path(models.Model):
    """A recommended choice and order of instruments. Ours: no toolkit gives one.

    `kinds` and `states` say to which organizations it is offered first, [] for all; `steps` is
    [{"instrument": slug, "reason": str}].
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=200)
    reason = models.TextField()
    kinds = models.JSONField(default=list)
    states = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.title

    def is_for(self, organization: Organization) -> bool:
        """Whether it is made for such an organization; what names neither kinds nor states is made for all."""
        return (not self.kinds or organization.kind in self.kinds) and (
            not self.states or organization.state in self.states
        )


class CompletionQuerySet(models.QuerySet["Completion"]):
    def for_organization(self, organization: Organization) -> "CompletionQuerySet":
        return self.filter(record__organization=organization)


class Completion(models.Model):
    """What a record said when it was completed. Written once; results and reports read nothing else."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="completions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(InstrumentVersion, on_delete=models.RESTRICT, related_name="completions")
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
