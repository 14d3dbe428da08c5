from typing import ClassVar

from django.conf import settings
from django.db import models

from organizations.models import Organization

from ..drafting.document import Document, from_json


class DescriptionStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "review", "Being read"
    APPROVED = "approved", "Approved"


class DescriptionQuerySet(models.QuerySet["Description"]):
    def for_organization(self, organization: Organization) -> "DescriptionQuerySet":
        return self.filter(organization=organization)

    def current(self) -> "DescriptionQuerySet":
        """Those that have not been put away."""
        return self.filter(put_away_at=None)

    def approved(self) -> "DescriptionQuerySet":
        """Those of which some version was approved, whatever was changed since."""
        return self.exclude(approved=None)


class Description(models.Model):
    """A job description as it is worked on now. `content` is `drafting.document.to_json`; `title` is its title again.

    `version` counts saves. `approved` is the version that the hiring kit is made from; it stays while a later draft is
    written. `status` says how the text that stands here is. `once` is the key of the button that began it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="descriptions")
    title = models.CharField(max_length=150, blank=True)
    status = models.CharField(max_length=20, choices=DescriptionStatus, default=DescriptionStatus.DRAFT)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    approved = models.ForeignKey("Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    begun_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    once = models.CharField(max_length=24, null=True, editable=False)  # noqa: DJ001 - unique where there is one
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=150, blank=True)
    put_away_at = models.DateTimeField(null=True)

    objects = DescriptionQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "once"), name="one_description_a_button"),
        ]

    def __str__(self) -> str:
        return self.title or "Job description without a title"

    @property
    def document(self) -> Document:
        return from_json(self.content)

    @property
    def is_put_away(self) -> bool:
        return self.put_away_at is not None


class RevisionKind(models.TextChoices):
    SAVED = "saved", "Saved"
    SENT = "sent", "Given to be read"
    APPROVED = "approved", "Approved"


class Revision(models.Model):
    """The description as it was at one version. All are kept for a while, those that were read or approved for good."""

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=RevisionKind, default=RevisionKind.SAVED)
    content = models.JSONField()
    summary = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("description", "version"), name="one_revision_of_a_version"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.description_id}"

    @property
    def document(self) -> Document:
        return from_json(self.content)
