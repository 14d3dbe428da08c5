"""All plans of a program at a glance, as cards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from organizations.models import Organization

from ..models import Plan, Status, Task
from ..models.plan import PlanQuerySet
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
    plans = _in_order(with_counts(Plan.objects.for_organization(organization), today))
    found: list[Any] = list(plans.annotate(next_task=Subquery(of_plan.values("pk")[:1])))
    tasks = Task.objects.in_bulk([plan.next_task for plan in found if plan.next_task and not plan.archived_at])
    return [_card(organization, plan, tasks.get(plan.next_task), today) for plan in found]


def how_far_plans_are(organization: Organization, today: date) -> list[PlanCard]:
    """The program's current plans as cards that name no next task. One query."""
    plans = _in_order(with_counts(Plan.objects.for_organization(organization).current(), today))
    return [_card(organization, plan, None, today) for plan in plans]


def with_counts(plans: PlanQuerySet, today: date) -> "models.QuerySet[Any]":
    """The programs among these plans, each with its counts of tasks: total, done, not_needed, overdue."""
    present = Q(tasks__is_removed=False)
    late = present & Q(tasks__due__lt=today) & ~Q(tasks__status__in=FINISHED)
    return plans.programs().annotate(
        total=Count("tasks", filter=present),
        done=Count("tasks", filter=present & Q(tasks__status=Status.DONE)),
        not_needed=Count("tasks", filter=present & Q(tasks__status=Status.NOT_NEEDED)),
        overdue=Count("tasks", filter=late),
    )


def progress_of(plan: Any) -> Progress:
    """How far a plan `with_counts` is."""
    return Progress(plan.total, plan.done, plan.not_needed, plan.overdue)


def _in_order(plans: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    return plans.order_by(F("archived_at").desc(nulls_first=True), "anchor", "pk")


def _card(organization: Organization, plan: Any, task: Task | None, today: date) -> PlanCard:
    plan.organization = organization
    return PlanCard(plan, progress_of(plan), task, bool(task and task.is_overdue(today)))
