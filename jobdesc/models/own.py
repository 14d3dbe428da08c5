from typing import ClassVar

from django.db import models

from organizations.models import Organization


class OwnTemplateQuerySet(models.QuerySet["OwnTemplate"]):
    def for_organization(self, organization: Organization) -> "OwnTemplateQuerySet":
        return self.filter(organization=organization)


class OwnTemplate(models.Model):
    """A description that an organization keeps to begin others with. `content` is `drafting.document.to_json`."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="job_templates")
    name = models.CharField(max_length=150)
    content = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)
    saved_by_name = models.CharField(max_length=150, blank=True)

    objects = OwnTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class OwnTermQuerySet(models.QuerySet["OwnTerm"]):
    def for_organization(self, organization: Organization) -> "OwnTermQuerySet":
        return self.filter(organization=organization)


class OwnTerm(models.Model):
    """A word that an organization has marked in its own texts, besides what PeerReady marks."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="own_terms")
    term = models.CharField(max_length=100)
    replacement = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by_name = models.CharField(max_length=150, blank=True)

    objects = OwnTermQuerySet.as_manager()

    class Meta:
        ordering = ("term", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "term"), name="one_rule_an_own_term"),
        ]

    def __str__(self) -> str:
        return self.term


class WordingChoice(models.Model):
    """Which groups of marks have to be settled before a description can be approved. Nothing blocks unless chosen."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="wording_choice")
    blocking = models.JSONField(default=list)
    saved_by_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.blocking)


class PayRule(models.Model):
    """An organization's own knowledge of a state's law on pay in advertisements, in place of PeerReady's table."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="pay_rules")
    state = models.CharField(max_length=2)
    is_required = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("state",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "state"), name="one_pay_rule_a_state"),
        ]

    def __str__(self) -> str:
        return self.state
