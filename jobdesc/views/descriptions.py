"""All job descriptions, one as it reads, putting it away and deleting it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..drafting import saving
from ..drafting.document import SETTINGS
from ..drafting.progress import Progress, progress
from ..drafting.reading import passages
from ..models import Description, DescriptionStatus
from .addresses import Next, next_of, part_url
from .beginning import new_once
from .finding import changes_descriptions, description_to_change, find_description, may_change
from .tabs import tabs

MANY = 6
"""From so many on they are searched and sorted."""
SORTS = {"saved": "Saved last", "title": "Title", "status": "Status", "parts": "Most complete"}
ORDER = [DescriptionStatus.APPROVED, DescriptionStatus.IN_REVIEW, DescriptionStatus.DRAFT]


@dataclass(frozen=True)
class Card:
    """A description at a glance."""

    description: Description
    setting: str
    progress: Progress
    next: Next | None


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The descriptions that are worked on, searched and sorted where there are many; below, what was put away."""
    found = Description.objects.for_organization(request.organization)
    may_draft = may(request.role, Capability.DRAFT_JOBS)
    all_cards = [_card(request, one, may_draft) for one in found.current().select_related("approved")]
    q = request.GET.get("q", "").replace("\0", "")[:100].strip()
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "saved"
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "cards": _sorted([one for one in all_cards if _matches(one, q)], sort),
        "total": len(all_cards),
        "is_many": len(all_cards) >= MANY or bool(q),
        "q": q,
        "sort": sort,
        "sorts": SORTS.items(),
        "away": found.exclude(put_away_at=None).defer("content"),
        "may_draft": may_draft,
    }
    return render(request, "jobdesc/index.html", context)


@requires(Capability.READ)
@require_safe
def description(request: OrganizationRequest, description: int) -> HttpResponse:
    """A description as it reads now, with what is missing and what can be done next."""
    found = find_description(request, description)
    far = progress(found.document)
    context = {
        "tabs": tabs(request),
        "description": found,
        "passages": passages(found.document),
        "progress": far,
        "missing": [(part, part_url(found, part)) for part in far.missing],
        "next": next_of(found, far),
        "may_change": may_change(request, found),
        "may_draft": may(request.role, Capability.DRAFT_JOBS),
        "once": new_once(),
    }
    return render(request, "jobdesc/description.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def put_away(request: OrganizationRequest, description: int) -> HttpResponse:
    """Take a description out of the list; the message offers to take it back."""
    found = description_to_change(request, description)
    saving.put_away(description=found, actor=request.user)
    undo = reverse("jobdesc:take-back", args=[request.organization.slug, found.pk])
    messages.success(request, f"“{found}” is put away. It stands at the end of the list.", extra_tags=undo)
    return redirect("jobdesc:index", request.organization.slug)


@requires(Capability.DRAFT_JOBS)
@require_POST
def take_back(request: OrganizationRequest, description: int) -> HttpResponse:
    """Bring a description that was put away back into the list."""
    found = find_description(request, description)
    saving.take_back(description=found, actor=request.user)
    messages.success(request, f"“{found}” is back in the list.")
    return redirect("jobdesc:description", request.organization.slug, found.pk)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest, description: int) -> HttpResponse:
    """Ask, and with POST erase a description that was put away, with all that belongs to it. 409 for any other."""
    found = find_description(request, description)
    is_posted = request.method == "POST"
    if is_posted and found.is_put_away:
        saving.delete(description=found, actor=request.user)
        messages.success(request, f"“{found}” is deleted.")
        return redirect("jobdesc:index", request.organization.slug)
    context = {
        "tabs": tabs(request),
        "description": found,
        "versions": found.revisions.count(),
        "worksheets": found.worksheets.count(),
        "interviews": found.interviews.count(),
        "postings": found.postings.count(),
    }
    return render(request, "jobdesc/delete.html", context, status=409 if is_posted else 200)


def _card(request: OrganizationRequest, found: Description, may_draft: bool) -> Card:
    found.organization = request.organization
    document = found.document
    far = progress(document)
    return Card(found, SETTINGS.get(document.setting, ""), far, next_of(found, far) if may_draft else None)


def _matches(card: Card, q: str) -> bool:
    words = f"{card.description} {card.setting} {card.description.get_status_display()}".casefold()
    return all(word in words for word in q.casefold().split())


def _sorted(cards: list[Card], sort: str) -> list[Card]:
    """In the order that was asked for; saved last, as they come."""
    if sort == "title":
        return sorted(cards, key=lambda card: str(card.description).casefold())
    if sort == "status":
        return sorted(cards, key=lambda card: ORDER.index(DescriptionStatus(card.description.status)))
    return sorted(cards, key=lambda card: -card.progress.done) if sort == "parts" else cards
