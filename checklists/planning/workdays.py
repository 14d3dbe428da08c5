"""Which days are working days: never a weekend and, where a plan says so, no federal holiday of the United States."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=200)
def holiday_names(year: int) -> dict[date, str]:
    """The days of a year on which federal holidays are observed, by a library that is loaded when it is needed."""
    from holidays import country_holidays

    found = country_holidays("US", years=(year, year + 1))
    return {day: name for day, name in sorted(found.items()) if day.year == year}


@lru_cache(maxsize=200)
def federal_holidays(year: int) -> frozenset[date]:
    """The same days without their names."""
    return frozenset(holiday_names(year))


def working_days(*, skips_holidays: bool) -> Callable[[date], bool]:
    """A test for working days."""

    def is_working(day: date) -> bool:
        return day.weekday() < 5 and not (skips_holidays and day in federal_holidays(day.year))

    return is_working
