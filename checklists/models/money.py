from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from organizations.models import Organization


class FundingStatus(models.TextChoices):
    IDEA = "idea", "To look into"
    APPLIED = "applied", "Applied for"
    SECURED = "secured", "Secured"
    DECLINED = "declined", "Declined"
    ENDED = "ended", "Ended"


class FundingSourceQuerySet(models.QuerySet["FundingSource"]):
    def for_organization(self, organization: Organization) -> "FundingSourceQuerySet":
        return self.filter(organization=organization)


class FundingSource(models.Model):
    """Money for the program. `key` is the natural key of the toolkit's option or grant, or empty.

    `amounts` is [{"year": 2027, "amount": "85000.00"}] in U.S. dollars, by calendar year, in order. `ends` says that it
    is given for a time only.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="funding_sources")
    key = models.CharField(max_length=121, blank=True)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=FundingStatus, default=FundingStatus.IDEA)
    ends = models.BooleanField(default=False)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    amounts = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by_name = models.CharField(max_length=150, blank=True)

    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class YearlyCost(models.Model):
    """What the program costs in a calendar year, in U.S. dollars."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="yearly_costs")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    amount = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("year",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "year"), name="one_cost_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
