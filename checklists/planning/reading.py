"""What people write in the cells of a table: a date, a status, a name in other letters. Pure."""

import re
from datetime import date

from organizations.text import clean_line

from ..models import Status
from .schedule import EARLIEST, LATEST, is_plausible

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
ALSO = {
    "": Status.NOT_STARTED,
    "open": Status.NOT_STARTED,
    "todo": Status.NOT_STARTED,
    "to do": Status.NOT_STARTED,
    "new": Status.NOT_STARTED,
    "started": Status.IN_PROGRESS,
    "under way": Status.IN_PROGRESS,
    "complete": Status.DONE,
    "completed": Status.DONE,
    "finished": Status.DONE,
    "on hold": Status.WAITING,
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]0?0:00(?::00)?)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_WRITTEN = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class NotReadError(ValueError):
    """A cell that says nothing that can be taken. Its text says why."""


def as_day(cell: str) -> date | None:
    """A date as 2027-01-31, 1/31/2027 (the month first) or Jan 31, 2027; nothing as None. Raises NotReadError."""
    text = clean_line(cell)
    if not text:
        return None
    if not text.isascii() or len(text) > 40:
        raise _no_date(text)
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _AMERICAN.fullmatch(text):
        month, day, year = map(int, found.groups())
        year += 2000 if len(found[3]) == 2 else 0
    elif found := _WRITTEN.fullmatch(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(found[1].lower())), 0)
        day, year = int(found[2]), int(found[3])
    else:
        raise _no_date(text)
    try:
        due = date(year, month, day)
    except ValueError:
        raise _no_date(text) from None
    if not is_plausible(due):
        raise NotReadError(f"“{text}” is not between {EARLIEST.year} and {LATEST.year}.")
    return due


def as_status(cell: str) -> str:
    """A status by its name, in any letters; nothing is not started. Raises NotReadError."""
    words = plain_words(cell)
    known = {plain_words(status.label): status for status in Status} | ALSO
    if words not in known:
        names = ", ".join(f"“{status.label}”" for status in Status)
        raise NotReadError(f"There is no status “{clean_line(cell)[:60]}”. There are: {names}.")
    return known[words].value


def plain_words(text: str) -> str:
    """Words in small letters without signs, so that "6-12 Months before:" reads as "6 to 12 months before"."""
    words = re.sub(r"[\W_]+", " ", clean_line(text).casefold()).split()
    return " ".join(words if words[:1] == ["to"] else [word for word in words if word != "to"])


def _no_date(text: str) -> NotReadError:
    return NotReadError(f"“{text[:60]}” is no date. Write it as 2027-01-31, 1/31/2027 or Jan 31, 2027.")
