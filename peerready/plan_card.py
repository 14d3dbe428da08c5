"""The plan on an organization's home page: how far it is, and what comes next for whoever reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from checklists.models import PlanKind, Task
from checklists.planning.cards import PlanCard
from organizations.models import Organization

MOST_CARDS, MOST_TASKS, MOST_READ = 3, 3, 20


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
    """Current plans, and the tasks that come next: `is_mine` where they are the reader's own, else anybody's.

    `overdue` are those of the reader's own tasks whose day is over, the longest first.
    """

    cards: tuple[PlanCard, ...]
    more: int
    tasks: tuple[NextTask, ...]
    is_mine: bool
    overdue: tuple[NextTask, ...]
    today: date


def next_tasks(organization: Organization, me: int | None) -> "QuerySet[Any]":
    """The reader's own open tasks first (`me` is a membership), then the others', each by date; MOST_READ of them."""
    others = Case(When(owner=me, then=Value(0)), default=Value(1), output_field=IntegerField())
    tasks = Task.objects.for_organization(organization).open()
    current = tasks.filter(plan__kind=PlanKind.PROGRAM, plan__archived_at=None).annotate(
        user_name=F("owner__user__name"), user_email=F("owner__user__email")
    )
    needed = current.only("title", "plan", "number", "due", "owner", "owner_kind", "owner_name")
    return needed.order_by(others, F("due").asc(nulls_last=True), "plan", "number")[:MOST_READ]


def planned(cards: Sequence[PlanCard], tasks: Iterable[Any], me: int | None, today: date) -> Planned:
    """What of the organization's programs is under way. `tasks` are those of `next_tasks`."""
    in_order = sorted(tasks, key=lambda one: (one.due or date.max, one.plan_id, one.number))
    mine = tuple(_next(one) for one in in_order if me and one.owner_id == me)
    return Planned(
        cards=tuple(cards[:MOST_CARDS]),
        more=max(0, len(cards) - MOST_CARDS),
        tasks=(mine or tuple(_next(one) for one in in_order))[:MOST_TASKS],
        is_mine=bool(mine),
        overdue=tuple(one for one in mine if one.due and one.due < today),
        today=today,
    )


def _next(task: Any) -> NextTask:
    known = task.user_name or task.user_email if task.owner_id else "" if task.owner_has_left else task.owner_name
    return NextTask(task.title, task.plan_id, task.number, task.due, known or "")
