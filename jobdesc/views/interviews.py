"""Not built yet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .tabs import tabs


@requires(Capability.TAKE_PART)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    return render(request, "jobdesc/interviews.html", {"tabs": tabs(request, "interviews")})
