"""A plan as a checklist, phase by phase."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .finding import find_plan, part_of
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def plan(request: OrganizationRequest, plan: int) -> HttpResponse:
    found = find_plan(request, plan)
    context = {"tabs": tabs(request, part_of(found)), "plan": found, "tasks": found.tasks.present()}
    return render(request, "checklists/plan/checklist.html", context)
