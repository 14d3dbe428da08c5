"""Tasks as rows of a page. What a row says is a light, frozen value, and its HTML is kept under that value.

So it is rendered once for as long as it would say the same: another day, a new name, a new role, any change of the task
makes another value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ..models import Plan, Status
from ..planning.words import NEAR, how_far, short_date
from ..working.reading import Line

MOST_KEPT = 4_000
"""Rows that are kept in a process, of 2 kB each."""
NUMBER = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One task in words. `when` is its date relative to today where that is near, `where` the phase or plan
    where the list is not by phase; `waits` are title and address of those that come before it. `key` tells it from all
    others of the page; `in_place`: its buttons change it without leaving the page."""

    key: str
    number: int
    version: int
    title: str
    url: str
    status_url: str
    status: str
    status_label: str
    reason: str
    due: str
    when: str
    is_overdue: bool
    is_near: bool
    finished: str
    owner: str
    owner_has_left: bool
    steps: int
    steps_done: int
    comments: int
    is_from_result: bool
    waits: tuple[tuple[str, str], ...]
    where: str
    may_work: bool
    in_place: bool
    is_chosen: bool = False

    @property
    def is_finished(self) -> bool:
        return self.status in (Status.DONE, Status.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the tasks of a plan are, without asking the URLconf for each."""

    before: str
    after: str

    def task(self, number: int) -> str:
        return f"{self.before}{number}{self.after}"

    def status(self, number: int) -> str:
        return f"{self.before}{number}{self.after}status/"


def addresses_of(slug: str, plan: int) -> Addresses:
    before, _, after = reverse("checklists:task", args=[slug, plan, NUMBER]).rpartition(f"/{NUMBER}/")
    return Addresses(f"{before}/", f"/{after}")


def rows_of(
    lines: Sequence[Line],
    plan: Plan,
    everything: Mapping[int, Line],
    *,
    today: date,
    may_work: bool,
    where: Mapping[str, str] | None = None,
    chosen: Iterable[int] = (),
) -> list[Row]:
    """Rows of some tasks of a plan. `everything` are all of its tasks by number; `where` are words for phases."""
    addresses = addresses_of(plan.organization.slug, plan.pk)
    ticked = frozenset(chosen)
    return [
        _row(
            line,
            addresses,
            _waits(line, everything, addresses),
            key=str(line.number),
            today=today,
            may_work=may_work,
            in_place=True,
            where=where.get(line.phase, "") if where else "",
            is_chosen=line.number in ticked,
        )
        for line in lines
    ]


def row_of_mine(line: Line, slug: str, plan_name: str, *, today: date, may_work: bool) -> Row:
    """A row of one's own tasks over several plans, which tells neither the owner nor what it waits for."""
    addresses = addresses_of(slug, line.plan)
    key = f"{line.plan}-{line.number}"
    return _row(line, addresses, (), key=key, today=today, may_work=may_work, in_place=False, where=plan_name)


@lru_cache(maxsize=MOST_KEPT)
def row_html(row: Row) -> SafeString:
    return render_to_string("checklists/plan/_row.html", {"row": row})


def rows_html(rows: Iterable[Row]) -> SafeString:
    return mark_safe("".join(map(row_html, rows)))  # noqa: S308 - joined of what templates have rendered


def as_read(row: Row) -> Row:
    """The same for somebody who may not change it."""
    return replace(row, may_work=False)


def _row(
    line: Line,
    addresses: Addresses,
    waits: tuple[tuple[str, str], ...],
    *,
    key: str,
    today: date,
    may_work: bool,
    in_place: bool,
    where: str,
    is_chosen: bool = False,
) -> Row:
    days = (line.due - today).days if line.due else 0
    is_near = bool(line.due) and not line.is_finished and days <= NEAR
    finished = f"{Status(line.status).label} {short_date(line.finished_on, today)}" if line.finished_on else ""
    return Row(
        key=key,
        number=line.number,
        version=line.version,
        title=line.title,
        url=addresses.task(line.number),
        status_url=addresses.status(line.number),
        status=line.status,
        status_label=Status(line.status).label,
        reason=line.reason,
        due=short_date(line.due, today) if line.due else "",
        when=how_far(days) if is_near and days >= 0 else "",
        is_overdue=is_near and days < 0,
        is_near=is_near and days >= 0,
        finished=finished if line.is_finished else "",
        owner=line.owner,
        owner_has_left=line.owner_has_left,
        steps=line.steps,
        steps_done=line.steps_done,
        comments=line.comments,
        is_from_result=line.is_from_result,
        waits=waits,
        where=where,
        may_work=may_work,
        in_place=in_place,
        is_chosen=is_chosen,
    )


def _waits(line: Line, everything: Mapping[int, Line], addresses: Addresses) -> tuple[tuple[str, str], ...]:
    """What an open task still waits for, of what is in the plan."""
    if not line.needs or line.is_finished:
        return ()
    before = (everything.get(number) for number in line.needs)
    return tuple((one.title, addresses.task(one.number)) for one in before if one and not one.is_finished)
