"""Which members may be told of which plans: those who could open them, in plans that have not been put away."""

from django.db.models import Q

from organizations.access import Capability, may
from organizations.models import Membership, Role

from ..models import Plan, PlanKind
from ..models.plan import PlanQuerySet

READERS = tuple(role for role in Role if may(role, Capability.READ))
PEOPLE_READERS = tuple(role for role in READERS if may(role, Capability.ASSESS_PEOPLE))
"""Roles that may read plans of somebody's first months too."""


def may_be_told(membership: Membership, plan: Plan) -> bool:
    """Whether a member may be told of a plan. Needs the membership's user."""
    if not membership.user.is_active or plan.archived_at or plan.organization_id != membership.organization_id:
        return False
    return membership.role in (PEOPLE_READERS if plan.is_onboarding else READERS)


def told_plans(membership: Membership) -> PlanQuerySet:
    """The plans of which a member may be told."""
    found = Plan.objects.filter(organization_id=membership.organization_id).current()
    return found if membership.role in PEOPLE_READERS else found.programs()


OWNER_MAY_BE_TOLD = Q(plan__archived_at=None, owner__user__is_active=True, organization__is_demo=False) & (
    ~Q(plan__kind=PlanKind.ONBOARDING) | Q(owner__role__in=PEOPLE_READERS)
)
"""The same for tasks and the members who own them, in a query; not in the demo, whose members are made up."""
