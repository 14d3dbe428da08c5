"""One page on how a plan stands, for the board. Pure: it decides what has room on it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from checklists.goals.summary import GoalState, MeasureState
from checklists.models import Plan
from checklists.money.amounts import dollars
from checklists.money.risks import Risk
from checklists.planning.words import how_far, long_date
from checklists.working.reading import Line

from .plan_standing import OwnerShare, PlanStanding, Some, first
from .planning import Planning

MOST_TASKS, MOST_WAITING, MOST_OWNERS, MOST_GOALS, MOST_MEASURES, MOST_RISKS = 3, 2, 4, 2, 2, 3


@dataclass(frozen=True)
class PlanStatus:
    """The page's content, each list as far as there is room."""

    planning: Planning
    made_at: datetime

    @property
    def title(self) -> str:
        return "Where the plan stands"

    @property
    def standing(self) -> PlanStanding:
        return self.planning.plans[0]

    @property
    def plan(self) -> Plan:
        return self.standing.plan

    @property
    def when(self) -> str:
        """The plan's date, and how far it is: "The first peer worker starts: March 1, 2027, in 99 days"."""
        days = (self.plan.anchor - self.planning.today).days
        return f"{self.plan.anchor_label}: {long_date(self.plan.anchor)}, {how_far(days)}"

    @property
    def finished(self) -> Some[Line]:
        return first(MOST_TASKS, self.standing.finished_lately)

    @property
    def overdue(self) -> Some[Line]:
        return first(MOST_TASKS, self.standing.overdue)

    @property
    def next(self) -> tuple[Line, ...]:
        return self.standing.next

    @property
    def waiting(self) -> Some[Line]:
        return first(MOST_WAITING, self.standing.waiting)

    @property
    def owners(self) -> Some[OwnerShare]:
        return first(MOST_OWNERS, self.standing.owners)

    @property
    def goals(self) -> Some[GoalState]:
        return first(MOST_GOALS, self.planning.goals.under_way)

    @cached_property
    def measures(self) -> Some[MeasureState]:
        """Those with a value first, since they say something."""
        found = sorted(self.planning.goals.measures, key=lambda state: state.latest is None)
        return first(MOST_MEASURES, found)

    @property
    def money(self) -> str:
        """What is needed from this year on and how much of it is found, in a sentence; "" where nobody has said."""
        ahead = self.planning.money.ahead
        if not ahead.need:
            return ""
        parts = [f"{dollars(ahead.need)} needed, {ahead.span}", f"{dollars(ahead.secured)} of it secured"]
        if not ahead.gap:
            return f"{parts[0]}: all of it secured."
        if ahead.applied:
            parts.append(f"{dollars(ahead.applied)} applied for")
        return f"{parts[0]}: {', '.join(parts[1:])}, {dollars(ahead.open)} not found yet."

    @property
    def risks(self) -> Some[Risk]:
        """Those that are likely or possible and that nobody looks after, the likeliest first."""
        return first(MOST_RISKS, self.planning.risks.without_owner)


def status_of(planning: Planning, made_at: datetime) -> PlanStatus:
    """The page of a planning that was read for one plan."""
    return PlanStatus(planning, made_at)
