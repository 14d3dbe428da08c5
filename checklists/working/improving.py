"""What a later result says of the item that a task came from. Pure.

Only results of the same kind are compared, and only where both have a share. In a survey other people may answer than
before, and shares are blunted by a tenth, so less than that is called about the same: a PeerReady heuristic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from ..findings import Finding, Source

APART = {Source.ASSESSMENT: 1, Source.SURVEY: 10}
"""By how many points two shares must differ to be told apart."""


class Since(StrEnum):
    """What became of an item."""

    IMPROVED = "Improved since"
    SAME = "The same as then"
    ABOUT_SAME = "About the same as then"
    FURTHER = "Further away than then"
    ANSWERED = "Answered again"
    NOT_ASKED = "Nothing newer yet"


class OriginLike(Protocol):
    """What of models.Origin is compared."""

    @property
    def source(self) -> str: ...
    @property
    def item_key(self) -> str: ...
    @property
    def share(self) -> int | None: ...
    @property
    def found_on(self) -> date: ...


@dataclass(frozen=True)
class Compared:
    """An origin; what was found later of the same item, if anything was; `latest` is what there is now, later or not.

    `since` is ANSWERED where there is something later that has no share to compare.
    """

    origin: OriginLike
    since: Since
    now: Finding | None
    latest: Finding | None

    @property
    def is_by_heuristic(self) -> bool:
        return self.now is not None and self.now.source == Source.SURVEY and self.since != Since.ANSWERED


def compared(origins: Iterable[OriginLike], by_item: Mapping[tuple[str, str], Finding]) -> list[Compared]:
    """Each origin beside what the latest result of its kind says of its item (`Findings.by_item`)."""
    return [_compared(origin, by_item.get((origin.source, origin.item_key))) for origin in origins]


def _compared(origin: OriginLike, latest: Finding | None) -> Compared:
    if latest is None or latest.on <= origin.found_on:
        return Compared(origin, Since.NOT_ASKED, None, latest)
    return Compared(origin, _since(origin.share, latest), latest, latest)


def _since(then: int | None, now: Finding) -> Since:
    if then is None or now.share is None:
        return Since.ANSWERED
    if abs(now.share - then) < APART[now.source]:
        return Since.SAME if now.share == then and now.source == Source.ASSESSMENT else Since.ABOUT_SAME
    return Since.IMPROVED if now.share > then else Since.FURTHER
