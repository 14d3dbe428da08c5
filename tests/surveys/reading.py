"""Closed surveys with known answers, for the pages on which their results are read."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from organizations.models import Organization
from surveys.closing import close
from surveys.models import Survey

from .build import answer, opened


def close_now(survey: Survey) -> Survey:
    close(survey=survey, now=timezone.now() + timedelta(seconds=1))
    return survey


def agreeing(
    organization: Organization,
    agree: Mapping[str, int],
    sizes: Mapping[str, int],
    *,
    questions: int = 4,
    **fields: object,
) -> Survey:
    """So many of each group agree to every question, and the others of the group disagree."""
    survey = opened(organization, sizes, **fields)
    for group, size in sizes.items():
        for n in range(size):
            answer(survey, group, {f"s-{q}": "4" if n < agree[group] else "2" for q in range(1, questions + 1)})
    return close_now(survey)
