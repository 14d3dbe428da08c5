"""An organization's own lists of tasks: written as text, kept of a plan, begun from a toolkit's list.

As text each phase is a few lines: a task is a line; below it lines that begin with "- " are its steps, and lines that
begin with "> " say more about it. A line whose first character is meant as such begins with a backslash.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from organizations.models import Organization, User
from organizations.text import clean_line, clean_text

from ..models import OwnList, Plan, Status, Task
from .adding import NewTask
from .phases import phases_of

MOST_LISTS = 100
AGAIN = timedelta(minutes=1)
MOST_TASKS = 300
LONGEST_TITLE = 200
MOST_STEPS, LONGEST_STEP = 100, 500
LONGEST_DETAIL = 10_000
LONGEST_TEXT = 200_000
"""Characters of one phase."""
MOST_PROBLEMS = 8
STEP_MARKS = ("- ", "* ", "• ", "\N{EN DASH} ")
SPECIAL = ("\\", ">", *(mark[0] for mark in STEP_MARKS))


@dataclass(frozen=True)
class ListTask:
    """A task of an own list, as OwnList.tasks keeps it."""

    title: str
    phase: str
    detail: str = ""
    steps: tuple[str, ...] = ()
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "detail": self.detail,
            "phase": self.phase,
            "steps": list(self.steps),
            "key": self.key,
        }


@dataclass(frozen=True)
class Read:
    """What a phase's text says, and what is wrong with it, line by line."""

    tasks: tuple[ListTask, ...]
    problems: tuple[str, ...] = field(default=())


class TooManyError(ValueError):
    """More lists, or tasks in one, than there can be. Its text says what to do."""


class StaleListError(Exception):
    """Somebody else changed the list meanwhile: `now` is what they saved. Nothing was changed."""

    def __init__(self, now: OwnList) -> None:
        super().__init__()
        self.now = now


def tasks_of(own: OwnList) -> list[ListTask]:
    """The tasks of a list, in order. One in a phase that there is not is in the first."""
    known = [phase.slug for phase in phases_of(own.kind)]
    return [
        ListTask(
            title=task["title"],
            phase=task["phase"] if task["phase"] in known else known[0],
            detail=task.get("detail", ""),
            steps=tuple(task.get("steps", ())),
            key=task.get("key", ""),
        )
        for task in own.tasks
    ]


def to_text(tasks: Iterable[ListTask]) -> str:
    """Tasks as lines. `from_text` reads the same tasks again, but for their keys."""
    lines = []
    for task in tasks:
        lines.append(f"\\{task.title}" if task.title.startswith(SPECIAL) else task.title)
        lines += [f"> {line}".rstrip() for line in task.detail.split("\n") if task.detail]
        lines += [f"- {step}" for step in task.steps]
    return "\n".join(lines)


def from_text(text: str, phase: str) -> Read:
    """Read the lines of one phase; whatever is wrong is said with its line, and the rest is read all the same."""
    tasks: list[ListTask] = []
    details: list[str] = []
    problems: list[str] = []
    for number, raw in enumerate(clean_text(text).split("\n"), 1):
        line = raw.strip()
        if not line:
            continue
        mark = next((mark for mark in STEP_MARKS if line.startswith(mark)), "")
        if line.startswith(">") or mark:
            if not tasks:
                problems.append(f"Line {number}: there is no task above it yet. Write the task first, without a sign.")
            elif mark:
                tasks[-1], problem = _with_step(tasks[-1], clean_line(line[len(mark) :]))
                problems += [f"Line {number}: {problem}"] if problem else []
            else:
                details[-1] += ("\n" if details[-1] else "") + line[1:].removeprefix(" ")
            continue
        title = clean_line(line.removeprefix("\\"))
        if len(title) > LONGEST_TITLE:
            problems.append(
                f"Line {number}: {len(title)} characters are too many for a task; {LONGEST_TITLE} is the most. "
                "Put the rest below it, on a line that begins with “> ”."
            )
        if title:
            tasks.append(ListTask(title, phase))
            details.append("")
    found = tuple(replace(task, detail=detail) for task, detail in zip(tasks, details, strict=True))
    problems += [
        f"“{task.title[:60]}” says more than {LONGEST_DETAIL:,} characters."
        for task in found
        if len(task.detail) > LONGEST_DETAIL
    ]
    return Read(found, tuple(problems))


def with_keys(tasks: Sequence[ListTask], before: Iterable[ListTask]) -> list[ListTask]:
    """The tasks with the keys that they had: a toolkit's task is known by its title, and each once."""
    keys: dict[str, str] = {}
    for task in before:
        if task.key:
            keys.setdefault(task.title.casefold(), task.key)
    return [replace(task, key=keys.pop(task.title.casefold(), "")) for task in tasks]


def of_new_tasks(tasks: Iterable[NewTask]) -> list[ListTask]:
    """A toolkit's list as one's own."""
    return [
        ListTask(
            *_shorter(task.title, task.phase, clean_text(task.detail)), tuple(map(clean_line, task.steps)), task.key
        )
        for task in tasks
    ]


def of_plan(tasks: Iterable[Task], kind: str, *, leave_out_not_needed: bool = True) -> list[ListTask]:
    """A plan's tasks as a list: by phase and date, without anything of the people, dates and notes."""
    order = {phase.slug: n for n, phase in enumerate(phases_of(kind))}
    wanted = [task for task in tasks if not (leave_out_not_needed and task.status == Status.NOT_NEEDED)]
    wanted.sort(key=lambda task: (order.get(task.phase, 0), task.due is None, task.due, task.place, task.number))
    return [
        ListTask(*_shorter(task.title, task.phase, task.detail), tuple(step["text"] for step in task.steps), task.key)
        for task in wanted
    ]


@transaction.atomic
def add_list(*, organization: Organization, actor: User, name: str, kind: str, tasks: Sequence[ListTask]) -> OwnList:
    """Add a list. The same name with the same tasks within AGAIN is the same list: a second click keeps nothing twice.

    Raises TooManyError.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    rows = [task.as_json() for task in tasks]
    lately = organization.own_lists.filter(kind=kind, name=name, saved_at__gt=timezone.now() - AGAIN)
    same = next((own for own in lately if own.tasks == rows), None)
    if same:
        return same
    if organization.own_lists.count() >= MOST_LISTS:
        raise TooManyError(f"There are {MOST_LISTS} lists already. Remove one that nobody uses any more first.")
    check_count(tasks)
    return OwnList.objects.create(
        organization=organization,
        kind=kind,
        name=name,
        tasks=rows,
        saved_by_name=str(actor)[:150],
    )


@transaction.atomic
def change_list(*, own: OwnList, version: int, actor: User, name: str, tasks: Sequence[ListTask]) -> OwnList:
    """Save what was made of `version` of a list. Raises StaleListError where it is another by now, and differs."""
    check_count(tasks)
    now = _locked(own)
    new = [task.as_json() for task in tasks]
    if (now.name, now.tasks) == (name, new):
        return now
    if now.version != version:
        raise StaleListError(now)
    now.name, now.tasks, now.saved_by_name = name, new, str(actor)[:150]
    now.version += 1
    now.save()
    return now


@transaction.atomic
def remove_list(*, own: OwnList, version: int) -> None:
    """Remove a list for good; plans that began with it stay. Raises StaleListError where it was changed meanwhile."""
    now = _locked(own)
    if now.version != version:
        raise StaleListError(now)
    now.delete()


def check_count(tasks: Sequence[object]) -> None:
    """Raises TooManyError where a list would have more than MOST_TASKS."""
    if len(tasks) > MOST_TASKS:
        raise TooManyError(f"These are {len(tasks):,} tasks, and a list holds {MOST_TASKS}. Make two lists of them.")


def by_phase(tasks: Iterable[ListTask], kind: str) -> dict[str, list[ListTask]]:
    """Tasks by phase, all phases in order."""
    found: dict[str, list[ListTask]] = {phase.slug: [] for phase in phases_of(kind)}
    for task in tasks:
        found[task.phase].append(task)
    return found


def texts_of(tasks: Iterable[ListTask], kind: str) -> Mapping[str, str]:
    """Each phase of a list as text."""
    return {phase: to_text(of_phase) for phase, of_phase in by_phase(tasks, kind).items()}


def present_tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.present())


def _locked(own: OwnList) -> OwnList:
    now = OwnList.objects.select_for_update(no_key=True).filter(pk=own.pk).first()
    if now is None:
        raise Http404("Removed meanwhile.")
    return now


def _with_step(task: ListTask, step: str) -> tuple[ListTask, str]:
    if not step:
        return task, ""
    if len(step) > LONGEST_STEP:
        return task, f"{len(step)} characters are too many for a step; {LONGEST_STEP} is the most."
    if len(task.steps) >= MOST_STEPS:
        return task, f"a task has at most {MOST_STEPS} steps."
    return replace(task, steps=(*task.steps, step)), ""


def _shorter(title: str, phase: str, detail: str) -> tuple[str, str, str]:
    """A title that a list takes; a longer one is cut, and stands in full before the detail."""
    if len(title) <= LONGEST_TITLE:
        return title, phase, detail
    return f"{title[: LONGEST_TITLE - 2].rstrip()} …", phase, "\n\n".join(filter(None, (title, detail)))
