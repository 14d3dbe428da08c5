"""The lead time that a toolkit advises, held against a plan's date."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from toolkits.models import Entry

from ..findings import LeadTime, lead_time
from ..goals.due import add_months
from ..models import Plan, PlanKind

SPEED_UP = ("legere-readying", "speed-up")
"""Collection and section of the handbook's ways to get ready faster, where the date is not one's own to choose."""
WEEK, MONTH = 7, 365.25 / 12


@dataclass(frozen=True, slots=True)
class LeadCheck:
    """A lead time beside the time that there is, from `begin` to `anchor`."""

    lead: LeadTime
    begin: date
    anchor: date

    @property
    def is_asked(self) -> bool:
        """Whether the questions that say how much time is needed have been answered."""
        return self.lead.on is not None

    @property
    def is_past(self) -> bool:
        """Whether the date was there before the preparing began, so that no advice on beginning helps any more."""
        return self.anchor <= self.begin

    @property
    def advised_on(self) -> date | None:
        """The first date that leaves as much time as advised; None where no figure is given."""
        return add_months(self.begin, self.lead.months) if self.lead.months else None

    @property
    def is_short(self) -> bool:
        return self.advised_on is not None and not self.is_past and self.anchor < self.advised_on

    @property
    def time(self) -> str:
        """The time that there is, in words."""
        return how_long((self.anchor - self.begin).days)

    @property
    def missing(self) -> str:
        """What of the advised time is missing, in words; "" where nothing is."""
        return how_long((self.advised_on - self.anchor).days) if self.advised_on and self.is_short else ""


def how_long(days: int) -> str:
    """So many days in words that people plan with."""
    if days < 2 * WEEK:
        return f"{days} day{'' if days == 1 else 's'}"
    weeks, months = round(days / WEEK), round(days / MONTH)
    return f"about {weeks} weeks" if days < 2 * MONTH else f"about {months} months"


def check_date(lead: LeadTime | None, anchor: date, today: date | None = None) -> LeadCheck | None:
    """A lead time beside a date for a plan that is not made yet: whatever it asks for begins today."""
    return LeadCheck(lead, today or timezone.localdate(), anchor) if lead else None


def check_plan(plan: Plan, today: date | None = None) -> LeadCheck | None:
    """The lead time of a plan's organization beside its date; None for a plan that it says nothing of. Two queries.

    The time runs from the day on which the plan began or the questions were answered, whichever is later: a plan that
    was long enough when it began is not called short when half of it is over.
    """
    if plan.kind != PlanKind.PROGRAM or plan.archived_at or plan.anchor <= (today or timezone.localdate()):
        return None
    lead = lead_time(plan.organization)
    return LeadCheck(lead, max(plan.scheduled_from, lead.on or plan.scheduled_from), plan.anchor) if lead else None


def ways_to_speed_up() -> list[Entry]:
    """The handbook's ways, each with what it says of how. One query."""
    collection, section = SPEED_UP
    found = Entry.objects.filter(collection=collection, section=section)
    return list(found.select_related("toolkit", "collection").order_by("position"))
