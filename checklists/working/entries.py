"""A task as the timeline and the calendar show it: what it is called, when, by whom, how it stands. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..models import Status
from .reading import Line


class Standing(StrEnum):
    """How a task stands on a day, each with a mark of its own; in the order in which marks are explained."""

    DONE = "done"
    OPEN = "open"
    WAITING = "waiting"
    OVERDUE = "overdue"
    NOT_NEEDED = "not-needed"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list. `status` is in words, `owner` empty where there is nobody."""

    number: int
    title: str
    phase: str
    due: date | None
    standing: Standing
    status: str
    owner: str

    @property
    def words(self) -> str:
        """Its status, and that it is overdue if it is."""
        return f"{self.status}, overdue" if self.standing == Standing.OVERDUE else self.status


def standing(line: Line, today: date) -> Standing:
    """How a task stands: overdue goes before waiting."""
    if line.status == Status.DONE:
        return Standing.DONE
    if line.status == Status.NOT_NEEDED:
        return Standing.NOT_NEEDED
    if line.is_overdue(today):
        return Standing.OVERDUE
    return Standing.WAITING if line.status == Status.WAITING else Standing.OPEN


def entry(line: Line, today: date) -> Entry:
    return Entry(
        number=line.number,
        title=line.title,
        phase=line.phase,
        due=line.due,
        standing=standing(line, today),
        status=Status(line.status).label,
        owner=f"{line.owner} (has left)" if line.owner_has_left else line.owner,
    )
