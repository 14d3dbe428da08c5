"""The closed surveys of an organization, for the list of what can be read and taken away."""

from dataclasses import dataclass

from django.db.models import Sum

from organizations.models import Organization
from surveys.models import Snapshot, Survey


@dataclass(frozen=True)
class ClosedSurvey:
    """A closed survey; `answered` is None where so few did that it is hidden."""

    survey: Survey
    asked: int
    answered: int | None


def closed_surveys(organization: Organization) -> list[ClosedSurvey]:
    """The latest first. Two queries."""
    closed = Survey.objects.for_organization(organization).closed()
    totals = Snapshot.objects.filter(survey__in=closed).order_by("number").values_list("survey", "view__total")
    latest: dict[int, int | None] = dict(totals)  # of several closings the last
    asked = closed.annotate(asked=Sum("groups__expected")).order_by("-closed_at", "-pk")
    return [ClosedSurvey(one, getattr(one, "asked", 0), latest[one.pk]) for one in asked if one.pk in latest]
