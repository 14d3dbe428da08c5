"""Goals and measures as they stand, for their page, the readiness report and the weekly mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from organizations.models import Organization
from toolkits.models import Entry

from ..models import Goal, GoalStatus, HowOften, Measure, MeasureValue
from .due import next_due
from .numbers import shown
from .words import Said, meets_already, said_of

LATEST = 24
"""How many values of a measure a summary holds, the latest ones."""
ORDER = {GoalStatus.OPEN: 0, GoalStatus.REACHED: 1, GoalStatus.LET_GO: 2}


@dataclass(frozen=True)
class MeasureState:
    """A measure with its latest values, the oldest first, and what is to be said of it.

    `due` is the day from which the next value is asked for, None where none is: the measure has ended, or its goal was
    let go. `entry` is the toolkit's item that it is.
    """

    measure: Measure
    values: tuple[MeasureValue, ...]
    due: date | None
    is_due: bool
    entry: Entry | None = None

    @cached_property
    def latest(self) -> MeasureValue | None:
        return self.values[-1] if self.values else None

    @cached_property
    def said(self) -> Said:
        latest = self.latest.value if self.latest else None
        return said_of(latest, self.measure.baseline, self.measure.target, self.measure.direction)

    @property
    def words(self) -> str:
        return self.said.words

    @property
    def meets_already(self) -> bool:
        """Whether the baseline met the target, so that something may be meant otherwise."""
        return meets_already(self.measure.baseline, self.measure.target, self.measure.direction)

    @property
    def latest_shown(self) -> str:
        return shown(self.latest.value, self.measure.unit) if self.latest else ""

    @property
    def baseline_shown(self) -> str:
        return "" if self.measure.baseline is None else shown(self.measure.baseline, self.measure.unit)

    @property
    def target_shown(self) -> str:
        return "" if self.measure.target is None else shown(self.measure.target, self.measure.unit)

    @property
    def how_often(self) -> str:
        """In words, within a sentence: "every three months"."""
        return HowOften(self.measure.how_often).label.lower()


@dataclass(frozen=True)
class GoalState:
    """A goal with its measures. `is_late`: it is under way and its day has passed."""

    goal: Goal
    measures: tuple[MeasureState, ...]
    is_late: bool

    @property
    def status(self) -> str:
        return GoalStatus(self.goal.status).label


@dataclass(frozen=True)
class GoalsSummary:
    """All goals, those under way first, then by their day; measures without a goal, and those that have ended."""

    goals: tuple[GoalState, ...]
    loose: tuple[MeasureState, ...]
    ended: tuple[MeasureState, ...]

    @cached_property
    def measures(self) -> tuple[MeasureState, ...]:
        """All that are still collected: goal by goal, then those without one."""
        return (*(measure for goal in self.goals for measure in goal.measures), *self.loose)

    @cached_property
    def asking(self) -> tuple[MeasureState, ...]:
        """Measures that ask for a value now, the longest waiting first."""
        return tuple(sorted((one for one in self.measures if one.is_due), key=lambda one: one.due or date.max))

    @cached_property
    def under_way(self) -> tuple[GoalState, ...]:
        return tuple(one for one in self.goals if one.goal.status == GoalStatus.OPEN)

    @cached_property
    def reached(self) -> tuple[GoalState, ...]:
        return tuple(one for one in self.goals if one.goal.status == GoalStatus.REACHED)

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.loose or self.ended)


def load_goals(organization: Organization, today: date | None = None, *, latest: int = LATEST) -> GoalsSummary:
    """The organization's goals and measures with the `latest` values of each. Four queries, whatever their number."""
    today = today or timezone.localdate()
    goals = list(Goal.objects.for_organization(organization))
    measures = list(Measure.objects.for_organization(organization))
    values = _latest_values(measures, latest)
    return summary_of(goals, measures, values, entries_of([one.key for one in measures]), today)


def summary_of(
    goals: Sequence[Goal],
    measures: Sequence[Measure],
    values: Mapping[int, Sequence[MeasureValue]],
    entries: Mapping[str, Entry],
    today: date,
) -> GoalsSummary:
    """The same of rows that are there already: values by measure, the oldest first; entries by key. No query."""
    let_go = {goal.pk for goal in goals if goal.status == GoalStatus.LET_GO}
    states = [
        state_of(one, values.get(one.pk, ()), today, entries.get(one.key), asks=one.goal_id not in let_go)
        for one in measures
    ]
    collected = [one for one in states if not one.measure.ended_at]
    found = [
        GoalState(
            goal,
            tuple(one for one in collected if one.measure.goal_id == goal.pk),
            is_late=goal.status == GoalStatus.OPEN and goal.by_when is not None and goal.by_when < today,
        )
        for goal in sorted(goals, key=_order)
    ]
    return GoalsSummary(
        goals=tuple(found),
        loose=tuple(one for one in collected if one.measure.goal_id is None),
        ended=tuple(one for one in states if one.measure.ended_at),
    )


def state_of(
    measure: Measure, values: Sequence[MeasureValue], today: date, entry: Entry | None = None, *, asks: bool = True
) -> MeasureState:
    """A measure's state from its values, the oldest first. No query. `asks` is False where its goal was let go."""
    due = None
    if asks and not measure.ended_at:
        due = next_due(measure.how_often, measure.starts_on, values[-1].on if values else None)
    return MeasureState(measure, tuple(values), due, is_due=due is not None and due <= today, entry=entry)


def entries_of(keys: Sequence[str]) -> dict[str, Entry]:
    """Entries of the library by natural key, each with its toolkit and collection; those that are gone are left out."""
    wanted = {key for key in keys if key}
    return {one.key: one for one in Entry.objects.filter(pk__in=wanted).select_related("toolkit", "collection")}


def _latest_values(measures: Sequence[Measure], latest: int) -> dict[int, list[MeasureValue]]:
    """By measure, the oldest first."""
    place = Window(RowNumber(), partition_by=[F("measure")], order_by=F("on").desc())
    rows = MeasureValue.objects.filter(measure__in=measures).annotate(place=place).filter(place__lte=latest)
    found: dict[int, list[MeasureValue]] = {}
    for row in rows.order_by("on", "pk"):
        found.setdefault(row.measure_id, []).append(row)
    return found


def _order(goal: Goal) -> tuple[int, date, int]:
    return ORDER[GoalStatus(goal.status)], goal.by_when or date.max, goal.pk
