"""The plan on an organization's home page: how far it is, and what comes next for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from checklists.models import PlanKind, Task
from checklists.planning.cards import PlanCard
from organizations.models import Organization

MOST_CARDS, MOST_TASKS = 3, 3


@dataclass(frozen=True)
class NextTask:
    """A task that comes next, with where it is. `who` is empty where nobody does it yet."""

    title: str
    plan: int
    number: int
    due: date | None
    who: str


@dataclass(frozen=True)
class Planned:
    """Current plans, and the tasks that come next: `is_mine` where they are the reader's own, else anybody's."""

    cards: tuple[PlanCard, ...]
    more: int
    tasks: tuple[NextTask, ...]
    is_mine: bool
    today: date


def next_tasks(organization: Organization, me: int | None) -> "QuerySet[Task]":
    """The reader's own open tasks first (`me` is a membership), then the others', each by date."""
    others = Case(When(owner=me, then=Value(0)), default=Value(1), output_field=IntegerField())
    tasks = Task.objects.for_organization(organization).open()
    current = tasks.filter(plan__kind=PlanKind.PROGRAM, plan__archived_at=None)
    return current.order_by(others, F("due").asc(nulls_last=True), "plan", "number")[:MOST_TASKS]


def planned(cards: Iterable[PlanCard], tasks: Iterable[Any], me: int | None, today: date) -> Planned:
    """What of the organization's programs is under way. Tasks are those of `next_tasks`, each with `user_name` and
    `user_email` of its owner.
    """
    all_cards = tuple(cards)
    shown = all_cards[:MOST_CARDS]
    in_order = sorted(tasks, key=lambda one: (one.due or date.max, one.plan_id, one.number))
    mine = tuple(_next(one) for one in in_order if me and one.owner_id == me)
    return Planned(
        shown, len(all_cards) - len(shown), mine or tuple(_next(one) for one in in_order), bool(mine), today
    )


def _next(task: Any) -> NextTask:
    known = task.user_name or task.user_email if task.owner_id else "" if task.owner_has_left else task.owner_name
    return NextTask(task.title, task.plan_id, task.number, task.due, known or "")
