from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from organizations.models import Organization


class PlanKind(models.TextChoices):
    PROGRAM = "program", "The program"
    ONBOARDING = "onboarding", "Somebody's first months"


class AnchorKind(models.TextChoices):
    """What happens on the date that all others are counted from."""

    FIRST_DAY = "first-day", "The first peer worker starts"
    FUNDING = "funding", "The funding begins"


class PlanQuerySet(models.QuerySet["Plan"]):
    def for_organization(self, organization: Organization) -> "PlanQuerySet":
        return self.filter(organization=organization)

    def programs(self) -> "PlanQuerySet":
        return self.filter(kind=PlanKind.PROGRAM)

    def onboardings(self) -> "PlanQuerySet":
        return self.filter(kind=PlanKind.ONBOARDING)

    def current(self) -> "PlanQuerySet":
        """Those that have not been put away."""
        return self.filter(archived_at=None)


class Plan(models.Model):
    """Tasks whose dates are counted from one date, the anchor.

    `name` is the program's name, or the initials or role of the person who starts. `scheduled_from` is the day from
    which tasks are spread: nothing is planned for a day before it. `version` counts changes of the plan itself, not of
    its tasks; `last_number` is the number of the task added last. An archived plan is kept, and sends no mail.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.PROGRAM)
    name = models.CharField(max_length=120)
    anchor = models.DateField()
    anchor_kind = models.CharField(max_length=20, choices=AnchorKind, default=AnchorKind.FIRST_DAY)
    scheduled_from = models.DateField()
    skips_holidays = models.BooleanField(default=True)
    reminder_days = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(30)])
    version = models.PositiveIntegerField(default=1)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("archived_at", "-anchor", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_onboarding(self) -> bool:
        return self.kind == PlanKind.ONBOARDING

    @property
    def audit_title(self) -> str:
        """What the audit trail calls it: not whom it is of, since more people read the trail, and for longer."""
        return PlanKind.ONBOARDING.label if self.is_onboarding else self.name

    @property
    def anchor_label(self) -> str:
        return "First day" if self.is_onboarding else AnchorKind(self.anchor_kind).label


class OwnListQuerySet(models.QuerySet["OwnList"]):
    def for_organization(self, organization: Organization) -> "OwnListQuerySet":
        return self.filter(organization=organization)


class OwnList(models.Model):
    """A list of tasks that an organization wrote, or kept of a plan, to begin other plans with.

    `tasks` is a list in order: [{"title", "detail", "phase", "steps": [text], "key"}]; `key` is the natural key of the
    toolkit's task that it was, or empty.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="own_lists")
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.PROGRAM)
    name = models.CharField(max_length=120)
    tasks = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by_name = models.CharField(max_length=150, blank=True)

    objects = OwnListQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
