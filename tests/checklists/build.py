"""Plans made by the actions that make them in service."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from checklists.models import Plan, PlanKind, Task
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.making import make_plan
from organizations.models import Organization


def plan_of(
    organization: Organization,
    *titles: str,
    name: str = "Our program",
    kind: str = PlanKind.PROGRAM,
    anchor: date | None = None,
    scheduled_from: date | None = None,
) -> Plan:
    """A plan whose date is 300 days away, with these tasks in its first phase."""
    begin = scheduled_from or timezone.localdate()
    plan = make_plan(
        organization=organization,
        actor=None,
        name=name,
        kind=kind,
        anchor=anchor or begin + timedelta(300),
        scheduled_from=begin,
    )
    add(plan, *titles)
    return plan


def add(plan: Plan, *titles: str, phase: str = "", **fields: object) -> Sequence[Task]:
    """Add tasks with these titles to a plan, in one phase of it."""
    phase = phase or ("week-one" if plan.is_onboarding else "months-6-12-prior")
    new = [NewTask(title=title, phase=phase, place=100 + n, **fields) for n, title in enumerate(titles)]  # type: ignore[arg-type]
    _, tasks = add_tasks(plan=plan, actor=None, tasks=new)
    return tasks


def furnish_task(plan: Plan, rows: int) -> None:
    """The plan's first task with `rows` of what it can hold, and a comment that was removed."""
    task = plan.tasks.order_by("number").first()
    assert task is not None
    task.steps = [{"text": f"Step {n}", "done": n == 0} for n in range(rows)]
    task.evidence = [{"title": f"Link {n}", "url": f"https://example.org/{n}"} for n in range(rows)]
    task.save()
    for n in range(rows):
        task.comments.create(author_name="Somebody", text=f"Comment {n}")
    task.comments.create(author_name="Somebody", removed_at=timezone.now())
