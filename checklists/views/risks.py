"""Risks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .tabs import tabs


@requires(Capability.READ)
@require_safe
def risks(request: OrganizationRequest) -> HttpResponse:
    return render(request, "checklists/risks/index.html", {"tabs": tabs(request, "risks")})
