"""Beginning a program's plan: what it can begin with, what a date comes to, and making it with what was chosen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from organizations.models import Organization, User
from toolkits.models import Collection, Entry

from ..findings import lead_time
from ..models import OwnList, Plan, PlanKind
from .called_for import add_called_for
from .lead_time import LeadCheck, check_date, ways_to_speed_up
from .listing import tasks_of_lists, tasks_of_own_list
from .making import SameNameError, make_plan
from .phases import lists_of, phases_of
from .schedule import Window, windows
from .words import how_far

KIND = PlanKind.PROGRAM


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A toolkit's list that a plan can begin with, and how many tasks it brings."""

    collection: Collection
    tasks: int


def offered_lists() -> list[OfferedList]:
    """Those that are loaded, in the order in which they are offered. One query."""
    slugs = [one.collection for one in lists_of(KIND)]
    found = Collection.objects.filter(slug__in=slugs).select_related("toolkit").annotate(tasks=Count("entries"))
    return sorted((OfferedList(one, one.tasks) for one in found), key=lambda offer: slugs.index(offer.collection.slug))


@dataclass(frozen=True)
class DateLook:
    """What a date comes to. `phases` are windows in order, each with the number of tasks that the chosen lists bring.

    `ways` are the toolkit's ways to get ready faster, where there is less time than advised.
    """

    anchor: date
    days: int
    phases: tuple[tuple[Window, int], ...]
    check: LeadCheck | None
    ways: tuple[Entry, ...]

    @property
    def is_past(self) -> bool:
        return self.days < 0

    @property
    def in_words(self) -> str:
        """How far away it is."""
        return how_far(self.days)

    @property
    def is_moved(self) -> bool:
        """Whether a phase is at another time than the toolkit says."""
        return any(window.is_moved for window, _ in self.phases)


def look_at_date(
    organization: Organization,
    anchor: date,
    *,
    lists: Sequence[str] = (),
    own_lists: Sequence[OwnList] = (),
    today: date | None = None,
) -> DateLook:
    """What a plan with these lists that began today would come to. Four queries or fewer."""
    begin = today or timezone.localdate()
    tasks = [*tasks_of_lists(lists, KIND), *(task for own in own_lists for task in tasks_of_own_list(own))]
    counted = Counter(task.phase for task in tasks)
    check = check_date(lead_time(organization), anchor, begin)
    return DateLook(
        anchor=anchor,
        days=(anchor - begin).days,
        phases=tuple((one, counted[slug]) for slug, one in windows(phases_of(KIND), anchor, begin).items()),
        check=check,
        ways=tuple(ways_to_speed_up()) if check and check.is_short else (),
    )


@transaction.atomic
def begin_plan(
    *,
    organization: Organization,
    actor: User,
    name: str,
    anchor: date,
    anchor_kind: str,
    skips_holidays: bool,
    lists: Sequence[str],
    own_lists: Sequence[OwnList],
    entries: Sequence[str] = (),
) -> Plan:
    """Make a program's plan from lists and single tasks of toolkits (their natural keys).

    Raises SameNameError where a current plan has this name, TooManyTasksError.
    """
    # Two clicks on one button come one behind the other here, so that the second finds the first one's plan.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if Plan.objects.for_organization(organization).programs().current().filter(name__iexact=name).exists():
        raise SameNameError(name)
    plan = make_plan(
        organization=organization,
        actor=actor,
        name=name,
        anchor=anchor,
        anchor_kind=anchor_kind,
        skips_holidays=skips_holidays,
        lists=lists,
        own_lists=own_lists,
    )
    if entries:
        add_called_for(plan=plan, actor=actor, entries=entries, organization=organization)
        plan.refresh_from_db()
    return plan
