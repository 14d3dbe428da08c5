"""What can be said of a change between two shares at this number of answers. Pure; for people who are no statisticians.

The interval is Newcombe's, of Wilson's score intervals (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10),
for two groups that were asked independently. Where the same people answer twice it is rather too wide, which errs on
the careful side. Which phrase is said at which probability is a PeerReady heuristic.
"""

from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Literal

from ..confidentiality import Share
from .differences import Gap, gap_between

CLEAR, LIKELY = 1.96, 1.2816
"""Normal deviates: chance alone would go so far in one case of twenty, and in one of five."""

Verdict = Literal["clear", "likely", "chance", "same", "unknown"]
SUREST_FIRST: tuple[Verdict, ...] = ("clear", "likely", "chance", "same", "unknown")


@dataclass(frozen=True, slots=True)
class Change:
    """Two shares with the numbers of answers behind them, and what can be said of the difference.

    `more` is how many people more would have to change their answer until it was clear; None where it is clear or
    cannot become so.
    """

    before: Share
    after: Share
    before_of: int
    after_of: int
    verdict: Verdict
    more: int | None = None

    @property
    def gap(self) -> Gap:
        return gap_between(self.before, self.after)

    @property
    def direction(self) -> str:
        """up, down, or "" where it is the same or cannot be told."""
        if self.verdict in ("unknown", "same"):
            return ""
        return "up" if self.after.low > self.before.high else "down"

    @property
    def points(self) -> str:
        """The difference in words: "12 points more"."""
        if self.verdict == "unknown":
            return "not known"
        if self.before == self.after:
            return "no difference"
        gap, more = self.gap, "more" if self.after.low > self.before.high else "less"
        if gap.is_exact:
            return f"{gap} {more}"
        return f"at least {gap.low} point{'' if gap.low == 1 else 's'} {more}"

    @property
    def words(self) -> str:
        """What can be said, in a sentence or two."""
        return _words(self)


def change_between(before: Share, before_of: int, after: Share, after_of: int) -> Change:
    """Compare two shares of so many answers each. Where one is a range, the case that says least decides."""
    if gap_between(before, after).low == 0 and before != after:
        return Change(before, after, before_of, after_of, "unknown")
    if not before.is_exact and before == after:
        return Change(before, after, before_of, after_of, "unknown")
    if gap_between(before, after).high * max(before_of, after_of) < 100:
        return Change(before, after, before_of, after_of, "same")
    if _excludes_none(before, before_of, after, after_of, CLEAR):
        return Change(before, after, before_of, after_of, "clear")
    likely = _excludes_none(before, before_of, after, after_of, LIKELY)
    more = _more_until_clear(before, before_of, after, after_of)
    return Change(before, after, before_of, after_of, "likely" if likely else "chance", more)


def wilson(share: float, of: int, deviate: float) -> tuple[float, float]:
    """Wilson's score interval of a share from 0.0 to 1.0 of so many answers."""
    square = deviate * deviate
    middle = share + square / (2 * of)
    reach = deviate * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + square / of)), min(1.0, (middle + reach) / (1 + square / of))


def newcombe(before: float, before_of: int, after: float, after_of: int, deviate: float) -> tuple[float, float]:
    """The interval in which the difference `after` - `before` of two independent shares lies."""
    low, high = wilson(before, before_of, deviate)
    lower, higher = wilson(after, after_of, deviate)
    difference = after - before
    return (
        difference - sqrt((after - lower) ** 2 + (high - before) ** 2),
        difference + sqrt((higher - after) ** 2 + (before - low) ** 2),
    )


def _excludes_none(before: Share, before_of: int, after: Share, after_of: int, deviate: float) -> bool:
    """Whether "no difference" lies outside, whichever of the shares that are possible is the true one."""
    ends = product((before.low, before.high), (after.low, after.high))
    found = [newcombe(one / 100, before_of, other / 100, after_of, deviate) for one, other in ends]
    return min(low for low, _ in found) > 0 or max(high for _, high in found) < 0


def _more_until_clear(before: Share, before_of: int, after: Share, after_of: int) -> int | None:
    """How many more people would have to answer like those who changed; None where even all would not do."""
    up = after.low > before.high
    begin, was = (after.low, before.high) if up else (after.high, before.low)
    for more in range(1, after_of + 1):
        share = begin / 100 + (more if up else -more) / after_of
        held = min(1.0, max(0.0, share))
        low, high = newcombe(was / 100, before_of, held, after_of, CLEAR)
        if low > 0 if up else high < 0:
            return more
        if held != share:
            return None
    return None


def _words(change: Change) -> str:
    if change.verdict == "unknown":
        return "Cannot be told: shares near an end are shown only as “or more” or “or less”."
    if change.verdict == "same":
        return "Practically the same: the difference is less than one person."
    if change.verdict == "clear":
        return "More than chance would explain at this number of answers."
    if change.verdict == "likely":
        return "Perhaps a change; chance is not ruled out at this number of answers."
    if change.more is None:
        return "Could well be chance; with so few answers hardly anything could be told apart from it."
    way = "favorably" if change.after.low > change.before.high else "less favorably"
    people = "one person more" if change.more == 1 else f"about {change.more} people more"
    return f"Could well be chance: {people} would have to answer {way} before it was clear."
