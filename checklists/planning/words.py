"""Days in words, the same on every page of a plan."""

from datetime import date

NEAR = 14
"""Within so many days a date is said relative to today too."""


def how_far(days: int) -> str:
    """So many days from today: "today", "in 12 days", "3 days ago"."""
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def long_date(day: date) -> str:
    """March 1, 2027."""
    return f"{day:%B} {day.day}, {day.year}"


def short_date(day: date, today: date) -> str:
    """Mar 1, and the year where it is not this one."""
    return f"{day:%b} {day.day}" if day.year == today.year else f"{day:%b} {day.day}, {day.year}"


def span(opens: date, closes: date) -> str:
    """Mar 1 to Aug 30, 2026."""
    if opens == closes:
        return long_date(opens)
    year = f", {opens.year}" if opens.year != closes.year else ""
    return f"{opens:%b} {opens.day}{year} to {closes:%b} {closes.day}, {closes.year}"
