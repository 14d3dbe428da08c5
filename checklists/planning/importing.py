"""Tasks from a table: reading a CSV with everything that is wrong in it, and adding what is good as one change.

A row is counted as a spreadsheet counts it: the headings are row 1.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction

from organizations.audit import Action, note
from organizations.models import Membership, User
from organizations.text import clean_line, clean_text

from ..models import Change, Plan, Status
from ..working.changing import lock_plan
from .adding import MOST_TASKS, NewTask, add_tasks
from .moving import windows_of
from .phases import phases_of
from .reading import NotReadError, as_day, as_status, plain_words
from .schedule import places

T = TypeVar("T")
COLUMNS = ("Title", "Phase", "Due", "Owner", "Status", "Notes", "Steps")
# What people, and PeerReady's own export, call the columns too.
ALSO = {"task": "title", "name": "title", "due date": "due", "date": "due", "assigned": "owner", "responsible": "owner"}
ALSO |= {
    "who": "owner",
    "by when": "due",
    "assigned to": "owner",
    "note": "notes",
    "step": "steps",
    "sub steps": "steps",
}
NOT_TAKEN = "Imported as not needed"
LARGEST = 500_000  # bytes
MOST_COLUMNS = 60
MOST_SHOWN = 40
MOST_STEPS = 100
LONGEST = {"title": 300, "owner": 150, "notes": 20_000, "step": 500}
BOM = "\ufeff"
_ESCAPED = re.compile("'+[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")  # as PeerReady writes what a spreadsheet would compute
_BOX = re.compile(r"\[[ xX]?\]\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A task of the file. Its owner is `member`, or somebody outside, or nobody. Without `due`, the plan dates it."""

    number: int
    title: str
    phase: str
    due: date | None
    status: str
    owner_name: str
    member: Membership | None
    notes: str
    steps: tuple[str, ...]

    @property
    def member_pk(self) -> int | None:
        return self.member.pk if self.member else None


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A file as it was read for a plan: the good rows, all problems of the others, and the columns not read."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    state: int

    @property
    def seen(self) -> str:
        """A digest of what would be added, so that it can be told from what was looked at."""
        rows = [(r.title, r.phase, r.due, r.status, r.owner_name, r.member_pk, r.notes, r.steps) for r in self.rows]
        return hashlib.sha256(repr((self.state, rows)).encode()).hexdigest()[:32]

    @property
    def problems_shown(self) -> tuple[Problem, ...]:
        return self.problems[:MOST_SHOWN]

    @property
    def bad_rows(self) -> int:
        return len({problem.row for problem in self.problems})


class FileError(ValueError):
    """A file of which nothing can be taken. Its text says why, and what to do."""


class ChangedError(Exception):
    """What would be added is not what was looked at: `reading` is how it would be now. Nothing was added."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or as Excel on Windows writes it. Raises FileError."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileError("This file is not text that we can read. Save it as “CSV UTF-8”, then try again.")


def read_tasks(text: str, *, plan: Plan, members: Sequence[Membership]) -> Reading:
    """Read a table for a plan. Raises FileError where nothing of it can be taken. One query."""
    table = list(_rows(text.removeprefix(BOM)))
    if not table:
        raise FileError("This is empty. The first row names the columns, and each row below it is a task.")
    columns, ignored = _columns(table[0][1])
    if len(table) - 1 > MOST_TASKS:
        raise FileError(f"These are {len(table) - 1:,} tasks; a plan holds {MOST_TASKS:,}. Take out some rows first.")
    if len(table) == 1:
        raise FileError("There are headings, and no tasks below them.")
    titles = list(plan.tasks.present().values_list("title", flat=True))
    reader = _Reader(plan, members, {title.casefold() for title in titles})
    for number, cells in table[1:]:
        row = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        reader.read(number, row, len(cells) > len(table[0][1]))
    if len(titles) + len(reader.rows) > MOST_TASKS:
        raise FileError(f"With these the plan would have more than {MOST_TASKS:,} tasks. Take out some rows first.")
    return Reading(tuple(reader.rows), tuple(reader.problems), ignored, plan.last_number)


@transaction.atomic
def import_tasks(
    *, plan: Plan, actor: User, text: str, members: Sequence[Membership], seen: str, only_good: bool
) -> Change | None:
    """Add the good rows as one change that can be undone, and note it in the trail.

    Raises ChangedError where they are not those that were `seen`, or some are not good and that was not accepted.
    """
    locked = lock_plan(plan)
    locked.organization = plan.organization
    reading = read_tasks(text, plan=locked, members=members)
    if reading.seen != seen or not reading.rows or (reading.problems and not only_good):
        raise ChangedError(reading)
    count = len(reading.rows)
    told = f"Imported {count} task{'' if count == 1 else 's'}"
    made, _ = add_tasks(plan=locked, actor=actor, tasks=_new_tasks(reading.rows), summary=f"{told} from a file")
    note(
        organization=plan.organization,
        actor=actor,
        action=Action.IMPORTED,
        subject=f"{told.removeprefix('Imported ')} into {locked.audit_title}",
    )
    return made


class _Reader:
    """Collects rows and problems."""

    def __init__(self, plan: Plan, members: Sequence[Membership], there: set[str]) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.there = there
        self.seen: dict[tuple[str, str], int] = {}
        self.phases = _phases_by_name(plan.kind)
        self.titles = ", ".join(f"“{phase.title}”" for phase in phases_of(plan.kind))
        self.windows = list(windows_of(plan).items())
        self.by_address = {member.user.email.casefold(): member for member in members}
        self.by_name: dict[str, list[Membership]] = {}
        for member in members:
            self.by_name.setdefault(str(member.user).casefold(), []).append(member)

    def read(self, number: int, cells: Mapping[str, str], is_too_long: bool) -> None:
        """Take a row, or note all that is wrong with it."""
        problems: list[str] = ["This row has more cells than the headings."] if is_too_long else []

        def tried(cell: str, read: Callable[[str], T], otherwise: T) -> T:
            try:
                return read(cell)
            except NotReadError as refused:
                problems.append(str(refused))
                return otherwise

        title, notes = clean_line(cells["title"]), clean_text(cells.get("notes", ""))
        due = tried(cells.get("due", ""), as_day, None)
        status = tried(cells.get("status", ""), as_status, Status.NOT_STARTED.value)
        phase = tried(cells.get("phase", ""), lambda cell: self._phase(cell, due), "")
        nobody: tuple[Membership | None, str] = (None, "")
        member, owner_name = tried(cells.get("owner", ""), self._owner, nobody)
        no_steps: tuple[str, ...] = ()
        steps = tried(cells.get("steps", ""), _steps, no_steps)
        problems[:0] = self._title_problems(title, phase, number)
        if len(notes) > LONGEST["notes"]:
            problems.append(f"The notes are longer than {LONGEST['notes']:,} characters.")
        if problems:
            self.problems += [Problem(number, problem) for problem in problems]
        else:
            self.rows.append(Row(number, title, phase, due, status, owner_name, member, notes, steps))

    def _title_problems(self, title: str, phase: str, number: int) -> list[str]:
        if not title:
            return ["There is no title. Say in the column “Title” what is to be done."]
        if len(title) > LONGEST["title"]:
            return [f"The title has {len(title):,} characters; {LONGEST['title']} is the most."]
        if title.casefold() in self.there:
            return [f"“{title}” is in the plan already."]
        first = self.seen.setdefault((title.casefold(), phase), number)
        return [f"“{title}” stands in row {first} already."] if first != number else []

    def _phase(self, cell: str, due: date | None) -> str:
        text = clean_line(cell)
        if text:
            if plain_words(text) not in self.phases:
                raise NotReadError(f"There is no phase “{_short(text)}”. The phases are: {self.titles}.")
            return self.phases[plain_words(text)]
        if due is None:
            return self.windows[0][0]
        return next((slug for slug, window in self.windows if due <= window.closes), self.windows[-1][0])

    def _owner(self, cell: str) -> tuple[Membership | None, str]:
        name = clean_line(cell)
        if name.casefold() in self.by_address:
            return self.by_address[name.casefold()], ""
        members = self.by_name.get(name.casefold(), [])
        if len(members) > 1:
            raise NotReadError(f"Several members are called “{name}”. Write the e-mail address of the one you mean.")
        if len(name) > LONGEST["owner"]:
            raise NotReadError(f"The owner's name has more than {LONGEST['owner']} characters.")
        return (members[0], "") if members else (None, name)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, [cell[1:] if _ESCAPED.match(cell) else cell for cell in cells]
    except csv.Error as error:
        raise FileError(f"Row {number + 1} cannot be read ({error}). Save the table as CSV once more.") from error


def _columns(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column is, and the names of the others."""
    if len(headings) > MOST_COLUMNS:
        raise FileError(f"The first row has {len(headings):,} cells; it should name the columns, such as “Title”.")
    known = {column.casefold() for column in COLUMNS}
    found: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        words = plain_words(heading)
        name = ALSO.get(words, words)
        if name not in known:
            ignored += [_short(clean_line(heading))] if heading.strip() else []
        elif name in found:
            raise FileError(f"The column “{name.title()}” stands there twice. Take one of them out, or rename it.")
        else:
            found[name] = place
    if "title" not in found:
        raise FileError("The first row must name the columns, and one of them must be “Title”.")
    return found, tuple(ignored)


def _phases_by_name(kind: str) -> dict[str, str]:
    names = {plain_words(phase.slug): phase.slug for phase in phases_of(kind)}
    return names | {plain_words(phase.title): phase.slug for phase in phases_of(kind)}


def _steps(cell: str) -> tuple[str, ...]:
    parts = (clean_line(_BOX.sub("", part.strip(), count=1)) for part in re.split(r"[;\n]", cell))
    steps = tuple(part for part in parts if part)
    if len(steps) > MOST_STEPS:
        raise NotReadError(f"These are {len(steps)} steps; {MOST_STEPS} is the most.")
    if any(len(step) > LONGEST["step"] for step in steps):
        raise NotReadError(f"A step has more than {LONGEST['step']} characters. Steps are separated by semicolons.")
    return steps


def _new_tasks(rows: Sequence[Row]) -> list[NewTask]:
    """The rows as tasks, spread over their phases in the order of the file."""
    of_phase: dict[str, list[Row]] = {}
    for row in rows:
        of_phase.setdefault(row.phase, []).append(row)
    place = {row.number: p for of in of_phase.values() for row, p in zip(of, places(len(of)), strict=True)}
    return [
        NewTask(
            title=row.title,
            phase=row.phase,
            place=place[row.number],
            due=row.due,
            status=row.status,
            reason=NOT_TAKEN if row.status == Status.NOT_NEEDED else "",
            owner_name=row.owner_name,
            member=row.member,
            notes=row.notes,
            steps=row.steps,
        )
        for row in rows
    ]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
