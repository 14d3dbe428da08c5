"""How a plan stands on a day: by phase, what was done, what comes next, what waits, who does what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from checklists.models import OwnerKind, Plan, Status, Task
from checklists.planning.moving import windows_of
from checklists.planning.phases import phases_of
from checklists.planning.timeline import PlanSpan, span_of
from checklists.planning.words import span
from checklists.templatetags.plan_pages import Progress
from checklists.views.plan import progress_of_lines
from checklists.working.reading import Line, next_steps

from .bars import Figures
from .charts import Bar

LATELY = 30
"""How many days back something was finished lately."""
NEXT = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Some(Generic[T]):
    """The first of a list, and how many more there are."""

    shown: tuple[T, ...]
    more: int

    def __len__(self) -> int:
        return len(self.shown) + self.more


def first(most: int, items: Sequence[T]) -> Some[T]:
    """At most so many; one more than that is shown too, since to say so takes as much room."""
    shown = items if len(items) <= most + 1 else items[:most]
    return Some(tuple(shown), len(items) - len(shown))


@dataclass(frozen=True)
class PhaseStanding:
    """A phase with how many of its tasks are done, of how many that are needed. `is_moved`: see Window."""

    title: str
    when: str
    is_moved: bool
    progress: Progress
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class OwnerShare:
    """How much somebody has taken on; `name` is empty for what nobody has yet."""

    name: str
    done: int
    open: int


@dataclass(frozen=True)
class PlanStanding:
    """A plan with all its tasks, by date. `tasks` are the same rows as `lines`, with what their list keeps of them."""

    plan: Plan
    today: date
    tasks: tuple[Task, ...]
    lines: tuple[Line, ...]

    @cached_property
    def progress(self) -> Progress:
        return progress_of_lines(self.lines, self.today)

    @cached_property
    def span(self) -> PlanSpan:
        return span_of(self.plan, self.lines, windows_of(self.plan), self.today)

    @cached_property
    def phases(self) -> tuple[PhaseStanding, ...]:
        windows = windows_of(self.plan)
        return tuple(
            PhaseStanding(
                title=phase.title,
                when=span(windows[phase.slug].opens, windows[phase.slug].closes),
                is_moved=windows[phase.slug].is_moved,
                progress=progress_of_lines(self.of_phase(phase.slug), self.today),
                lines=tuple(self.of_phase(phase.slug)),
            )
            for phase in phases_of(self.plan.kind)
        )

    @property
    def figures(self) -> Figures:
        """A bar for each phase in which something is needed."""
        bars = (_bar(phase) for phase in self.phases if phase.progress.needed)
        return Figures(f"{self.plan.name}: tasks done, by phase", tuple(bars), "Done")

    @property
    def is_moved(self) -> bool:
        return any(phase.is_moved for phase in self.phases)

    @cached_property
    def done(self) -> tuple[Line, ...]:
        """What is done, the latest first."""
        done = [line for line in self.lines if line.is_done]
        return tuple(sorted(done, key=lambda line: line.finished_on or date.min, reverse=True))

    @property
    def finished_lately(self) -> tuple[Line, ...]:
        since = self.today - timedelta(LATELY)
        return tuple(line for line in self.done if line.finished_on and line.finished_on >= since)

    @cached_property
    def overdue(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_overdue(self.today))

    @property
    def next(self) -> tuple[Line, ...]:
        """The next ones that are not overdue, and wait for no other."""
        late = {line.number for line in self.overdue}
        ready = next_steps(self.lines, len(self.lines))
        return tuple(line for line in ready if line.number not in late and line.status != Status.WAITING)[:NEXT]

    @property
    def waiting(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.status == Status.WAITING)

    @property
    def owners(self) -> tuple[OwnerShare, ...]:
        """By name; what nobody has yet last, and only if there is any of it that is open."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.is_done or not line.is_finished:
                found.setdefault(line.owner if line.has_owner else "", []).append(line)
        shares = [OwnerShare(name, *_done_and_open(lines)) for name, lines in found.items()]
        shares.sort(key=lambda share: (not share.name, share.name.casefold()))
        return tuple(share for share in shares if share.name or share.open)

    def of_phase(self, slug: str) -> list[Line]:
        return [line for line in self.lines if line.phase == slug]


def standing_of(plan: Plan, tasks: Sequence[Task], today: date) -> PlanStanding:
    """A plan with those of `tasks` that are in it. `owner_name` is to be the name as it is now."""
    mine = sorted((task for task in tasks if task.plan_id == plan.pk), key=_in_order)
    return PlanStanding(plan, today, tuple(mine), tuple(map(line_of, mine)))


def line_of(task: Task) -> Line:
    """A task as lists have it."""
    return Line(
        pk=task.pk,
        plan=task.plan_id,
        number=task.number,
        version=0,
        title=task.title,
        phase=task.phase,
        due=task.due,
        due_by_hand=task.due_by_hand,
        status=task.status,
        reason=task.reason,
        finished_on=task.finished_on,
        owner_kind=task.owner_kind,
        owner_id=task.owner_id,
        owner="" if task.owner_kind == OwnerKind.NOBODY else task.owner_name,
        list_name=task.list_name,
        steps=len(task.steps),
        steps_done=task.steps_done,
        needs=tuple(task.needs),
    )


def _in_order(task: Task) -> tuple[date, int]:
    return task.due or date.max, task.number


def _done_and_open(lines: Sequence[Line]) -> tuple[int, int]:
    done = sum(1 for line in lines if line.is_done)
    return done, len(lines) - done


def _bar(phase: PhaseStanding) -> Bar:
    far = phase.progress
    late = f", {far.overdue} overdue" if far.overdue else ""
    return Bar(
        label=phase.title,
        share=float(far.percent),
        answered=far.done,
        of=far.needed,
        basis=f"{far.done} of {far.needed} tasks{late}",
    )
