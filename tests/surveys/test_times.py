"""Times in words, also where the clocks change. The site's zone is America/New_York."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from surveys.asking.times import days_left, moment, when

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 14, 0, tzinfo=ZONE)  # a Friday


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("moment_", "words"),
    [
        (at(2026, 11, 20, 17, 0), "today at 5 pm"),
        (at(2026, 11, 20, 9, 30), "today at 9:30 am"),
        (at(2026, 11, 19, 17, 0), "yesterday at 5 pm"),
        (at(2026, 11, 21, 12, 0), "tomorrow at noon"),
        (at(2026, 11, 22, 0, 0), "on Sunday at 12:00 am"),
        (at(2026, 11, 26, 17, 0), "on Thursday at 5 pm"),
        (at(2026, 11, 27, 17, 0), "on Friday, November 27, at 5 pm"),
        (at(2026, 11, 18, 17, 0), "on Wednesday, November 18, at 5 pm"),
        (at(2027, 1, 4, 8, 0), "on Monday, January 4, 2027, at 8 am"),
    ],
)
def test_a_time_is_said_as_people_say_it(moment_: datetime, words: str) -> None:
    assert when(moment_, NOW) == words


@pytest.mark.parametrize(
    ("moment_", "words"),
    [
        (at(2026, 12, 4, 9, 0), "14 days"),
        (at(2026, 11, 21, 15, 0), "1 day"),
        (at(2026, 11, 21, 13, 0), "23 hours"),
        (at(2026, 11, 20, 15, 30), "1 hour"),
        (at(2026, 11, 20, 14, 59), "less than an hour"),
        (at(2026, 11, 20, 14, 0), ""),
        (at(2026, 11, 1, 14, 0), ""),
    ],
)
def test_what_is_left_is_said_in_days_then_hours(moment_: datetime, words: str) -> None:
    assert days_left(moment_, NOW) == words


def test_a_day_of_25_hours_is_one_day() -> None:
    before = at(2026, 10, 31, 17, 0)
    assert when(at(2026, 11, 1, 17, 0), before) == "tomorrow at 5 pm"
    assert days_left(at(2026, 11, 1, 17, 0), before) == "1 day"


def test_a_time_of_another_zone_is_said_in_the_sites() -> None:
    assert when(datetime(2026, 11, 20, 23, 0, tzinfo=ZoneInfo("UTC")), NOW) == "today at 6 pm"


def test_on_paper_it_needs_no_today() -> None:
    assert moment(at(2026, 11, 20, 17, 0)) == "Friday, November 20, 5 pm"
