"""A plan along time: its phases, when each is, and the tasks in them by date. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..models import Plan
from ..working.entries import Entry, Standing, entry
from ..working.reading import Line
from .schedule import Window


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase with its tasks, by date, those without one last. `is_moved`: not when the toolkit says."""

    title: str
    opens: date
    closes: date
    is_moved: bool
    entries: tuple[Entry, ...]

    @property
    def dated(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.due)

    def count(self, standing: Standing) -> int:
        return sum(1 for one in self.entries if one.standing == standing)


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """A plan's phases in order, and the days that are marked in it."""

    name: str
    anchor: date
    anchor_label: str
    today: date
    phases: tuple[PhaseSpan, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(one for phase in self.phases for one in phase.entries)

    @property
    def undated(self) -> int:
        return sum(1 for one in self.entries if one.due is None)

    @property
    def is_moved(self) -> bool:
        return any(phase.is_moved for phase in self.phases)


def span_of(plan: Plan, lines: Sequence[Line], windows: Mapping[str, Window], today: date) -> PlanSpan:
    """`windows` are those of `moving.windows_of`."""
    entries = sorted((entry(line, today) for line in lines), key=lambda one: (one.due or date.max, one.number))
    phases = tuple(
        PhaseSpan(
            title=window.phase.title,
            opens=window.opens,
            closes=window.closes,
            is_moved=window.is_moved,
            entries=tuple(one for one in entries if one.phase == slug),
        )
        for slug, window in windows.items()
    )
    return PlanSpan(plan.name, plan.anchor, plan.anchor_label, today, phases)
