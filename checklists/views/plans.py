"""All plans of an organization."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..models import Plan
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The plans of the program, the current ones first."""
    context = {
        "tabs": tabs(request, "plans"),
        "plans": Plan.objects.for_organization(request.organization).programs(),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/index.html", context)
