from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Instrument
from organizations.models import Organization, User


class PortfolioRole(models.TextChoices):
    OWNER = "owner", "Owner"
    READER = "reader", "Reader"


class Portfolio(models.Model):
    """Organizations that somebody looks after: a state agency, a training center. `kept_by` is who that is, in words.

    It belongs to people (`PortfolioPerson`), not to an organization.
    """

    name = models.CharField(max_length=120)
    kept_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class PortfolioPersonQuerySet(models.QuerySet["PortfolioPerson"]):
    def of(self, user: User) -> "PortfolioPersonQuerySet":
        return self.filter(user=user)

    def owners(self) -> "PortfolioPersonQuerySet":
        return self.filter(role=PortfolioRole.OWNER).exclude(user=None)


class PortfolioPerson(models.Model):
    """Somebody who may open a portfolio. Without `user` they were invited by their address, and have not come yet."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="portfolios")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=PortfolioRole)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PortfolioPersonQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("portfolio", "email"), name="an_address_once_in_a_portfolio"),
            models.UniqueConstraint(fields=("portfolio", "user"), name="a_person_once_in_a_portfolio"),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.email} in {self.portfolio_id}: {self.role}"


class SeenCode(models.Model):
    """The code by which an organization can be asked to be seen. Whoever has it can ask, and no more."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="seen_code")
    code = models.CharField(max_length=20, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.code


class EntryState(models.TextChoices):
    ASKED = "asked", "Asked"
    AGREED = "agreed", "Agreed"
    ENDED = "ended", "Ended"


class PortfolioEntryQuerySet(models.QuerySet["PortfolioEntry"]):
    def for_organization(self, organization: Organization) -> "PortfolioEntryQuerySet":
        return self.filter(organization=organization)

    def agreed(self) -> "PortfolioEntryQuerySet":
        return self.filter(state=EntryState.AGREED)

    def asked(self) -> "PortfolioEntryQuerySet":
        """Those that the organization can answer."""
        return self.filter(state=EntryState.ASKED)

    def to_tell(self, now: datetime) -> "PortfolioEntryQuerySet":
        """Those whose owners are to be told by now."""
        return self.asked().filter(tell_at__lte=now, organization__delete_at=None).exclude(organization=None)


class PortfolioEntry(models.Model):
    """That a portfolio asked with a code, and what became of it.

    A code that no organization has makes an entry too, without one: so it looks like a request that was refused, and
    like one that nobody has answered (`is_silent`). An organization refuses or ends with ENDED; `agreed_at` tells
    which. `called` is its name when it agreed. `dropped_at` is when the portfolio took it off its list: one that nobody
    had answered is then ENDED too. `tell_at` is when its owners are to be told that they are asked, None where they
    need not be; `told_at` is when they were, or were tried to be.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="entries")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="portfolio_entries"
    )
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.ASKED)
    called = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=300)
    agreed_at = models.DateTimeField(null=True)
    agreed_by_name = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=150, blank=True)
    dropped_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = PortfolioEntryQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("portfolio", "code"), name="a_code_is_asked_with_once"),
            models.UniqueConstraint(
                fields=("portfolio", "organization"),
                condition=Q(state__in=("asked", "agreed")),
                name="an_organization_once_in_a_portfolio",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.portfolio_id}: {self.state}"

    @property
    def is_agreed(self) -> bool:
        return self.state == EntryState.AGREED

    @property
    def is_silent(self) -> bool:
        """Whether those who asked know of no answer."""
        return self.agreed_at is None


class Comparison(models.Model):
    """What a portfolio shows of its group for one assessment, as it was counted on a day (`comparing.py`).

    `counted` is the completion that was counted of each organization, both by their keys; `number` how many these were.
    `average` is that of all in whole per cent, `lower` and `upper` those of the halves, None where there are too few.
    """

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="comparisons")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")
    made_on = models.DateField()
    counted = models.JSONField()
    number = models.PositiveIntegerField()
    average = models.PositiveSmallIntegerField()
    lower = models.PositiveSmallIntegerField(null=True)
    upper = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("portfolio", "instrument"), name="an_assessment_is_compared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} in {self.portfolio_id}"
