"""The steps in which a survey is set up, as they stand above each of its pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse

from organizations.access import OrganizationRequest

from ..models import Group, Survey, Way


@dataclass(frozen=True)
class Step:
    """One step; `url` is "" where there is nothing to do in it, `is_done` where nothing is missing."""

    label: str
    url: str
    is_current: bool
    is_done: bool


def groups_of(survey: Survey) -> list[Group]:
    """The groups, each with `invited`: how many addresses it has. One query."""
    return list(survey.groups.annotate(invited=Count("invitees")))


def people_url(request: OrganizationRequest, survey: Survey, group: Group) -> str:
    return reverse("surveys:setup-people", args=[request.organization.slug, survey.pk, group.pk])


def check_url(request: OrganizationRequest, survey: Survey) -> str:
    return reverse("surveys:check", args=[request.organization.slug, survey.pk])


def frame(
    request: OrganizationRequest, survey: Survey, current: str, groups: list[Group] | None = None
) -> dict[str, Any]:
    """What every page of setting up shows: the survey, the steps and the way back. Two queries at most."""
    groups = groups_of(survey) if groups is None else groups
    personal = [group for group in groups if group.way == Way.PERSONAL]
    unfinished = next((group for group in personal if not group.invited), None)  # type: ignore[attr-defined]
    here = (request.organization.slug, survey.pk)
    chosen = survey.instruments.exists()
    steps = [
        ("What", reverse("surveys:setup", args=here), survey.closes_at is not None),
        ("Questions", reverse("surveys:setup-questions", args=here), chosen),
        ("Groups", reverse("surveys:setup-groups", args=here), bool(groups)),
        (
            "People",
            people_url(request, survey, unfinished or personal[0]) if personal else "",
            bool(groups) and unfinished is None,
        ),
        ("Check", check_url(request, survey), False),
    ]
    return {
        "survey": survey,
        "steps": [Step(label, url, label == current, done) for label, url, done in steps],
        "groups": groups,
        "personal_groups": personal,
    }
