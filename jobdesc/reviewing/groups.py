"""Marks and gaps in the groups in which they are shown, each group with its name and what it is about. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..wording.rules import GROUPS
from .marks import Mark

GROUP_TITLES = {"language": "Words", "role": "The role", "lawful": "The law", "complete": "What is missing"}
GROUP_WORDS = {
    "language": "Words that label people, and words that could be plainer.",
    "role": "Duties that would make a peer worker something else.",
    "lawful": "What may not be asked or required, and what a law asks for. This is no legal advice.",
    "complete": "Parts that are not there yet, or say too little.",
}
SEVERITY_WORDS = {"change": "Please change", "ask": "Worth asking", "consider": "A thought"}
MOST_SHOWN = 60
"""So many marks of a group are shown; the next ones come up as those are settled."""


@dataclass(frozen=True)
class Group:
    """One group. `gaps` are what is missing (views.review.Shown), `more` how many marks are not shown."""

    key: str
    marks: tuple[Mark, ...]
    gaps: tuple[Any, ...]
    more: int
    is_blocking: bool

    @property
    def title(self) -> str:
        return GROUP_TITLES[self.key]

    @property
    def words(self) -> str:
        return GROUP_WORDS[self.key]

    @property
    def count(self) -> int:
        return len(self.marks) + len(self.gaps) + self.more


def groups_of(marks: Iterable[Mark], gaps: Iterable[Any], blocking: Sequence[str]) -> list[Group]:
    """All four groups, those too in which nothing is open. `gaps` have what is missing as `.missing`."""
    marks, gaps, found = list(marks), list(gaps), []
    for key in GROUPS:
        here = tuple(one for one in marks if one.finding.group == key)
        there = tuple(one for one in gaps if one.missing.group == key)
        found.append(Group(key, here[:MOST_SHOWN], there, max(0, len(here) - MOST_SHOWN), key in blocking))
    return found
