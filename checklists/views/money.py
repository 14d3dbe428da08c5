"""Funding."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .tabs import tabs


@requires(Capability.READ)
@require_safe
def money(request: OrganizationRequest) -> HttpResponse:
    return render(request, "checklists/money/index.html", {"tabs": tabs(request, "money")})
