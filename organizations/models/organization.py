from functools import cache
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import override
from localflavor.us.us_states import USPS_CHOICES


@cache
def states() -> tuple[tuple[str, str], ...]:
    """States and territories by name. A function, so that migrations do not copy the list; kept, since Django asks for
    it each time that the name of one is shown.
    """
    with override("en"):
        return tuple(sorted(((code, str(name)) for code, name in USPS_CHOICES), key=lambda choice: choice[1]))


class Kind(models.TextChoices):
    TREATMENT = "treatment", "Treatment provider"
    RECOVERY = "recovery", "Recovery organization"
    HOSPITAL = "hospital", "Hospital or clinic"
    JAIL = "jail", "Jail or prison"
    COURT = "court", "Court"
    PROBATION = "probation", "Probation"
    LAW_ENFORCEMENT = "law-enforcement", "Law enforcement"
    SCHOOL = "school", "School"
    OTHER = "other", "Other"


class Role(models.TextChoices):
    """What a member is; `access.py` says what each may do. A visitor is nobody's member and only sees the demo."""

    OWNER = "owner", "Owner"
    ADMINISTRATOR = "administrator", "Administrator"
    LEADER = "leader", "Leader"
    HR = "hr", "HR"
    VIEWER = "viewer", "Viewer"


class Organization(models.Model):
    """A tenant. Every row that belongs to one carries it, and every query of a view starts from it.

    `delete_at` is set while it waits to be deleted (`ending.py`): it can be read, and taken back until then.
    `deletion_told_at` is when the owners' last mail about it was made.
    """

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=2, choices=states)
    staff_count = models.PositiveIntegerField(
        "number of staff", validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    employs_peer_workers = models.BooleanField("peer support workers are employed already", default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    delete_at = models.DateTimeField(null=True, editable=False)
    deletion_asked_by_name = models.CharField(max_length=150, blank=True, editable=False)
    deletion_told_at = models.DateTimeField(null=True, editable=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organizations")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_ending(self) -> bool:
        """Whether it waits to be deleted, and is only read until then."""
        return self.delete_at is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def for_organization(self, organization: Organization) -> "MembershipQuerySet":
        return self.filter(organization=organization)

    def owners(self) -> "MembershipQuerySet":
        return self.filter(role=Role.OWNER)


class Membership(models.Model):
    """A user's one role in one organization.

    `seen_at` is when they came to its home page last, to the hour; `seen_before` is when they were there before that.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, editable=False)
    seen_before = models.DateTimeField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("joined_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organization", "user"), name="one_membership_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organization}: {self.role}"

    @property
    def role_label(self) -> str:
        return Role(self.role).label
