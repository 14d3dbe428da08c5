"""A plan's tasks in columns, one column a status. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..models import Status
from .reading import Line

MOST_SHOWN = 12
"""Cards that a column shows before "show all": what is next, and what was finished last."""
MINE, NOBODY = "me", "nobody"
LATEST = 9_999_999


@dataclass(frozen=True, slots=True)
class Column:
    """A status with those of its tasks that are shown; `count` are all."""

    status: Status
    lines: tuple[Line, ...]
    count: int

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)

    @property
    def is_aside(self) -> bool:
        return self.status == Status.NOT_NEEDED


@dataclass(frozen=True, slots=True)
class Wanted:
    """A move that somebody asks for, made from a version of the task."""

    number: int
    version: int
    status: Status

    def __str__(self) -> str:
        return f"{self.number}.{self.version}.{self.status}"


def columns(lines: Iterable[Line], *, whole: bool = False) -> tuple[Column, ...]:
    """All columns in order, each with the first of its tasks; with `whole` with all of them."""
    found: dict[str, list[Line]] = {status: [] for status in Status}
    for line in lines:
        found[line.status].append(line)
    return tuple(_column(Status(status), those, whole) for status, those in found.items())


def _column(status: Status, lines: list[Line], whole: bool) -> Column:
    lines.sort(key=order)
    return Column(status, tuple(lines if whole else lines[:MOST_SHOWN]), len(lines))


def order(line: Line) -> str:
    """Where a task stands in its column, as a text that board.js compares too.

    The next due comes first, what has no date last; of finished tasks the latest finished comes first.
    """
    if line.is_finished:
        day = LATEST - line.finished_on.toordinal() if line.finished_on else LATEST
        return f"{day:07}-{LATEST - line.number:07}"
    return f"{line.due.toordinal() if line.due else LATEST:07}-{line.number:07}"


def wanted(text: str) -> Wanted | None:
    """A move as the board's buttons send it, such as "12.3.done"; None where it is none."""
    parts = re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})\.([a-z-]{1,20})", text, re.ASCII)
    if parts is None or parts[3] not in Status.values:
        return None
    return Wanted(int(parts[1]), int(parts[2]), Status(parts[3]))


def of_owner(lines: Sequence[Line], owner: str, mine: int | None) -> list[Line]:
    """The tasks of an owner (a `Line.owner_key`, MINE or NOBODY), all without one. `mine` is one's own membership."""
    if not owner:
        return list(lines)
    if owner == MINE:
        return [line for line in lines if mine is not None and line.owner_id == mine]
    if owner == NOBODY:
        return [line for line in lines if not line.has_owner]
    return [line for line in lines if line.owner_key == owner]
