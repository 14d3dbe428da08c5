"""The steps of a task, and the links that show it: changed one by one, by what they say and not by where they stand.

So two people who tick different steps at the same time both succeed. Pure functions on lists, and the one action that
applies them to what stands now.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from organizations.models import User
from organizations.text import clean_line

from ..models import ChangeKind, Task
from .changing import Edit, change, lock_plan
from .refusing import must_be_in_plan

MOST_STEPS = 100
MOST_LINKS = 20
Step = dict[str, Any]
"""{"text": str, "done": bool}"""
Link = dict[str, str]
"""{"title": str, "url": str}"""


class GoneError(ValueError):
    """What was to be changed is not there any more: somebody else changed it."""


class ThereAlreadyError(ValueError):
    """There is one that says the same."""


class TooManyError(ValueError):
    """There are as many as there can be."""


def tick(steps: Sequence[Step], text: str, *, done: bool) -> list[Step]:
    """Mark a step as done or not; it may be so already. Raises GoneError."""
    at = _at(steps, text)
    return [{**step, "done": done} if n == at else step for n, step in enumerate(steps)]


def add(steps: Sequence[Step], text: str) -> list[Step]:
    """Add a step at the end. Raises ThereAlreadyError, TooManyError."""
    _check_new(steps, text)
    if len(steps) >= MOST_STEPS:
        raise TooManyError
    return [*steps, {"text": text, "done": False}]


def reword(steps: Sequence[Step], was: str, text: str) -> list[Step]:
    """Say a step in other words. Raises GoneError, ThereAlreadyError."""
    at = _at(steps, was)
    _check_new([step for n, step in enumerate(steps) if n != at], text)
    return [{**step, "text": text} if n == at else step for n, step in enumerate(steps)]


def remove(steps: Sequence[Step], text: str) -> list[Step]:
    """Take a step out; one that is out already stays out."""
    try:
        at = _at(steps, text)
    except GoneError:
        return list(steps)
    return [step for n, step in enumerate(steps) if n != at]


def move(steps: Sequence[Step], text: str, *, by: int) -> list[Step]:
    """Move a step one up (-1) or down (1); at the end of the list it stays. Raises GoneError."""
    at = _at(steps, text)
    to = at + by
    moved = list(steps)
    if 0 <= to < len(moved):
        moved[at], moved[to] = moved[to], moved[at]
    return moved


def add_link(links: Sequence[Link], link: Link) -> list[Link]:
    """Add a link at the end, or give one that is there another title. Raises TooManyError."""
    if any(there["url"] == link["url"] for there in links):
        return [link if there["url"] == link["url"] else there for there in links]
    if len(links) >= MOST_LINKS:
        raise TooManyError
    return [*links, link]


def remove_link(links: Sequence[Link], url: str) -> list[Link]:
    return [link for link in links if link["url"] != url]


@transaction.atomic
def change_list(
    *, task: Task, field: str, actor: User | None, make: Callable[[list[Any]], list[Any]], summary: str
) -> Task:
    """Apply `make` to the steps or the evidence (`field`) of a task as they stand now.

    Raises what `make` raises, TakenOutError, PutAwayError.
    """
    plan = lock_plan(task.plan)
    now = Task.objects.get(pk=task.pk)
    must_be_in_plan(now)
    edit = Edit(now, {field: make(getattr(now, field))})
    change(plan=plan, actor=actor, kind=ChangeKind.EDITED, summary=summary, edits=[edit])
    return Task.objects.select_related("plan", "owner__user").get(pk=task.pk)


def _at(steps: Sequence[Step], text: str) -> int:
    said = clean_line(text)  # a form sends line ends of its own
    for n, step in enumerate(steps):
        if clean_line(step["text"]) == said:
            return n
    raise GoneError(text)


def _check_new(steps: Sequence[Step], text: str) -> None:
    if any(step["text"].casefold() == text.casefold() for step in steps):
        raise ThereAlreadyError(text)
