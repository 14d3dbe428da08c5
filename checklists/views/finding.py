"""Finding the plan and the task that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from organizations.access import Capability, OrganizationRequest, may

from ..models import Plan, Task
from ..models.plan import PlanQuerySet
from ..working.refusing import PutAwayError, must_be_in_plan


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


def may_work_on(request: OrganizationRequest, plan: Plan) -> bool:
    """Whether pages of a plan offer to change it: to those who may, as long as it has not been put away."""
    return may(request.role, Capability.WORK_PLAN) and plan.archived_at is None


def plan_to_work(request: OrganizationRequest, plan: int) -> Plan:
    """As find_plan, for changing it. Raises PutAwayError (refusing.changes_plans answers it)."""
    found = find_plan(request, plan)
    if found.archived_at:
        raise PutAwayError(found)
    return found


def task_to_work(request: OrganizationRequest, plan: int, number: int, *, even_taken_out: bool = False) -> Task:
    """As find_task, for changing it. Raises PutAwayError, TakenOutError."""
    found = find_task(request, plan, number)
    if found.plan.archived_at:
        raise PutAwayError(found.plan)
    if not even_taken_out:
        must_be_in_plan(found)
    return found


def part_of(plan: Plan) -> str:
    """Which tab a plan's pages stand under."""
    return "people" if plan.is_onboarding else "plans"
