"""The plan on an organization's home page: how far it is, and what comes next for whoever reads it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone

from checklists.models import PlanKind, Task
from checklists.planning.cards import PlanCard, plan_cards
from organizations.access import OrganizationRequest

MOST_CARDS, MOST_TASKS = 3, 3


@dataclass(frozen=True)
class Planned:
    """Current plans, and the tasks that come next: `is_mine` where they are the reader's own, else anybody's."""

    cards: tuple[PlanCard, ...]
    more: int
    tasks: tuple[Task, ...]
    is_mine: bool
    today: date


def planned(request: OrganizationRequest) -> Planned:
    """What of the organization's programs is under way. Three queries or fewer."""
    today = timezone.localdate()
    cards = [card for card in plan_cards(request.organization, today) if not card.plan.archived_at]
    me = next((one.pk for one in request.memberships if one.organization_id == request.organization.pk), None)
    tasks = _next_tasks(request, me) if cards else []
    mine = [task for task in tasks if me and task.owner_id == me]
    shown = tuple(cards[:MOST_CARDS])
    return Planned(shown, len(cards) - len(shown), tuple(mine or tasks), bool(mine), today)


def _next_tasks(request: OrganizationRequest, me: int | None) -> list[Task]:
    """The reader's own open tasks first, then the others', each by date."""
    others = Case(When(owner=me, then=Value(0)), default=Value(1), output_field=IntegerField())
    tasks = Task.objects.for_organization(request.organization).open()
    current = tasks.filter(plan__kind=PlanKind.PROGRAM, plan__archived_at=None).select_related("owner__user")
    return list(current.order_by(others, F("due").asc(nulls_last=True), "plan", "number")[:MOST_TASKS])
