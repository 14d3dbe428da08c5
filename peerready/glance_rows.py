"""What an organization's home page reads besides areas, plan and hiring: one query, whatever is open or new.

Surveys, readers, issues, links, tasks and members are read as rows that have the same columns.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateTimeField, F, Max, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.timezone import localdate

from checklists.models import Origin, PlanKind, Status, Task
from jobdesc.models import Description, DescriptionStatus, Posting, Reader, Verdict
from organizations.access import Capability
from organizations.models import Membership, Organization
from reports.models import Issue, Share
from surveys.models import Survey
from toolkits.models import CollectionKind, Link

from .portfolio.models import PortfolioEntry

SOON = timedelta(days=7)
"""What ends within this is said to run out."""
NONE, NO_DAY = Value(0), Cast(Value(None), DateTimeField())  # NULL alone has no type where rows are distinct

Expression = Any
"""A field's name, or what Django takes in its place."""


class Row(NamedTuple):
    """Something that happened or is open. `number` is what is counted of it, if anything.

    `on` is midnight UTC where it is a day: of "done" and "posting-ends".
    """

    what: str
    pk: int
    title: str
    on: datetime | None
    number: int


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


def rows_of(reading: Reading, low: Collection[str] = ()) -> list[Row]:
    """Everything that is open, and whatever came since. One query, which asks of each table what is the reader's.

    `low` are natural keys: "helped" rows name those for which a toolkit has a task.
    """
    parts = [*_surveys(reading), *_jobs(reading), *_plan(reading, low), *_reports(reading), *_people(reading)]
    return [Row(*row) for row in parts[0].union(*parts[1:], all=True)]


def _rows(
    what: str,
    found: "QuerySet[Any, Any]",
    title: Expression,
    on: Expression = NO_DAY,
    number: Expression = NONE,
    pk: Expression = "pk",
) -> "QuerySet[Any, Any]":
    """Rows of one kind, with the columns of all others."""
    return found.order_by().values_list(Value(what, output_field=CharField()), pk, title, on, number)


def _surveys(reading: Reading) -> "list[QuerySet[Any, Any]]":
    surveys = Survey.objects.for_organization(reading.organization)
    parts = [_rows("survey-open", surveys.launched(), "name", "closes_at")]
    if reading.since:
        parts.append(_rows("survey-closed", surveys.closed().filter(closed_at__gt=reading.since), "name", "closed_at"))
    return parts


def _jobs(reading: Reading) -> "list[QuerySet[Any, Any]]":
    """Who has said nothing of the version that stands there is waited for; who wants a change waits for the author."""
    jobs = Description.objects.for_organization(reading.organization).current()
    readers = Reader.objects.filter(description__in=jobs.filter(status=DescriptionStatus.IN_REVIEW))
    version = F("description__version")
    silent = Q(read_version=None) | Q(read_version__lt=version) | Q(verdict="")
    each = readers.values("description", "description__title").annotate(
        silent=Count("pk", filter=silent),
        wanting=Count("pk", filter=Q(verdict=Verdict.CHANGE, read_version=version)),
        asked=Max("asked_at"),
    )
    wanting = each.filter(wanting__gt=0)
    today = localdate(reading.now)
    ending = Posting.objects.filter(description__in=jobs, ended_at=None, closes_on__range=(today, today + SOON))
    closes = Cast("closes_on", DateTimeField())
    parts = [
        _rows("in-review", each, "description__title", "asked", "silent", "description"),
        _rows("wants-change", wanting, "description__title", "asked", "wanting", "description"),
        _rows("posting-ends", ending, "description__title", closes, NONE, "description"),
    ]
    if reading.since:
        approved = jobs.filter(approved__approved_at__gt=reading.since)
        parts.append(_rows("approved", approved, "title", "approved__approved_at"))
    if reading.me:
        unread = Q(read_version=None) | Q(read_version__lt=F("asked_version"))
        to_read = readers.filter(unread, member=reading.me).exclude(asked_version=None)
        parts.append(_rows("to-read", to_read, "description__title", "asked_at", NONE, "description"))
    return parts


def _plan(reading: Reading, low: Collection[str]) -> "list[QuerySet[Any, Any]]":
    programs = Task.objects.for_organization(reading.organization).present()
    tasks = programs.filter(plan__kind=PlanKind.PROGRAM, plan__archived_at=None)
    parts = []
    if low and Capability.WORK_PLAN in reading.may:
        helping = Link.objects.filter(from_key__in=low, entry__collection__kind=CollectionKind.CHECKLIST)
        parts.append(_rows("helped", helping.distinct(), "from_key", pk=NONE))
        parts.append(_rows("origin", Origin.objects.filter(task__in=tasks, item_key__in=low), "item_key"))
    if reading.since:
        done = tasks.filter(status=Status.DONE, finished_on__gte=localdate(reading.since)).values("plan", "plan__name")
        last = Cast(Max("finished_on"), DateTimeField())
        parts.append(_rows("done", done, "plan__name", last, Count("pk"), "plan"))
    return parts


def _reports(reading: Reading) -> "list[QuerySet[Any, Any]]":
    parts = [_rows("issue", Issue.objects.for_organization(reading.organization), "name", "issued_at", "number")]
    if Capability.REPORT in reading.may:
        links = Share.objects.for_organization(reading.organization).usable(reading.now)
        ending = links.filter(ends_at__lte=reading.now + SOON)
        parts.append(_rows("share-ends", ending, "issue__name", "ends_at", NONE, "issue"))
    return parts


def _people(reading: Reading) -> "list[QuerySet[Any, Any]]":
    parts = []
    if reading.since and Capability.SEE_MEMBERS in reading.may:
        name = Coalesce(NullIf("user__name", Value("")), "user__email", output_field=CharField())
        members = Membership.objects.filter(organization=reading.organization, joined_at__gt=reading.since)
        parts.append(_rows("joined", members, name, "joined_at"))
    if Capability.MANAGE_SETTINGS in reading.may:
        asking = PortfolioEntry.objects.for_organization(reading.organization).asked()
        parts.append(_rows("asks-to-see", asking, "portfolio__name", "asked_at"))
    return parts
