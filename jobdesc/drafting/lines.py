"""What a form says of lines: posted values and what they were made from in, lines out. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol, TypeVar

from django.http import QueryDict

from organizations.text import clean_line

from ..hiring.content import CATEGORIES
from .document import Line, Responsibility
from .merging import reword

LONGEST = 1_000
LONGEST_NAME = 150
MOST = 100
MOST_RESPONSIBILITIES = 20
MOST_DUTIES = 200
"""Of all responsibilities together."""
TOO_MANY_GROUPS = f"There are {MOST_RESPONSIBILITIES} responsibilities at most. The last ones were not saved."
ID = re.compile(r"[0-9a-f]{12}")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}/[a-z0-9][a-z0-9-]{0,59}")


def steady_id(*parts: str) -> str:
    """A name for a line that is always the same for the same beginnings: made twice, it is still one line."""
    return sha256("\0".join(parts).encode()).hexdigest()[:12]


class Row(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Row)


def posted_lines(posted: QueryDict, name: str, before: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a field as a form has them: `<name>` is their ids in order, `<name>-<id>` the text of each.

    An empty text takes the line out. An id that was not there before is a new line: the page gave it out
    (`document.new_id`), so that sending the same form twice adds it once. A line that was picked or put back says in
    `<name>-<id>-from` and `<name>-<id>-for` where it began. Anything else, and what is beyond MOST, is passed over; a
    text is cut at LONGEST letters.
    """
    known = {line.id: line for line in before}
    found: dict[str, Line] = {}
    for key in posted.getlist(name)[:MOST]:
        text = clean_line(posted.get(f"{name}-{key}", ""))[:LONGEST]
        if text and key in known:
            found[key] = reword(known[key], text)
        elif text and ID.fullmatch(key):
            found[key] = Line(key, text, _key(posted, f"{name}-{key}-from"), _key(posted, f"{name}-{key}-for"))
    return tuple(found.values())


def posted_responsibilities(posted: QueryDict, before: Sequence[Responsibility]) -> tuple[Responsibility, ...]:
    """The responsibilities as a form has them: `responsibilities` is their ids in order, `responsibility-<id>` the name
    of each, `duties-<id>` its duties (`posted_lines`), `category-<id>` the category of one that is put back.

    One without name and duties is taken out. What is beyond MOST_RESPONSIBILITIES and MOST_DUTIES is passed over.
    """
    known = {one.id: one for one in before}
    found: dict[str, Responsibility] = {}
    room = MOST_DUTIES
    for key in posted.getlist("responsibilities")[:MOST_RESPONSIBILITIES]:
        if key not in known and not ID.fullmatch(key):
            continue
        category = posted.get(f"category-{key}", "")
        was = known.get(key) or Responsibility(key, "", category if category in CATEGORIES else "")
        name = clean_line(posted.get(f"responsibility-{key}", ""))[:LONGEST_NAME]
        duties = posted_lines(posted, f"duties-{key}", was.duties)[:room]
        room -= len(duties)
        if name or duties:
            found[key] = replace(was, name=name, duties=duties)
    return tuple(found.values())


def what_was_cut(posted: QueryDict, names: Collection[str]) -> str:
    """In a sentence, what the two functions above cannot take of the lists `names`: lines too long or too many, duties
    too where "responsibilities" are among the names. Empty where they take everything.
    """
    groups = posted.getlist("responsibilities") if "responsibilities" in names else []
    duties = [_texts(posted, f"duties-{key}") for key in groups]
    lists = [*duties, *(_texts(posted, name) for name in names if name != "responsibilities")]
    if any(len(text) > LONGEST for texts in lists for text in texts):
        return f"A line has {LONGEST:,} letters at most. What was longer was cut there: please look at the end of it."
    if any(len(clean_line(posted.get(f"responsibility-{key}", ""))) > LONGEST_NAME for key in groups):
        return f"The name of a responsibility has {LONGEST_NAME} letters at most. What was longer was cut there."
    if any(len(texts) > MOST for texts in lists) or sum(1 for texts in duties for text in texts if text) > MOST_DUTIES:
        return f"A list has {MOST} lines at most, and all duties together {MOST_DUTIES}. The last ones were not saved."
    return "" if len(groups) <= MOST_RESPONSIBILITIES else TOO_MANY_GROUPS


def _texts(posted: QueryDict, name: str) -> list[str]:
    return [clean_line(posted.get(f"{name}-{key}", "")) for key in posted.getlist(name)]


def _key(posted: QueryDict, name: str) -> str:
    """A natural key that was posted, or nothing where it cannot be one."""
    key = posted.get(name, "")
    return key if KEY.fullmatch(key) else ""


def moved(rows: Sequence[R], key: str, by: int) -> tuple[R, ...]:
    """The rows with one of them further up (-1) or down (1); as they are where that cannot be."""
    order = list(rows)
    at = next((n for n, row in enumerate(order) if row.id == key), None)
    if at is not None and 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    return tuple(order)
