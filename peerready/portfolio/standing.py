"""How many organizations stand, read at once: levels of the three areas, how far their plans are, shares to compare.

No answer, no name of a person and no text of an organization is in any of it, and nothing of a survey.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from assessments.answers import from_json
from assessments.models import About, Area, Completion, Instrument, InstrumentVersion
from assessments.results import result_of
from assessments.standing import AREAS, AreaStanding, InstrumentState
from checklists.models import Plan
from checklists.models.task import FINISHED
from checklists.planning.cards import with_counts
from checklists.templatetags.plan_pages import Progress
from organizations.models import Organization

from .comparing import Figure


@dataclass(frozen=True)
class PlanStatus:
    """All current programs of an organization together: how far, and the next date of an open task from today on."""

    plans: int
    progress: Progress
    next: date | None


@dataclass(frozen=True)
class AreaSeen:
    """An area as it is seen from outside: its level, and when something in it was completed last."""

    standing: AreaStanding
    on: date | None

    @property
    def area(self) -> Area:
        return self.standing.area

    @property
    def label(self) -> str:
        return self.standing.area.label


@dataclass(frozen=True)
class Standing:
    """How an organization stands, as whoever it has agreed to sees it. `plan` is None where it has no current plan."""

    organization: Organization
    areas: tuple[AreaSeen, ...]
    plan: PlanStatus | None

    @cached_property
    def assessed_on(self) -> date | None:
        """When something in one of the areas was completed last."""
        return max((area.on for area in self.areas if area.on), default=None)


@dataclass(frozen=True)
class Standings:
    """All of them, in the order in which they were asked for, and their shares by instrument."""

    rows: tuple[Standing, ...] = ()
    figures: Mapping[str, list[Figure]] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)


def standings(organizations: Sequence[Organization], today: date) -> Standings:
    """How these organizations stand; three queries, whatever their number."""
    if not organizations:
        return Standings()
    latest = _latest(organizations)
    completions = list(latest)
    # Each once, apart from the completions: the content of one is larger than all answers to it.
    versions = {one.pk: one for one in InstrumentVersion.objects.filter(pk__in=latest.values("version"))}
    plans = _plans(organizations, today)
    states: dict[tuple[int, str], list[InstrumentState]] = {}
    figures: dict[str, list[Figure]] = {}
    instruments: dict[str, Instrument] = {}
    for one in completions:
        state = _state(one, versions[one.version_id])
        instrument, result = state.instrument, state.result
        states.setdefault((one.record.organization_id, instrument.area), []).append(state)
        if (
            result
            and not instrument.is_own
            and result.shows_share
            and result.score.level
            and result.score.share is not None
        ):
            instruments[instrument.pk] = instrument
            figures.setdefault(instrument.pk, []).append(Figure(one.record.organization_id, one.pk, result.score.share))
    return Standings(
        tuple(Standing(one, tuple(_areas(one, states)), plans.get(one.pk)) for one in organizations),
        figures,
        instruments,
    )


def _latest(organizations: Sequence[Organization]) -> QuerySet[Completion]:
    """The latest completion of each record of the three areas, in the order of the toolkits."""
    newest = Completion.objects.filter(record=OuterRef("record")).order_by("-number").values("pk")[:1]
    found = Completion.objects.filter(
        pk=Subquery(newest),
        record__organization__in=[one.pk for one in organizations],
        record__subject="",
        record__instrument__about=About.ORGANIZATION,
        record__instrument__area__in=AREAS,
    )
    return (
        found.select_related("record__instrument__toolkit")
        .defer("record__answers", "record__present", "present")
        .order_by("record__instrument__position", "record__instrument__toolkit__position", "record__instrument")
    )


def _state(completion: Completion, version: InstrumentVersion) -> InstrumentState:
    return InstrumentState(
        instrument=completion.record.instrument,
        record=None,
        completion=completion,
        completion_count=1,
        result=result_of(version.content, from_json(completion.answers)),
    )


def _areas(
    organization: Organization, states: Mapping[tuple[int, str], Sequence[InstrumentState]]
) -> Iterable[AreaSeen]:
    for area in AREAS:
        here = tuple(states.get((organization.pk, area), ()))
        last = max((state.completion.completed_at for state in here if state.completion), default=None)
        yield AreaSeen(AreaStanding(area, here), localdate(last) if last else None)


def _plans(organizations: Sequence[Organization], today: date) -> dict[int, PlanStatus]:
    """By organization. One query."""
    comes = Q(tasks__is_removed=False, tasks__due__gte=today) & ~Q(tasks__status__in=FINISHED)
    current = Plan.objects.filter(organization__in=[one.pk for one in organizations]).current()
    counted: Any = with_counts(current, today).annotate(next=Min("tasks__due", filter=comes)).order_by("pk")
    found: dict[int, list[Any]] = {}
    for plan in counted:
        found.setdefault(plan.organization_id, []).append(plan)
    return {pk: _together(plans) for pk, plans in found.items()}


def _together(plans: Sequence[Any]) -> PlanStatus:
    sums = [sum(getattr(plan, name) for plan in plans) for name in ("total", "done", "not_needed", "overdue")]
    return PlanStatus(len(plans), Progress(*sums), min((plan.next for plan in plans if plan.next), default=None))
