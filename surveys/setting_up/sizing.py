"""What a survey is likely to show, before anybody has answered: which groups stay hidden, and whether the team is too
small. Pure, and decided by the same rules as what is shown later (`confidentiality.publish`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..confidentiality import Counts, Thresholds, publish

TYPICAL = 60
"""PeerReady heuristic: of a hundred people who are asked, so many answer."""
SMALL_TEAM = 8
"""PeerReady heuristic: with fewer people than this a survey is likely to show nothing at all."""

Risk = Literal["", "never", "unlikely", "protects"]
"""Why a group is likely to stay hidden: it is too small whoever answers; it is too small unless nearly everybody
answers; it would give away another hidden one."""


@dataclass(frozen=True, slots=True)
class GroupOutlook:
    """A group with how many are asked, and what is likely to be shown of it."""

    name: str
    expected: int
    risk: Risk
    has_details: bool


@dataclass(frozen=True)
class Outlook:
    """What a survey of these groups is likely to show."""

    groups: tuple[GroupOutlook, ...]
    thresholds: Thresholds

    @property
    def total(self) -> int:
        return sum(group.expected for group in self.groups)

    @property
    def is_too_small(self) -> bool:
        """Whether the whole team is: then a talk serves it better than a survey."""
        return bool(self.groups) and (self.total < SMALL_TEAM or self.total < self.thresholds.scores)

    @property
    def shows_nothing(self) -> bool:
        """Whether not even everybody together reaches what a share needs."""
        return self.total < self.thresholds.scores

    @cached_property
    def hidden(self) -> tuple[GroupOutlook, ...]:
        """The groups that are likely to stay hidden."""
        return tuple(group for group in self.groups if group.risk)

    @property
    def shown(self) -> tuple[GroupOutlook, ...]:
        return tuple(group for group in self.groups if not group.risk)

    @property
    def protected(self) -> tuple[GroupOutlook, ...]:
        """Those that are large enough and hidden only for the sake of another."""
        return tuple(group for group in self.groups if group.risk == "protects")

    def of(self, name: str) -> GroupOutlook | None:
        return next((group for group in self.groups if group.name == name), None)


def fewest_safe(thresholds: Thresholds) -> int:
    """With how many people a group is likely to be shown."""
    return -(-thresholds.scores * 100 // TYPICAL)


def outlook(sizes: Sequence[tuple[str, int]], thresholds: Thresholds) -> Outlook:
    """What is likely where TYPICAL per cent of each group answer. Names differ; sizes are how many are asked."""
    typical = {name: size * TYPICAL // 100 for name, size in sizes}
    shown = publish((), Counts(typical, {}), thresholds).responses

    def risk(name: str, size: int) -> Risk:
        if size < thresholds.scores:
            return "never"
        if typical[name] < thresholds.scores:
            return "unlikely"
        return "protects" if shown[name] is None else ""

    return Outlook(
        tuple(GroupOutlook(name, size, risk(name, size), typical[name] >= thresholds.details) for name, size in sizes),
        thresholds,
    )
