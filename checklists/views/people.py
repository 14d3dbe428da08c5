"""People starting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .tabs import tabs


@requires(Capability.ASSESS_PEOPLE)
@require_safe
def people(request: OrganizationRequest) -> HttpResponse:
    return render(request, "checklists/people/index.html", {"tabs": tabs(request, "people")})
