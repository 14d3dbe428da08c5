"""Making a plan, changing what is ours about it, putting it away, and deleting it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import Organization, User

from ..models import AnchorKind, Change, ChangeKind, OwnList, Plan, PlanKind
from ..working.changing import change, lock_plan
from .adding import NewTask, add_tasks
from .listing import tasks_of_lists, tasks_of_own_list


class SameNameError(ValueError):
    """There is a current plan of this name already, perhaps made by the same click."""


@transaction.atomic
def make_plan(
    *,
    organization: Organization,
    actor: User | None,
    name: str,
    anchor: date,
    kind: str = PlanKind.PROGRAM,
    anchor_kind: str = AnchorKind.FIRST_DAY,
    skips_holidays: bool = True,
    lists: Sequence[str] = (),
    own_lists: Sequence[OwnList] = (),
    more: Sequence[NewTask] = (),
    scheduled_from: date | None = None,
    today: date | None = None,
) -> Plan:
    """Make a plan with the tasks of toolkits' lists (slugs), of the organization's own, and `more`.

    Tasks are spread from `scheduled_from` on, today unless given. Where that is in the past, `today` keeps what would
    be late already for what is left of its phase. Raises ValueError for an anchor that is no date of a plan,
    TooManyTasksError.
    """
    plan = Plan.objects.create(
        organization=organization,
        kind=kind,
        name=name,
        anchor=anchor,
        anchor_kind=anchor_kind,
        scheduled_from=scheduled_from or timezone.localdate(),
        skips_holidays=skips_holidays,
        created_by=actor,
    )
    tasks = tasks_of_lists(lists, kind)
    for own in own_lists:
        tasks += tasks_of_own_list(own)
    tasks += more
    told = f"Began the plan with {len(tasks)} tasks"
    add_tasks(plan=plan, actor=actor, tasks=tasks, summary=told, today=today or plan.scheduled_from)
    note(organization=organization, actor=actor, action=Action.PLAN_MADE, subject=plan.audit_title)
    plan.refresh_from_db()
    return plan


def change_plan(
    *, plan: Plan, actor: User | None, name: str, skips_holidays: bool, reminder_days: int
) -> Change | None:
    """Change a plan's name and settings. Dates stay as they are until the plan is moved."""
    values = {"name": name, "skips_holidays": skips_holidays, "reminder_days": reminder_days}
    return change(
        plan=plan, actor=actor, kind=ChangeKind.EDITED, summary="Changed the plan's settings", plan_values=values
    )


@transaction.atomic
def archive(*, plan: Plan, actor: User | None, now: datetime) -> None:
    """Put a plan away: it can be read, sends no mail, and its calendar feed ends."""
    if Plan.objects.filter(pk=plan.pk, archived_at=None).update(archived_at=now):
        note(organization=plan.organization, actor=actor, action=Action.PLAN_ARCHIVED, subject=plan.audit_title)


def take_up_again(*, plan: Plan) -> None:
    """The other way round."""
    Plan.objects.filter(pk=plan.pk).update(archived_at=None)


@transaction.atomic
def delete_plan(*, plan: Plan, actor: User | None) -> None:
    """Delete a plan with its tasks, their history and comments, for good."""
    lock_plan(plan, even_put_away=True)
    note(organization=plan.organization, actor=actor, action=Action.PLAN_DELETED, subject=plan.audit_title)
    plan.delete()
