"""What an organization's home page shows besides areas, plan and hiring: what is open, what has changed since the
reader was here, and the situation from which the next action follows.

Surveys, readers, issues, tasks and members are read with one query, as rows that have the same columns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.timezone import localdate

from assessments.standing import InstrumentState, Overview
from checklists.models import Origin, PlanKind, Status, Task
from checklists.planning.cards import PlanCard
from jobdesc.models import Description, DescriptionStatus, Reader, Verdict
from organizations.access import Capability
from organizations.models import Membership, Organization
from reports.models import Issue
from surveys.models import Survey

from .next_action import Assessment, Gap, Links, Place, Situation
from .plan_card import Planned
from .portfolio.models import EntryState, PortfolioEntry

MOST_CHANGES = 6
BEGUN = ("under-way", "reopened")


class Row(NamedTuple):
    """Something that happened or is open. `number` is what is counted of it, if anything."""

    what: str
    pk: int
    title: str
    on: datetime | None
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its link. `on` is the day that matters of it, if any."""

    text: str
    url: str
    on: date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the page, and when. `me` is None for visitors; `since` is the last visit, None at the first."""

    organization: Organization
    me: Membership | None
    may: frozenset[Capability]
    since: datetime | None
    now: datetime

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.organization.slug, *args])


def rows_of(reading: Reading) -> list[Row]:
    """Everything that is open, and whatever came since. One query, which asks of each table what is the reader's."""
    here, since = reading.organization, reading.since or reading.now
    surveys = Survey.objects.for_organization(here).order_by()
    jobs = Description.objects.for_organization(here).current().order_by()
    in_review = jobs.filter(status=DescriptionStatus.IN_REVIEW)
    tasks = Task.objects.for_organization(here).present().filter(plan__kind=PlanKind.PROGRAM, plan__archived_at=None)
    agreed = Q(readers__verdict=Verdict.AGREED, readers__read_version=F("version"))
    asked = Reader.objects.filter(description__in=in_review, member=reading.me).exclude(asked_version=None)
    newcomers = Membership.objects.filter(organization=here, joined_at__gt=since)
    name = Coalesce(NullIf("user__name", Value("")), "user__email", output_field=CharField())
    parts = [
        _rows("survey-open", surveys.launched(), "name", "closes_at"),
        _rows("survey-closed", surveys.closed().filter(closed_at__gt=since), "name", "closed_at"),
        _rows(
            "in-review",
            in_review.annotate(n=Count("readers") - Count("readers", filter=agreed)).filter(readers__isnull=False),
            "title",
            "saved_at",
            F("n"),
        ),
        _rows("approved", jobs.filter(approved__approved_at__gt=since), "title", "approved__approved_at"),
        _rows("issue", Issue.objects.for_organization(here).order_by(), "name", "issued_at", F("number")),
        _rows("origin", Origin.objects.filter(task__in=tasks).order_by(), "item_key", None),
        _rows(
            "done",
            tasks.filter(status=Status.DONE, finished_on__gte=localdate(since)).order_by().values("plan"),
            "plan__name",
            None,
            Count("pk"),
            pk=F("plan"),
        ),
    ]
    if reading.me:
        unread = Q(read_version=None) | Q(read_version__lt=F("asked_version"))
        parts.append(
            _rows("to-read", asked.filter(unread).order_by(), "description__title", "asked_at", pk=F("description"))
        )
        parts.append(_rows("joined", newcomers.exclude(pk=reading.me.pk).order_by(), name, "joined_at"))
    if Capability.MANAGE_SETTINGS in reading.may:
        asking = PortfolioEntry.objects.for_organization(here).filter(state=EntryState.ASKED).order_by()
        parts.append(_rows("asks-to-see", asking, "portfolio__name", "asked_at"))
    first, *others = parts
    return [Row(*row) for row in first.union(*others, all=True)]


def _rows(
    what: str, found: "QuerySet[Any, Any]", title: Any, on: str | None, number: Any = None, pk: Any = None
) -> "QuerySet[Any, Any]":
    """Rows of one kind, with the columns of all others, so that they can be asked for together."""
    nothing = Cast(Value(None), DateTimeField())
    return found.values_list(
        Value(what, output_field=CharField()),
        Cast(pk or F("pk"), IntegerField()),
        Cast(F(title) if isinstance(title, str) else title, CharField(max_length=300)),
        F(on) if on else nothing,
        Cast(number or Value(0), IntegerField()),
    )


def what_is_open(
    reading: Reading, overview: Overview, plans: Iterable[PlanCard], rows: Sequence[Row]
) -> tuple[Line, ...]:
    """What was begun and is not finished, what is pressing first."""
    late = [
        Line(f"{_count(n, 'task')} of “{card.plan.name}” {'is' if n == 1 else 'are'} overdue", url, None, is_late=True)
        for card in plans
        if (n := card.progress.overdue)
        for url in (reading.url("checklists:plan", card.plan.pk),)
    ]
    today = localdate(reading.now)
    surveys = [
        Line(
            _survey(row, reading.now),
            reading.url("surveys:survey", row.pk),
            localdate(row.on),
        )
        for row in rows
        if row.what == "survey-open" and row.on
    ]
    jobs = [
        Line(f"The job description “{row.title or 'without a title'}” {_read(row)}", _job(reading, row))
        for row in rows
        if row.what == "in-review"
    ]
    begun = [
        Line(f"“{one.instrument.title}”: {one.answered} of {one.item_count} answered", _assessment(reading, one))
        for one in overview.states
        if one.state in BEGUN
    ]
    asks = [
        Line(f"“{row.title}” asks to see how you stand", reverse("seen", args=[reading.organization.slug]))
        for row in rows
        if row.what == "asks-to-see"
    ]
    return (*late, *asks, *sorted(surveys, key=lambda line: line.on or today), *jobs, *begun)


def what_changed(reading: Reading, overview: Overview, rows: Sequence[Row]) -> tuple[Line, ...]:
    """What came since the reader was here, the latest first, as far as they may read it; nothing at a first visit."""
    if reading.since is None:
        return ()
    found = [line for row in rows if (line := _came(reading, row))]
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
        return Line(text, reading.url("checklists:plan", row.pk), on)
    if row.what == "issue" and reading.since and row.on and row.on > reading.since:
        return Line(f"“{row.title}”, no. {row.number}, was issued", reading.url("reports:issue", row.pk), on)
    if row.what == "joined" and Capability.SEE_MEMBERS in reading.may:
        return Line(f"{row.title} joined", reading.url("organizations:members"), on)
    return None


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
            reports=reading.url("reports:index"),
            compose=reading.url("reports:compose-new"),
            new_plan=reading.url("checklists:new"),
            calls=calls,
            my_tasks=reading.url("checklists:mine"),
        ),
        overdue=overdue,
        past_closing=_places(reading, rows, "survey-open", "surveys:close", before=reading.now),
        to_read=_places(reading, rows, "to-read", "jobdesc:description"),
        to_see=_places(reading, rows, "survey-closed", "surveys:survey") if reading.since else (),
        to_approve=_places(reading, [row for row in rows if not row.number], "in-review", "jobdesc:description"),
        assessment=_to_fill(reading, next_state) if next_state else None,
        gap=_gap(overview, {row.title for row in rows if row.what == "origin"}),
        has_assessments=bool(overview.states),
        completed=len(overview.completed),
        completed_since=sum(1 for on in done if last_issued is None or on > last_issued),
        ever_issued=last_issued is not None,
    )


def _places(
    reading: Reading, rows: Iterable[Row], what: str, route: str, before: datetime | None = None
) -> tuple[Place, ...]:
    """Those of one kind, the earliest first; with `before`, those of an earlier time alone."""
    found = [row for row in rows if row.what == what and (before is None or (row.on is not None and row.on <= before))]
    found.sort(key=lambda row: (row.on is None, row.on or reading.now, row.pk))
    return tuple(
        Place(row.title or "without a title", reading.url(route, row.pk), localdate(row.on) if row.on else None)
        for row in found
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


def _gap(overview: Overview, planned: set[str]) -> Gap | None:
    """The lowest answer of an area that no task of a current plan comes from."""
    found = [
        (item, one)
        for area in overview.areas
        for one in area.completed
        for item in (one.result.gaps if one.result else ())
        if item.level == "low" and item.item.key not in planned
    ]
    if not found:
        return None
    item, one = min(found, key=lambda each: each[0].share or 0)
    return Gap(item.item.title or item.item.text, one.instrument.title, len(found) - 1)


def _assessment(reading: Reading, one: InstrumentState) -> str:
    may_fill = Capability.ASSESS in reading.may
    return reading.url("assessments:record", one.instrument.slug) if may_fill else reading.url("assessments:index")


def _job(reading: Reading, row: Row) -> str:
    return reading.url("jobdesc:description", row.pk)


def _survey(row: Row, now: datetime) -> str:
    if row.on is None:
        return f"The survey “{row.title}” is open"
    day = f"{localdate(row.on):%B} {localdate(row.on).day}"
    return (
        f"The survey “{row.title}” {f'ended on {day} and is not closed' if row.on <= now else f'is open until {day}'}"
    )


def _read(row: Row) -> str:
    if not row.number:
        return "was read by everybody and can be approved"
    return f"waits for {_count(row.number, 'reader')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
