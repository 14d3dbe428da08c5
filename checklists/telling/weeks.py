"""When mail about plans goes out, in the site's time zone. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING = time(7)
"""From when on mail about plans goes out, on Mondays the weekly one."""


WEEKLY = "weekly "


@dataclass(frozen=True, slots=True)
class Week:
    """A week by ISO 8601: its Monday, the moment from which its mail goes out, and how that mail is called."""

    monday: date
    begins: datetime
    what: str


def week_of(now: datetime) -> Week:
    """The week in which a moment lies here."""
    today = timezone.localdate(now)
    monday = today - timedelta(today.weekday())
    year, number, _ = today.isocalendar()
    return Week(monday, at_morning(monday), f"{WEEKLY}{year}-W{number:02}")


def at_morning(day: date) -> datetime:
    """The moment of a day from which mail goes out; the right one too where clocks change that night."""
    return datetime.combine(day, MORNING, tzinfo=timezone.get_current_timezone())
