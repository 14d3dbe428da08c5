"""Tasks as cards of a board. As with rows, what a card says is a light, frozen value, and its HTML is kept under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..models import Status
from ..planning.words import short_date
from ..working.boarding import order
from ..working.reading import Line
from .rows import Addresses

MOST_KEPT = 4_000
"""Cards that are kept in a process, of 1.2 kB each."""


@dataclass(frozen=True, slots=True)
class Card:
    """A task in words. `when` is when it is due or was finished; `order` is its place in the column."""

    number: int
    version: int
    status: str
    order: str
    title: str
    url: str
    when: str
    is_overdue: bool
    owner: str
    owner_has_left: bool
    steps: int
    steps_done: int
    reason: str
    may_work: bool

    @property
    def is_open(self) -> bool:
        return self.status not in (Status.DONE, Status.NOT_NEEDED)

    @property
    def moves(self) -> list[tuple[str, str]]:
        """Where it can be moved: what its buttons send, and their words."""
        others = (status for status in Status if status != self.status)
        return [(f"{self.number}.{self.version}.{status}", _asking(status)) for status in others]


def card_of(line: Line, addresses: Addresses, today: date, *, may_work: bool) -> Card:
    day = line.finished_on if line.is_finished else line.due
    return Card(
        number=line.number,
        version=line.version,
        status=line.status,
        order=order(line),
        title=line.title,
        url=addresses.task(line.number),
        when=short_date(day, today) if day else "",
        is_overdue=line.is_overdue(today),
        owner=line.owner,
        owner_has_left=line.owner_has_left,
        steps=line.steps,
        steps_done=line.steps_done,
        reason=line.reason,
        may_work=may_work,
    )


@lru_cache(maxsize=MOST_KEPT)
def card_html(card: Card) -> SafeString:
    return render_to_string("checklists/board/_card.html", {"card": card})


def cards_html(cards: Iterable[Card]) -> SafeString:
    return mark_safe("".join(map(card_html, cards)))  # noqa: S308 - joined of what templates have rendered


def _asking(status: Status) -> str:
    """The word on a button; what asks something first says so."""
    return f"{status.label}…" if status == Status.NOT_NEEDED else str(status.label)
