"""What every page's frame shows."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from organizations.access import Capability, may


@dataclass(frozen=True)
class Destination:
    """One entry of the navigation; `current` where the page is in that part."""

    label: str
    url: str
    current: bool


# Only what is built. Each is shown to roles with the capability.
PARTS = (
    ("Home", "home", Capability.READ),
    ("Assess", "assessments:index", Capability.READ),
    ("Surveys", "surveys:index", Capability.READ),
    ("Plan", "checklists:index", Capability.READ),
    ("Hiring", "jobdesc:index", Capability.READ),
    ("Library", "toolkits:index", Capability.READ),
    ("Reports", "reports:index", Capability.READ),
    ("Members", "organizations:members", Capability.SEE_MEMBERS),
    ("Settings", "organizations:settings", Capability.MANAGE_SETTINGS),
)
PAPERS_OF_JOBS = "reports/jobs/"
"""Made where papers are made; for whoever reads they are part of hiring."""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation`: a list of Destination, and `memberships`: to switch by; both empty outside an organization."""
    organization = getattr(request, "organization", None)
    if organization is None:
        return {"navigation": [], "memberships": []}
    role = request.role  # type: ignore[attr-defined]
    home, *parts = destinations(organization.slug, role)
    path = request.path.replace(f"{home[1]}{PAPERS_OF_JOBS}", reverse("jobdesc:index", args=[organization.slug]), 1)
    shown = [Destination(*home, path == home[1])]
    shown.extend(Destination(label, url, path.startswith(url)) for label, url in parts)
    return {"navigation": shown, "memberships": request.memberships}  # type: ignore[attr-defined]


@lru_cache(maxsize=1_000)
def destinations(slug: str, role: str) -> tuple[tuple[str, str], ...]:
    """Label and address of each part that a role sees, the home page first. Kept: every page asks for them."""
    return tuple((label, reverse(name, args=[slug])) for label, name, capability in PARTS if may(role, capability))
