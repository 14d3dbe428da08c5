"""A task as one line of a mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from organizations.text import clean_line

from ..models import Task

MOST_LINES = 12


@dataclass(frozen=True)
class Line:
    """`who` is the owner's name, or empty."""

    title: str
    plan: str
    due: date | None
    url: str
    who: str


@dataclass(frozen=True)
class Lines:
    """The first MOST_LINES of a list, and how many more there are. False where there are none."""

    shown: tuple[Line, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown)

    def __len__(self) -> int:
        return len(self.shown) + self.more


def line(task: Task, slug: str) -> Line:
    """Needs the task's plan. `slug` is the organization's."""
    url = absolute("checklists:task", slug, task.plan_id, task.number)
    title, plan, who = (clean_line(words) for words in (task.title, task.plan.name, task.owner_name))
    return Line(title or "A task", plan, task.due, url, who)


NO_LINES = Lines()


def lines(tasks: Iterable[Task], slug: str) -> Lines:
    found = list(tasks)
    return Lines(tuple(line(task, slug) for task in found[:MOST_LINES]), max(len(found) - MOST_LINES, 0))


def absolute(route: str, *args: object) -> str:
    """The whole address of a page, for a mail."""
    return settings.SITE_URL + reverse(route, args=args)
