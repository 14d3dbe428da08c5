"""What helps with a survey's gaps: the same links, tasks and pages as for the organization's own assessments."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.advice import AdvisedGaps, advice_for, by_advice
from assessments.answers import NO_ANSWER
from assessments.results import ItemResult

from .results import Asked


@dataclass(frozen=True)
class Advised:
    """Questions with the same first advice, and what helps with them."""

    asked: tuple[Asked, ...]
    group: AdvisedGaps


def advised(gaps: Sequence[Asked]) -> list[Advised]:
    """Gaps put together by what is advised first, in the order of their first ones. One query."""
    by_key = {asked.question.key: asked for asked in gaps}
    results = [
        ItemResult(asked.question.item, NO_ANSWER, None, None if asked.share is None else asked.share / 100)
        for asked in gaps
    ]
    return [
        Advised(tuple(by_key[gap.item.key] for gap in group.gaps), group)
        for group in by_advice(results, advice_for(results))
    ]
