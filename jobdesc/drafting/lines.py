"""What a form says of lines: posted values and what they were made from in, lines out. Pure."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.http import QueryDict

from organizations.text import clean_line

from .document import Line
from .merging import reword

LONGEST = 1_000
MOST = 100
ID = re.compile(r"[0-9a-f]{12}")


class Row(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Row)


def posted_lines(posted: QueryDict, name: str, before: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a field as a form has them: `<name>` is their ids in order, `<name>-<id>` the text of each.

    An empty text takes the line out. An id that was not there before is a new line: the page gave it out
    (`document.new_id`), so that sending the same form twice adds it once. Anything else, and what is beyond MOST, is
    passed over; a text is cut at LONGEST letters.
    """
    known = {line.id: line for line in before}
    found: dict[str, Line] = {}
    for key in posted.getlist(name)[:MOST]:
        text = clean_line(posted.get(f"{name}-{key}", ""))[:LONGEST]
        if text and key in known:
            found[key] = reword(known[key], text)
        elif text and ID.fullmatch(key):
            found[key] = Line(key, text)
    return tuple(found.values())


def moved(rows: Sequence[R], key: str, by: int) -> tuple[R, ...]:
    """The rows with one of them further up (-1) or down (1); as they are where that cannot be."""
    order = list(rows)
    at = next((n for n, row in enumerate(order) if row.id == key), None)
    if at is not None and 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    return tuple(order)
