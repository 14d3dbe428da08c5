"""What a measure's latest value means, in words. Pure."""

from decimal import Decimal
from enum import StrEnum

from ..models import Direction


class Said(StrEnum):
    """What can be said of the latest value. Its value is a name for templates, `words` is the sentence."""

    NO_VALUE = "no-value"
    REACHED = "reached"
    CLOSER = "closer"
    SAME = "same"
    FURTHER = "further"
    NO_BASELINE = "no-baseline"
    BETTER = "better"
    LIKE_BASELINE = "like-baseline"
    WORSE = "worse"
    NOTHING = "nothing"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def tone(self) -> str:
        """`strong`, `middle`, `low` as of a level, or nothing where there is nothing to compare with."""
        return TONES.get(self, "")


WORDS = {
    Said.NO_VALUE: "No value yet",
    Said.REACHED: "Target reached",
    Said.CLOSER: "Closer to the target than at the baseline",
    Said.SAME: "As far from the target as at the baseline",
    Said.FURTHER: "Further from the target than at the baseline",
    Said.NO_BASELINE: "Target not reached yet; no baseline to compare with",
    Said.BETTER: "Better than at the baseline; no target yet",
    Said.LIKE_BASELINE: "As at the baseline; no target yet",
    Said.WORSE: "Not as good as at the baseline; no target yet",
    Said.NOTHING: "No baseline and no target yet to compare with",
}
TONES = {
    Said.REACHED: "strong",
    Said.CLOSER: "middle",
    Said.BETTER: "middle",
    Said.SAME: "middle",
    Said.LIKE_BASELINE: "middle",
    Said.FURTHER: "low",
    Said.WORSE: "low",
}


def said_of(latest: Decimal | None, baseline: Decimal | None, target: Decimal | None, direction: str) -> Said:
    """What `latest` means beside the baseline and the target; either may be missing."""
    if latest is None:
        return Said.NO_VALUE
    if target is None:
        if baseline is None:
            return Said.NOTHING
        return _compare(_short_of(baseline, latest, direction), Said.BETTER, Said.LIKE_BASELINE, Said.WORSE)
    missing = _short_of(target, latest, direction)
    if missing <= 0:
        return Said.REACHED
    if baseline is None:
        return Said.NO_BASELINE
    return _compare(missing - _short_of(target, baseline, direction), Said.CLOSER, Said.SAME, Said.FURTHER)


def meets_already(baseline: Decimal | None, target: Decimal | None, direction: str) -> bool:
    """Whether the target was met at the baseline, so that one of the two, or the direction, may be meant otherwise."""
    return baseline is not None and target is not None and _short_of(target, baseline, direction) <= 0


def _short_of(aim: Decimal, value: Decimal, direction: str) -> Decimal:
    """How much is missing; 0 or less where nothing is."""
    return value - aim if direction == Direction.DOWN else aim - value


def _compare(difference: Decimal, less: Said, same: Said, more: Said) -> Said:
    return same if difference == 0 else less if difference < 0 else more
