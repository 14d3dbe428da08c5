"""What an organization's home page says besides areas, plan and hiring: what is open, what has changed since the reader
was here, and the situation from which the next action follows. Pure: of `glance_rows`, results and plans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from assessments.results import ItemResult
from assessments.standing import InstrumentState, Overview
from checklists.planning.cards import PlanCard
from organizations.access import Capability

from .glance_rows import Reading, Row
from .next_action import Assessment, Gap, Links, Place, Situation
from .plan_card import Planned

MOST_CHANGES = 6
BEGUN = ("under-way", "reopened")
OPEN = ("asks-to-see", "survey-open", "in-review", "wants-change", "share-ends", "posting-ends")
"""What is open besides tasks and assessments, in the order in which it is told."""


Low = tuple[ItemResult, InstrumentState]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its link. `on` is the day that matters of it, if any."""

    text: str
    url: str
    on: date | None = None
    is_late: bool = False


def what_is_open(
    reading: Reading, overview: Overview, plans: Iterable[PlanCard], rows: Sequence[Row]
) -> tuple[Line, ...]:
    """What was begun and is not finished, what is pressing first."""
    late = [
        Line(f"{_count(n, 'task')} of “{card.plan.name}” {'is' if n == 1 else 'are'} overdue", url, is_late=True)
        for card in plans
        if (n := card.progress.overdue)
        for url in (reading.url("checklists:plan", card.plan.pk),)
    ]
    agreed = {row.pk for row in _all_agreed(rows)}
    waiting = [line for what in OPEN for row in _in_time(rows, what) if (line := _open(reading, row, agreed))]
    begun = [
        Line(f"“{one.instrument.title}”: {one.answered} of {one.item_count} answered", _assessment(reading, one))
        for one in overview.states
        if one.state in BEGUN
    ]
    return (*late, *waiting, *begun)


def _open(reading: Reading, row: Row, agreed: set[int]) -> Line | None:
    """`agreed` are the descriptions to which all readers agreed."""
    title = row.title or "without a title"
    if row.what == "asks-to-see":
        return Line(f"“{title}” asks to see how you stand", reverse("seen", args=[reading.organization.slug]))
    if row.what == "survey-open" and row.on:
        is_over, day = row.on <= reading.now, _day(localdate(row.on))
        until = f"ended on {day} and is not closed" if is_over else f"is open until {day}"
        return Line(f"The survey “{title}” {until}", reading.url("surveys:survey", row.pk), is_late=is_over)
    if row.what == "in-review" and (row.number or row.pk in agreed):
        waits = f"waits for {_count(row.number, 'reader')}" if row.number else "can be approved: everybody agreed"
        return Line(f"The job description “{title}” {waits}", _job(reading, row))
    if row.what == "wants-change":
        wants = f"{_count(row.number, 'reader')} {'wants' if row.number == 1 else 'want'}"
        return Line(f"{wants} a change in the job description “{title}”", _job(reading, row))
    if row.what == "share-ends" and row.on:
        return Line(f"A link to “{title}” ends on {_day(localdate(row.on))}", reading.url("reports:shares", row.pk))
    if row.what == "posting-ends" and row.on:
        return Line(f"The public page of “{title}” closes on {_day(row.on.astimezone(UTC).date())}", _job(reading, row))
    return None


def what_changed(reading: Reading, overview: Overview, rows: Sequence[Row]) -> tuple[Line, ...]:
    """What came since the reader was here, the latest first, as far as they may read it; nothing at a first visit."""
    if reading.since is None:
        return ()
    found = [line for row in rows if (line := _came(reading, row))] + _newcomers(reading, rows)
    for one in overview.completed:
        if one.completion and one.completion.completed_at > reading.since:
            url = reading.url("assessments:results", one.instrument.slug)
            found.append(Line(f"“{one.instrument.title}” was completed", url, localdate(one.completion.completed_at)))
    return tuple(sorted(found, key=lambda line: line.on or localdate(reading.now), reverse=True)[:MOST_CHANGES])


def _came(reading: Reading, row: Row) -> Line | None:
    on = localdate(row.on) if row.on else None
    if row.what == "survey-closed":
        return Line(f"The survey “{row.title}” was closed", reading.url("surveys:survey", row.pk), on)
    if row.what == "approved":
        return Line(f"The job description “{row.title}” was approved", _job(reading, row), on)
    if row.what == "done":
        text = f"{_count(row.number, 'task')} of “{row.title}” {'was' if row.number == 1 else 'were'} finished"
        return Line(text, reading.url("checklists:plan", row.pk), row.on.astimezone(UTC).date() if row.on else None)
    if row.what == "issue" and reading.since and row.on and row.on > reading.since:
        return Line(f"“{row.title}”, no. {row.number}, was issued", reading.url("reports:issue", row.pk), on)
    return None


def _newcomers(reading: Reading, rows: Sequence[Row]) -> list[Line]:
    """One line for all who joined, so that they do not crowd out the rest."""
    found = _in_time(rows, "joined")
    if not found or not found[-1].on:
        return []
    others = "" if len(found) == 1 else f" and {_count(len(found) - 1, 'other')}"
    return [Line(f"{found[-1].title}{others} joined", reading.url("organizations:members"), localdate(found[-1].on))]


def situation_of(reading: Reading, overview: Overview, planned: Planned, rows: Sequence[Row]) -> Situation:
    """What the rules of the next action look at."""
    overdue = tuple(
        Place(task.title, reading.url("checklists:task", task.plan, task.number), task.due) for task in planned.overdue
    )
    issued = [row.on for row in rows if row.what == "issue" and row.on]
    last_issued = max(issued, default=None)
    done = [one.completion.completed_at for one in overview.completed if one.completion]
    next_state = overview.next_state
    calls = reading.url("checklists:called-for", planned.cards[0].plan.pk) if planned.cards else ""
    return Situation(
        may=reading.may,
        links=Links(
            reading.url("reports:index"), reading.url("reports:compose-new"), reading.url("checklists:new"), calls
        ),
        overdue=overdue,
        past_closing=_places(reading, rows, "survey-open", "surveys:close", before=reading.now),
        to_read=_places(reading, rows, "to-read", "jobdesc:description"),
        to_see=_places(reading, rows, "survey-closed", "surveys:survey"),
        to_approve=_places(reading, _all_agreed(rows), "in-review", "jobdesc:description"),
        assessment=_to_fill(reading, next_state) if next_state else None,
        gap=_gap(low_answers(overview), rows),
        has_assessments=bool(overview.states),
        completed=len(overview.completed),
        completed_since=sum(1 for on in done if last_issued is None or on > last_issued),
        ever_issued=last_issued is not None,
    )


def _places(
    reading: Reading, rows: Iterable[Row], what: str, route: str, before: datetime | None = None
) -> tuple[Place, ...]:
    """Those of one kind, the earliest first; with `before`, those of an earlier time alone."""
    return tuple(
        Place(row.title or "without a title", reading.url(route, row.pk), localdate(row.on) if row.on else None)
        for row in _in_time(rows, what)
        if before is None or (row.on is not None and row.on <= before)
    )


def _to_fill(reading: Reading, one: InstrumentState) -> Assessment:
    about = one.instrument
    return Assessment(
        about.title,
        about.purpose,
        _assessment(reading, one),
        one.answered,
        one.item_count,
        about.minutes,
        one.state in BEGUN,
    )


def low_answers(overview: Overview) -> tuple[Low, ...]:
    """The lowest answers of the three areas, each with its assessment."""
    return tuple(
        (item, one)
        for area in overview.areas
        for one in area.completed
        for item in (one.result.gaps if one.result else ())
        if item.level == "low"
    )


def keys_of(low: Iterable[Low]) -> set[str]:
    """Their natural keys, and those by which tasks are linked to them."""
    return {key for answer, _ in low for key in (answer.item.key, answer.item.after) if key}


def _gap(low: Iterable[Low], rows: Iterable[Row]) -> Gap | None:
    """The lowest answer that no task of a current plan comes from, of those for which a toolkit has a task."""
    planned = {row.title for row in rows if row.what == "origin"}
    helped = {row.title for row in rows if row.what == "helped"}
    left = [
        (answer, one)
        for answer, one in low
        if answer.item.key not in planned and (answer.item.after or answer.item.key) in helped
    ]
    if not left:
        return None
    answer, one = min(left, key=lambda each: each[0].share or 0)
    return Gap(answer.item.title or answer.item.text, one.instrument.title, len(left) - 1)


def _all_agreed(rows: Sequence[Row]) -> list[Row]:
    """The descriptions of which every reader has said that the version that stands there is ready."""
    disputed = {row.pk for row in rows if row.what == "wants-change"}
    return [row for row in rows if row.what == "in-review" and not row.number and row.pk not in disputed]


def _in_time(rows: Iterable[Row], what: str) -> list[Row]:
    """Those of one kind, the earliest first."""
    found = [
        (row.on is None, row.on or datetime.min.replace(tzinfo=UTC), row.pk, row) for row in rows if row.what == what
    ]
    return [row for *_, row in sorted(found)]


def _assessment(reading: Reading, one: InstrumentState) -> str:
    may_fill = Capability.ASSESS in reading.may
    return reading.url("assessments:record", one.instrument.slug) if may_fill else reading.url("assessments:index")


def _job(reading: Reading, row: Row) -> str:
    return reading.url("jobdesc:description", row.pk)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _day(on: date) -> str:
    return f"{on:%B} {on.day}"
