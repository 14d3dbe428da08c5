"""Somebody's first months: a plan of its own for each person who starts, counted from the first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction

from organizations.models import Organization, User

from ..models import ChangeKind, OwnList, Plan, PlanKind, Task
from ..working.changing import Edit, change
from .adding import NewTask
from .making import SameNameError, make_plan
from .phases import ONBOARDING
from .schedule import EARLIEST

BEFORE_CHOOSING = ONBOARDING[0].slug
LEAD = timedelta(-ONBOARDING[0].opens)
# Words of a role, of which two in capitals are no name.
_ROLES = """
    a advocate afternoon assistant bilingual bridger case certified clinic clinical coach community coordinator
    county crisis day director east employee evening family first forensic full fulltime hospital house inpatient
    intern lead leader manager mentor mobile morning navigator new night north number one outpatient outreach
    parent part peer person program recovery second senior shift site south specialist staff street supervisor
    support team third trainee trainer two unit veteran veterans volunteer weekend west worker young youth
"""
_OF_ROLES = frozenset(_ROLES.split())


@dataclass(frozen=True)
class Starting:
    """One person's first months. `next` is what is to be done first of what is open, `done` of `total` is finished."""

    plan: Plan
    done: int
    total: int
    overdue: int
    next: Task | None

    @property
    def is_done(self) -> bool:
        return bool(self.total) and self.done == self.total


@transaction.atomic
def begin_first_months(
    *,
    organization: Organization,
    actor: User | None,
    name: str,
    first_day: date,
    is_chosen: bool,
    lists: Sequence[str],
    own_lists: Sequence[OwnList],
    more: Sequence[NewTask] = (),
    today: date,
) -> Plan:
    """Make somebody's plan. Phases are where they are counted from the first day, even if part of one is over.

    What would be late already is put into what is left of its phase. Where somebody is chosen, the tasks from before
    are left out, as a change that can be undone. Raises SameNameError where somebody of this name is in their first
    months already, ValueError, TooManyTasksError.
    """
    # Two clicks on one button come one behind the other here, so that the second finds the first one's plan.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    names = Plan.objects.for_organization(organization).onboardings().current().values_list("name", flat=True)
    if any(there.casefold() == name.casefold() for there in names):
        raise SameNameError(name)
    plan = make_plan(
        organization=organization,
        actor=actor,
        kind=PlanKind.ONBOARDING,
        name=name,
        anchor=first_day,
        lists=lists,
        own_lists=own_lists,
        more=more,
        scheduled_from=max(min(today, first_day - LEAD), EARLIEST),
        today=today,
    )
    early = list(plan.tasks.filter(phase=BEFORE_CHOOSING)) if is_chosen else []
    change(
        plan=plan,
        actor=actor,
        kind=ChangeKind.REMOVED,
        summary="Left out what comes before somebody is chosen",
        edits=[Edit(task, {"is_removed": True}) for task in early],
    )
    plan.refresh_from_db()
    return plan


def starting(plans: Sequence[Plan], today: date) -> list[Starting]:
    """How far each of the plans is, the one that begins first at the top. One query."""
    of_plan: dict[int, list[Task]] = {plan.pk: [] for plan in plans}
    for task in Task.objects.filter(plan__in=of_plan).present().defer("detail", "notes", "evidence"):
        of_plan[task.plan_id].append(task)
    return sorted((_standing(plan, of_plan[plan.pk], today) for plan in plans), key=lambda one: one.plan.anchor)


def looks_like_full_name(text: str) -> bool:
    """Whether two words in a row begin with a capital and are no words of a role: a guess, to ask by."""
    words = [word.strip(".,;:()\"'") for word in text.split()]
    return any(_may_be_a_name(one) and _may_be_a_name(other) for one, other in pairwise(words))


def _may_be_a_name(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    is_capitalized = len(letters) > 1 and letters.isalpha() and letters[0].isupper() and not letters.isupper()
    return is_capitalized and word.casefold() not in _OF_ROLES


def _standing(plan: Plan, tasks: Sequence[Task], today: date) -> Starting:
    unfinished = [task for task in tasks if not task.is_finished]
    return Starting(
        plan=plan,
        done=len(tasks) - len(unfinished),
        total=len(tasks),
        overdue=sum(task.is_overdue(today) for task in unfinished),
        next=min(unfinished, key=lambda task: (task.due or date.max, task.number), default=None),
    )
