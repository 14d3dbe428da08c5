"""All job descriptions, one as it reads, and putting it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..drafting import saving
from ..models import Description
from .finding import changes_descriptions, description_to_change, find_description, may_change
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The descriptions that are worked on, the latest first. Those that are put away stand below."""
    found = Description.objects.for_organization(request.organization).select_related("approved").defer("content")
    context = {
        "tabs": tabs(request),
        "current": [one for one in found if not one.is_put_away],
        "away": [one for one in found if one.is_put_away],
        "may_draft": may(request.role, Capability.DRAFT_JOBS),
    }
    return render(request, "jobdesc/index.html", context)


@requires(Capability.READ)
@require_safe
def description(request: OrganizationRequest, description: int) -> HttpResponse:
    """A description as it reads now."""
    found = find_description(request, description)
    context = {
        "tabs": tabs(request),
        "description": found,
        "document": found.document,
        "may_change": may_change(request, found),
    }
    return render(request, "jobdesc/description.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def put_away(request: OrganizationRequest, description: int) -> HttpResponse:
    """Take a description out of the list; the message offers to take it back."""
    found = description_to_change(request, description)
    saving.put_away(description=found, actor=request.user)
    messages.success(request, f"“{found}” is put away. It stands at the end of the list, and can be taken back.")
    return redirect("jobdesc:index", request.organization.slug)


@requires(Capability.DRAFT_JOBS)
@require_POST
def take_back(request: OrganizationRequest, description: int) -> HttpResponse:
    """Bring a description that was put away back into the list."""
    found = find_description(request, description)
    saving.take_back(description=found, actor=request.user)
    messages.success(request, f"“{found}” is back in the list.")
    return redirect("jobdesc:description", request.organization.slug, found.pk)
