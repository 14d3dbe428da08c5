"""Saving where several people, tabs or devices may save at once: merged item by item, never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass

from .answers import NO_ANSWER, Answer, Answers, PostedAnswer


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one item, both changed since the form was shown, and different."""

    saved: Answer
    mine: Answer


@dataclass(frozen=True)
class Merge:
    """The answers after merging, which of them changed, and the conflicts by item (where the saved answer stands)."""

    answers: dict[str, Answer]
    changed: tuple[str, ...]
    conflicts: dict[str, Conflict]


def merge(saved: Answers, posted: Mapping[str, PostedAnswer]) -> Merge:
    """Take over what only the form changed, keep what only somebody else changed, report what both did."""
    answers, changed, conflicts = dict(saved), [], {}
    for item, sent in posted.items():
        standing = saved.get(item, NO_ANSWER)
        mine = sent.answer
        if mine == standing or mine.digest == sent.was:
            continue
        if standing.digest == sent.was:
            answers[item] = mine
            changed.append(item)
        else:
            conflicts[item] = Conflict(saved=standing, mine=mine)
    return Merge(answers, tuple(changed), conflicts)
