"""The whole plan on paper: how far it is, along time, and every task. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checklists.models import Plan, Task
from checklists.planning.phases import phases_of
from checklists.planning.words import how_far, long_date
from checklists.working.entries import Entry, entry

from .plan_standing import PhaseStanding, PlanStanding

LONGEST_NOTE = 600
MOST_STEPS = 12


@dataclass(frozen=True)
class TaskOnPaper:
    """A task with its steps and the beginning of its notes."""

    entry: Entry
    task: Task

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.task.steps[:MOST_STEPS])

    @property
    def more_steps(self) -> int:
        return len(self.task.steps) - len(self.steps)

    @property
    def notes(self) -> str:
        notes = self.task.notes
        return notes if len(notes) <= LONGEST_NOTE else f"{notes[:LONGEST_NOTE].rstrip()} […]"


@dataclass(frozen=True)
class PhaseOnPaper:
    standing: PhaseStanding
    tasks: tuple[TaskOnPaper, ...]


@dataclass(frozen=True)
class PlanDocument:
    """The document's content."""

    standing: PlanStanding
    made_at: datetime
    phases: tuple[PhaseOnPaper, ...]

    @property
    def plan(self) -> Plan:
        return self.standing.plan

    @property
    def title(self) -> str:
        return "First months" if self.plan.is_onboarding else "Implementation plan"

    @property
    def when(self) -> str:
        days = (self.plan.anchor - self.standing.today).days
        return f"{self.plan.anchor_label}: {long_date(self.plan.anchor)}, {how_far(days)}"


def document_of(standing: PlanStanding, made_at: datetime) -> PlanDocument:
    """What is printed of a plan; its tasks come with all their fields."""
    return PlanDocument(standing, made_at, tuple(_phases(standing)))


def _phases(standing: PlanStanding) -> Iterator[PhaseOnPaper]:
    by_phase: dict[str, list[TaskOnPaper]] = {}
    for task, line in zip(standing.tasks, standing.lines, strict=True):
        by_phase.setdefault(task.phase, []).append(TaskOnPaper(entry(line, standing.today), task))
    for phase, far in zip(phases_of(standing.plan.kind), standing.phases, strict=True):
        yield PhaseOnPaper(far, tuple(by_phase.get(phase.slug, ())))
