"""A feed as calendar programs read it (RFC 5545, 7986). Each task is an event of one whole day.

Events and not to-dos: Google's and Outlook's calendars leave those out of a subscription. A task that is taken out of
its plan is simply not there any more: programs replace all that a subscription showed by what it shows now, while one
marked as canceled would stay as a crossed-out line in some.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vText

from organizations.text import clean_line

from ..models import Feed, Status, Task
from .feeds import MY_TASKS, tasks_of

FORMAT = 1
"""Counts how events are written, so that what a program has kept is not taken for new after a change of it."""
READ_AGAIN = timedelta(hours=1)
MARKS = {Status.DONE: "✓ ", Status.NOT_NEEDED: "Not needed: "}


@dataclass(frozen=True, slots=True)
class Day:
    """One task as a calendar shows it. `sequence` never falls."""

    uid: str
    sequence: int
    changed_at: datetime
    on: date
    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Shown:
    """All that a feed shows."""

    name: str
    days: tuple[Day, ...]

    @property
    def etag(self) -> str:
        said = repr((FORMAT, self.name, [astuple(day) for day in self.days]))
        return f'"{hashlib.sha256(said.encode(errors="replace")).hexdigest()[:32]}"'


def shown_by(feed: Feed) -> Shown:
    """What a feed shows now. One query; titles, dates, owners and plans, and nothing else of the tasks."""
    organization = feed.organization
    name = feed.plan.name if feed.plan else MY_TASKS
    return Shown(
        name=clean_line(f"{name} · {organization.name}"),
        days=tuple(_days(tasks_of(feed).order_by("due", "pk"), organization.slug)),
    )


def _days(tasks: Iterable[Task], slug: str) -> Iterable[Day]:
    # Addresses are put together by hand below: a thousand calls of reverse take longer than all the rest.
    below = settings.SITE_URL + reverse("checklists:index", args=[slug])
    for task in tasks:
        if task.due is None:
            continue
        url = f"{below}{task.plan_id}/tasks/{task.number}/"
        owner = clean_line(task.owner_name) or "nobody yet"
        if task.owner_has_left:
            owner += " (has left)"
        lines = (f"Status: {Status(task.status).label}", f"Owner: {owner}", f"Plan: {clean_line(task.plan.name)}", url)
        yield Day(
            uid=f"{task.uid}@peerready",
            sequence=task.sequence,
            changed_at=task.changed_at.astimezone(UTC),
            on=task.due,
            title=MARKS.get(Status(task.status), "") + (clean_line(task.title) or "A task"),
            about="\n".join(lines),
            url=url,
        )


def write(shown: Shown) -> bytes:
    """The calendar as a file. Its days have no time zone, and its moments are in UTC."""
    calendar = Calendar()
    calendar.add("prodid", "-//PeerReady//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(shown.name))  # icalendar would escape neither by itself
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for day in shown.days:
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def _event(day: Day) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.sequence)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(1))
    event.add("summary", day.title)
    event.add("description", day.about)
    event.add("url", day.url)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event
