"""The demo organization's plan: made up in fixtures/demo/plan.yaml, made and worked by the real actions, dated back."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from checklists.models import AnchorKind, Change, Plan, PlanKind, Status, Task
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.called_for import add_called_for
from checklists.planning.making import make_plan
from checklists.planning.phases import lists_of, phases_of
from checklists.working.commenting import comment
from checklists.working.saving import save_task
from checklists.working.values import owner_values, status_values
from organizations.models import Organization, User
from toolkits.schema import Fields

from .demo_goals import make_demo_goals, make_demo_money

PLAN = "plan.yaml"
REQUIRED = ("name", "by", "began_days_ago", "first_day_in_days", "lists", "called_for_by_results", "tasks")
OPTIONAL = ("own_tasks", "starting", "goals", "measures", "costs", "funding")
TASK = ("task", "status")
TASK_OPTIONAL = ("owner", "outside", "finished_days_ago", "reason", "notes", "evidence", "comment", "comment_by")


def make_demo_plan(fields: Fields, organization: Organization, people: Mapping[str, User]) -> None:
    """Make the plan with what was done of it, somebody's first months, goals and money. Raises RefusedFixturesError."""
    actor = people[fields.one_of("by", tuple(people))]
    today = timezone.localdate()
    plan = make_plan(
        organization=organization,
        actor=actor,
        name=fields.text("name", longest=120),
        anchor=today + timedelta(fields.number("first_day_in_days", least=1)),
        anchor_kind=AnchorKind.FIRST_DAY,
        lists=fields.some_of("lists", [one.collection for one in lists_of(PlanKind.PROGRAM)]),
        scheduled_from=today - timedelta(fields.number("began_days_ago", least=1)),
    )
    add_called_for(plan=plan, actor=actor, entries=fields.texts("called_for_by_results"), organization=organization)
    Change.objects.filter(plan=plan).update(at=timezone.now() - timedelta(fields.number("began_days_ago")))
    tasks = {task.key: task for task in plan.tasks.all()}
    for one in fields.each("tasks", required=TASK, optional=TASK_OPTIONAL):
        _work(one, tasks[one.one_of("task", tuple(tasks))], people, today)
    for one in fields.each("own_tasks", required=("title", "phase", "owner")):
        _add_own(one, plan, people)
    if "starting" in fields:
        starting = fields.inside("starting", required=("who", "in_days"))
        make_plan(
            organization=organization,
            actor=actor,
            kind=PlanKind.ONBOARDING,
            name=starting.text("who", longest=120),
            anchor=today + timedelta(starting.number("in_days")),
            lists=[one.collection for one in lists_of(PlanKind.ONBOARDING)],
        )
    make_demo_goals(fields, organization, actor)
    make_demo_money(fields, organization, actor)


def _work(fields: Fields, task: Task, people: Mapping[str, User], today: date) -> None:
    """Set what has become of a task, as its owner would."""
    owner = people[fields.one_of("owner", tuple(people))] if "owner" in fields else None
    reason = fields.text("reason", longest=300) if "reason" in fields else ""
    values = status_values(fields.one_of("status", Status.values), reason)
    ago = fields.number("finished_days_ago", least=0) if "finished_days_ago" in fields else 0
    if owner:
        values |= owner_values(owner.memberships.get(organization=task.organization_id))
    elif "outside" in fields:
        values |= owner_values(outside=fields.text("outside", longest=150))
    if "notes" in fields:
        values["notes"] = fields.text("notes")
    values["evidence"] = [
        {"title": link.text("title"), "url": link.text("url")}
        for link in fields.each("evidence", required=("title", "url"))
    ]
    saved = save_task(task=task, version=task.version, actor=owner, values=values, today=today - timedelta(ago))
    if saved.change and ago:
        Change.objects.filter(pk=saved.change.pk).update(at=timezone.now() - timedelta(ago))
    if "comment" in fields:
        comment(task=task, author=people[fields.one_of("comment_by", tuple(people))], text=fields.text("comment"))


def _add_own(fields: Fields, plan: Plan, people: Mapping[str, User]) -> None:
    phase = fields.one_of("phase", [phase.slug for phase in phases_of(plan.kind)])
    owner = people[fields.one_of("owner", tuple(people))]
    _, (task,) = add_tasks(plan=plan, actor=owner, tasks=[NewTask(title=fields.text("title"), phase=phase, place=900)])
    member = owner.memberships.get(organization=plan.organization_id)
    save_task(task=task, version=1, actor=owner, values=owner_values(member))
