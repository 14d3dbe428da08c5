"""One task."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .finding import find_task, part_of
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def task(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    found = find_task(request, plan, number)
    context = {"tabs": tabs(request, part_of(found.plan)), "plan": found.plan, "task": found}
    return render(request, "checklists/task/task.html", context)
