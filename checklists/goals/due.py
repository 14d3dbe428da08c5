"""When a measure asks for its next value. Pure."""

import calendar
from datetime import date

from ..models import HowOften

MONTHS = {HowOften.MONTH: 1, HowOften.QUARTER: 3, HowOften.HALF: 6, HowOften.YEAR: 12}


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a month that has no such day: January 31, February 28."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_due(how_often: str, starts_on: date, last_on: date | None) -> date:
    """The day from which the next value is asked for: one period after the last one, or after the beginning."""
    return add_months(last_on or starts_on, MONTHS[HowOften(how_often)])
