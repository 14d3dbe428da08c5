"""The parts of planning that every page of this room leads to."""

from dataclasses import dataclass

from django.urls import reverse

from organizations.access import Capability, OrganizationRequest, may

PARTS = (
    ("plans", "Plans", "checklists:index", Capability.READ),
    ("goals", "Goals and measures", "checklists:goals", Capability.READ),
    ("money", "Funding", "checklists:money", Capability.READ),
    ("risks", "Risks", "checklists:risks", Capability.READ),
    ("people", "People starting", "checklists:people", Capability.ASSESS_PEOPLE),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(request: OrganizationRequest, current: str) -> list[Tab]:
    """The parts that this role sees, with the one called `current` marked."""
    slug = request.organization.slug
    return [
        Tab(label, reverse(route, args=[slug]), part == current)
        for part, label, route, capability in PARTS
        if may(request.role, capability)
    ]
