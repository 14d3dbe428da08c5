"""Which of the tasks that results call for are shown first, and which are suggested. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from .called_for import CalledFor
from .phases import is_step

SHOWN_FIRST = 12
"""A longer list is not read; the rest can be opened below it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task to choose, its box ticked or not."""

    call: CalledFor
    is_ticked: bool


@dataclass(frozen=True)
class Suggestions:
    """What to choose from: the first ones, more, and what is in the plan already."""

    first: tuple[Suggestion, ...]
    more: tuple[Suggestion, ...]
    there: tuple[CalledFor, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.first or self.there)


def suggest(calls: Iterable[CalledFor], ticked: Iterable[str] | None = None) -> Suggestions:
    """Sort calls, which come in order. Without `ticked`, of the first ones those are ticked that `is_suggested` names.

    Nothing that is not seen at once is ticked unasked. What is only a step of a task elsewhere is left out.
    """
    calls = [call for call in calls if not is_step(str(call.entry.collection_id), call.entry.section)]
    new = [call for call in calls if call.task is None]
    chosen = {call.entry.key for call in new[:SHOWN_FIRST] if is_suggested(call)} if ticked is None else set(ticked)
    boxes = [Suggestion(call, call.entry.key in chosen) for call in new]
    there = tuple(call for call in calls if call.task)
    return Suggestions(tuple(boxes[:SHOWN_FIRST]), tuple(boxes[SHOWN_FIRST:]), there)


def is_suggested(call: CalledFor) -> bool:
    """PeerReady heuristic: a task that helps with two gaps or more, or with one that is low."""
    return len(call.gaps) > 1 or any(gap.level == "low" for gap in call.gaps)
