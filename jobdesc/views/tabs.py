"""The parts of hiring that every page of this room leads to."""

from dataclasses import dataclass

from django.urls import reverse

from organizations.access import Capability, OrganizationRequest, may

PARTS = (
    ("descriptions", "Job descriptions", "jobdesc:index", Capability.READ),
    ("interviews", "Interviews", "jobdesc:interviews", Capability.TAKE_PART),
    ("check", "Check a text", "jobdesc:check", Capability.READ),
    ("choices", "Your words and rules", "jobdesc:choices", Capability.DRAFT_JOBS),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(request: OrganizationRequest, current: str = "descriptions") -> list[Tab]:
    """The parts that this role sees, with the one called `current` marked."""
    slug = request.organization.slug
    return [
        Tab(label, reverse(route, args=[slug]), part == current)
        for part, label, route, capability in PARTS
        if may(request.role, capability)
    ]
