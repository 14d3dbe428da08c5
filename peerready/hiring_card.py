"""Hiring on an organization's home page: the job descriptions that are worked on, and what each waits for."""

from dataclasses import dataclass

from jobdesc.drafting.progress import Progress, progress
from jobdesc.models import Description
from jobdesc.views.addresses import Next, next_of
from organizations.access import Capability, OrganizationRequest, may

MOST_CARDS = 3


@dataclass(frozen=True)
class HiringCard:
    """`next` is None where the reader has nothing to go on with."""

    description: Description
    progress: Progress
    next: Next | None

    @property
    def is_approved(self) -> bool:
        return self.description.status == "approved"


@dataclass(frozen=True)
class HiringNow:
    """The descriptions saved last; `has_more` where there are others."""

    cards: tuple[HiringCard, ...]
    has_more: bool
    may_draft: bool


def hiring_card(request: OrganizationRequest) -> HiringNow:
    """Where the organization's hiring stands. One query."""
    may_draft = may(request.role, Capability.DRAFT_JOBS)
    found = list(Description.objects.for_organization(request.organization).current()[: MOST_CARDS + 1])
    cards = tuple(_card(request, one, may_draft) for one in found[:MOST_CARDS])
    return HiringNow(cards, len(found) > MOST_CARDS, may_draft)


def _card(request: OrganizationRequest, description: Description, may_draft: bool) -> HiringCard:
    description.organization = request.organization
    far = progress(description.document)
    card = HiringCard(description, far, next_of(description, far))
    return card if may_draft or card.is_approved else HiringCard(description, far, None)
