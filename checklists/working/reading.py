"""The tasks of a plan as its pages list them: light, read with three queries whatever their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from ..models import Origin, OwnerKind, Plan, Status, Task, TaskComment
from ..models.task import FINISHED

_FIELDS = (
    "pk",
    "plan_id",
    "number",
    "version",
    "title",
    "phase",
    "due",
    "due_by_hand",
    "status",
    "reason",
    "finished_on",
    "owner_kind",
    "owner_id",
    "owner_name",
    "owner__user__name",
    "list_name",
    "steps",
    "needs",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A task of a list. `owner` is the owner's name as it is now; `detail` is read only where it is searched."""

    pk: int
    plan: int
    number: int
    version: int
    title: str
    phase: str
    due: date | None
    due_by_hand: bool
    status: str
    reason: str
    finished_on: date | None
    owner_kind: str
    owner_id: int | None
    owner: str
    list_name: str
    steps: int
    steps_done: int
    needs: tuple[int, ...]
    comments: int = 0
    is_from_result: bool = False
    detail: str = ""

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE

    @property
    def owner_has_left(self) -> bool:
        return self.owner_kind == OwnerKind.MEMBER and self.owner_id is None

    @property
    def has_owner(self) -> bool:
        """Whether somebody does it who can: a member who has left cannot."""
        return self.owner_kind != OwnerKind.NOBODY and not self.owner_has_left

    @property
    def owner_key(self) -> str:
        """What names the owner in an address: "m12", "o-" and a name, or "" for nobody."""
        if self.owner_kind == OwnerKind.MEMBER and self.owner_id is not None:
            return f"m{self.owner_id}"
        return f"o-{self.owner}" if self.owner_kind != OwnerKind.NOBODY else ""

    def is_overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today and self.status not in FINISHED

    @property
    def in_order(self) -> tuple[date, int]:
        """By date, those without one last."""
        return (self.due or date.max, self.number)


def read_plan(plan: Plan, *, with_details: bool = False) -> list[Line]:
    """All tasks that are in a plan, by date. Three queries."""
    return read_lines(plan.tasks.present(), with_details=with_details)


def read_lines(tasks: "QuerySet[Task]", *, with_details: bool = False) -> list[Line]:
    """These tasks, by date. Three queries."""
    fields = (*_FIELDS, "detail") if with_details else _FIELDS
    rows = list(tasks.order_by().values_list(*fields))
    comments = _comments(tasks)
    from_results = set(Origin.objects.filter(task__in=tasks.order_by()).order_by().values_list("task", flat=True))
    lines = [_line(row, comments.get(row[0], 0), row[0] in from_results) for row in rows]
    return sorted(lines, key=lambda line: line.in_order)


def finished_numbers(lines: Iterable[Line]) -> frozenset[int]:
    return frozenset(line.number for line in lines if line.is_finished)


def next_steps(lines: Sequence[Line], count: int = 3) -> list[Line]:
    """What to do next: the first open tasks by date that wait for no other one; else simply the first."""
    finished = finished_numbers(lines)
    there = {line.number for line in lines}
    still_open = [line for line in lines if not line.is_finished]
    ready = [line for line in still_open if not any(n in there and n not in finished for n in line.needs)]
    return (ready or still_open)[:count]


def _comments(tasks: "QuerySet[Task]") -> dict[int, int]:
    counted = TaskComment.objects.filter(task__in=tasks.order_by(), removed_at=None).order_by().values_list("task")
    return dict(counted.annotate(Count("pk")))


def _line(row: tuple[Any, ...], comments: int, is_from_result: bool) -> Line:
    *plain, owner_name, name_now, list_name, steps, needs = row[: len(_FIELDS)]
    values = (
        *plain,
        name_now or owner_name,
        list_name,
        len(steps),
        sum(1 for step in steps if step["done"]),
        tuple(needs),
        comments,
        is_from_result,
        row[-1] if len(row) > len(_FIELDS) else "",
    )
    return Line(*values)
