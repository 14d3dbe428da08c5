from typing import ClassVar

from django.db import models

from organizations.models import Organization


class GoalStatus(models.TextChoices):
    OPEN = "open", "Under way"
    REACHED = "reached", "Reached"
    LET_GO = "let-go", "Let go"


class Direction(models.TextChoices):
    UP = "up", "More is better"
    DOWN = "down", "Less is better"


class HowOften(models.TextChoices):
    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every three months"
    HALF = "half", "Every six months"
    YEAR = "year", "Every year"


class GoalQuerySet(models.QuerySet["Goal"]):
    def for_organization(self, organization: Organization) -> "GoalQuerySet":
        return self.filter(organization=organization)


class Goal(models.Model):
    """What the organization wants to reach. `key` is the natural key of the question that it answers, or empty."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="goals")
    key = models.CharField(max_length=121, blank=True)
    what = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True, blank=True)
    how_measured = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=GoalStatus, default=GoalStatus.OPEN)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by_name = models.CharField(max_length=150, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what


class MeasureQuerySet(models.QuerySet["Measure"]):
    def for_organization(self, organization: Organization) -> "MeasureQuerySet":
        return self.filter(organization=organization)


class Measure(models.Model):
    """Something that is counted or asked again and again, as one number for the whole program, never about a person.

    `key` is the natural key of the toolkit's measure, or empty. `unit` is what stands behind a value, such as "%".
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures")
    key = models.CharField(max_length=121, blank=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    how_often = models.CharField(max_length=10, choices=HowOften, default=HowOften.QUARTER)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by_name = models.CharField(max_length=150, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class MeasureValue(models.Model):
    """A measure's value on a date. `note` says how it was found, and never names a person."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="values")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("measure", "on"), name="one_value_of_a_measure_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"
