"""All plans of a program at a glance, as cards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from organizations.models import Organization

from ..models import Plan, Status, Task
from ..models.task import FINISHED
from ..templatetags.plan_pages import Progress


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan, how far it is, and the unfinished task that is due first, overdue ones included."""

    plan: Plan
    progress: Progress
    next: Task | None
    next_is_late: bool


def plan_cards(organization: Organization, today: date) -> list[PlanCard]:
    """The program's plans, current ones first, the archived ones behind them. Two queries."""
    of_plan = Task.objects.filter(plan=OuterRef("pk")).open().exclude(due=None).order_by("due", "number")
    present = Q(tasks__is_removed=False)
    late = present & Q(tasks__due__lt=today) & ~Q(tasks__status__in=FINISHED)
    plans = (
        Plan.objects.for_organization(organization)
        .programs()
        .annotate(
            total=Count("tasks", filter=present),
            done=Count("tasks", filter=present & Q(tasks__status=Status.DONE)),
            not_needed=Count("tasks", filter=present & Q(tasks__status=Status.NOT_NEEDED)),
            overdue=Count("tasks", filter=late),
            next_task=Subquery(of_plan.values("pk")[:1]),
        )
        .order_by(F("archived_at").desc(nulls_first=True), "anchor", "pk")
    )
    found: list[Any] = list(plans)
    tasks = Task.objects.in_bulk([plan.next_task for plan in found if plan.next_task and not plan.archived_at])
    return [_card(organization, plan, tasks.get(plan.next_task), today) for plan in found]


def _card(organization: Organization, plan: Any, task: Task | None, today: date) -> PlanCard:
    plan.organization = organization
    progress = Progress(plan.total, plan.done, plan.not_needed, plan.overdue)
    return PlanCard(plan, progress, task, bool(task and task.is_overdue(today)))
