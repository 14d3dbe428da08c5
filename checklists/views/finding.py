"""Finding the plan and the task that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from organizations.access import Capability, OrganizationRequest, may

from ..models import Plan, Task
from ..models.plan import PlanQuerySet


def readable_plans(request: OrganizationRequest) -> PlanQuerySet:
    """The plans that this visitor may read: those of somebody's first months only with ASSESS_PEOPLE."""
    found = Plan.objects.for_organization(request.organization)
    return found if may(request.role, Capability.ASSESS_PEOPLE) else found.programs()


def find_plan(request: OrganizationRequest, plan: int) -> Plan:
    """A plan that may be read, with its organization; anything else is a 404."""
    found: Plan = get_object_or_404(readable_plans(request), pk=plan)
    found.organization = request.organization
    return found


def find_task(request: OrganizationRequest, plan: int, number: int) -> Task:
    """A task of such a plan, with its plan and owner; one that was taken out is found too, for it can come back."""
    found = Task.objects.filter(plan__in=readable_plans(request), plan__pk=plan, number=number)
    task = found.select_related("plan", "owner__user").first()
    if task is None:
        raise Http404("No such task.")
    task.plan.organization = request.organization
    return task


def part_of(plan: Plan) -> str:
    """Which tab a plan's pages stand under."""
    return "people" if plan.is_onboarding else "plans"
