"""What the weekly mail says to each member of an organization."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from organizations.access import Capability, may
from organizations.models import Membership, Organization, Role
from organizations.text import clean_line

from ..goals.summary import MeasureState, load_goals
from ..models import OwnerKind, PlanKind, Status, Task
from .lines import NO_LINES, Line, Lines, absolute, line, lines
from .readers import PEOPLE_READERS

AHEAD = timedelta(7)
"""How far ahead the weekly mail looks; of what comes later it names the first."""
KEPT_IN_MIND_BY = (Role.OWNER, Role.LEADER)
"""Who is told of tasks whose owner has left."""


@dataclass(frozen=True)
class Asking:
    """A measure that asks for a value. `since` is the day from which it does."""

    name: str
    since: date | None
    url: str


@dataclass(frozen=True)
class Orphans:
    """Open tasks of a plan whose owner has left the organization."""

    plan: str
    count: int
    url: str


@dataclass(frozen=True)
class Digest:
    """What one member is told; false where there is nothing to say. `finished` is what others and they did last week.

    `later` is the first task that comes after the next days; alone it is nothing to write about.
    """

    overdue: Lines = NO_LINES
    soon: Lines = NO_LINES
    later: Line | None = None
    finished: Lines = NO_LINES
    measures: tuple[Asking, ...] = ()
    orphans: tuple[Orphans, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon or self.finished or self.measures or self.orphans)


def digests(organization: Organization, members: Sequence[Membership], today: date, monday: date) -> dict[int, Digest]:
    """What each of these members is told, by their keys. Eight queries, whatever their number and that of tasks.

    `monday` is the week's. Of plans that a member may not read, or that were put away, nothing is said.
    """
    slug = organization.slug
    theirs = _open_tasks(members)
    done = _finished(members, monday)
    asking = _asking(organization, today) if any(may(one.role, Capability.WORK_PLAN) for one in members) else ()
    orphans = _orphans(organization) if any(one.role in KEPT_IN_MIND_BY for one in members) else ()
    found = {}
    for member in members:
        tasks = [task for task in theirs[member.pk] if _reads(member, task)]
        later = [task for task in tasks if task.due and task.due >= today + AHEAD]
        found[member.pk] = Digest(
            overdue=lines((task for task in tasks if task.is_overdue(today)), slug),
            soon=lines((task for task in tasks if task.due and today <= task.due < today + AHEAD), slug),
            later=line(later[0], slug) if later else None,
            finished=lines((task for task in done[member.pk] if _reads(member, task)), slug),
            measures=asking if may(member.role, Capability.WORK_PLAN) else (),
            orphans=orphans if member.role in KEPT_IN_MIND_BY else (),
        )
    return found


def _reads(member: Membership, task: Task) -> bool:
    return task.plan.kind != PlanKind.ONBOARDING or member.role in PEOPLE_READERS


def _open_tasks(members: Iterable[Membership]) -> defaultdict[int | None, list[Task]]:
    """By owner, those that have a date, the first one first."""
    tasks = Task.objects.open().filter(owner__in=members, plan__archived_at=None).exclude(due=None)
    found: defaultdict[int | None, list[Task]] = defaultdict(list)
    for task in tasks.select_related("plan").order_by("due", "pk"):
        found[task.owner_id].append(task)
    return found


def _finished(members: Iterable[Membership], monday: date) -> defaultdict[int, list[Task]]:
    """By member, what was done in the week before in plans in which they own something."""
    owned = Task.objects.present().filter(owner__in=members, plan__archived_at=None)
    members_of = defaultdict(list)
    for owner, plan in owned.order_by().values_list("owner", "plan").distinct():
        members_of[plan].append(owner)
    week = (monday - timedelta(7), monday - timedelta(1))
    done = Task.objects.present().filter(plan__in=members_of, status=Status.DONE, finished_on__range=week)
    found: defaultdict[int, list[Task]] = defaultdict(list)
    for task in done.select_related("plan").order_by("finished_on", "pk"):
        for member in members_of[task.plan_id]:
            if member is not None:
                found[member].append(task)
    return found


def _asking(organization: Organization, today: date) -> tuple[Asking, ...]:
    def said(state: MeasureState) -> Asking:
        url = absolute("checklists:measure-values", organization.slug, state.measure.pk)
        return Asking(clean_line(state.measure.name), state.due, url)

    return tuple(said(state) for state in load_goals(organization, today, latest=1).asking)


def _orphans(organization: Organization) -> tuple[Orphans, ...]:
    left = Task.objects.open().filter(
        organization=organization, owner_kind=OwnerKind.MEMBER, owner=None, plan__archived_at=None
    )
    rows = left.order_by("plan").values_list("plan", "plan__name").annotate(count=Count("pk"))
    return tuple(
        Orphans(clean_line(name), count, absolute("checklists:plan", organization.slug, plan))
        for plan, name, count in rows
    )
