"""What may be shown of a group of organizations: figures in, averages out. Pure, and the one way to what is shown.

The same promise as people have in a survey (`surveys/confidentiality.py`): nobody learns the figure of one. Whoever
keeps a portfolio sees the level of each organization's areas, since it has agreed to that, and never its shares. So

1. every average is of five organizations or more, and the halves are shown from ten on, when each has five;
2. an average is counted anew when five organizations or more have come, gone or been assessed anew since it was.
   Until then it stays as it was, so that no two in a row differ by fewer than five. With fewer than five nothing shows;
3. averages are rounded to five points, and are at most 90 % and at least 10 %. By itself that would not do: one pair in
   ten that differ by one organization would tell its share to within a level. It is for whoever adds and subtracts
   three averages or more so that one organization is left: they are wrong by up to 37 points either way, or more;
4. none is counted twice in a month, so that whoever changes the figures of their own organizations to learn where the
   rounding turns can look twelve times a year;
5. organizations of which somebody is a member who may open the portfolio are not counted: they know that figure.

What remains: whoever invents organizations. PeerReady cannot tell them from real ones, as with people in a survey.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.confidentiality import FEWEST_FOR_DETAILS, FEWEST_FOR_SCORES

STEP = 5
"""Points to which averages are rounded."""
LOWEST, HIGHEST = 10, 90
"""What averages are shown as at most and at least, as shares in surveys are (`surveys.shares.END`)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An organization's share (0.0 to 1.0) in one assessment, and the completion that it is of."""

    organization: int
    completion: int
    share: float


@dataclass(frozen=True)
class Group:
    """What is shown of a group for one assessment, in whole per cent: the averages of all and of its halves.

    `counted` is the completion of each organization that was counted, `number` how many these were when they were.
    """

    counted: Mapping[int, int]
    number: int
    made_on: date
    average: int
    lower: int | None = None
    upper: int | None = None

    @property
    def average_words(self) -> str:
        return in_words(self.average)

    @property
    def lower_words(self) -> str:
        """Empty where the halves are not shown."""
        return "" if self.lower is None else in_words(self.lower)

    @property
    def upper_words(self) -> str:
        """Empty where the halves are not shown."""
        return "" if self.upper is None else in_words(self.upper)


def group_of(figures: Sequence[Figure], before: Group | None, today: date) -> Group | None:
    """What is shown of these figures on a day: `before` itself where it stays, None where there are too few."""
    if len(figures) < FEWEST_FOR_SCORES:
        return None
    if before is not None and (
        (before.made_on.year, before.made_on.month) >= (today.year, today.month)
        or changed_since(figures, before) < FEWEST_FOR_SCORES
    ):
        return before
    shares = sorted(figure.share for figure in figures)
    half = len(shares) // 2
    has_halves = len(shares) >= FEWEST_FOR_DETAILS
    return Group(
        counted={figure.organization: figure.completion for figure in figures},
        number=len(figures),
        made_on=today,
        average=average_of(shares),
        lower=average_of(shares[:half]) if has_halves else None,
        upper=average_of(shares[half:]) if has_halves else None,
    )


def changed_since(figures: Iterable[Figure], before: Group) -> int:
    """How many organizations have come, gone or been assessed anew."""
    figures = list(figures)
    same = sum(before.counted.get(figure.organization) == figure.completion for figure in figures)
    came = sum(figure.organization not in before.counted for figure in figures)
    return before.number - same + came


def average_of(shares: Sequence[float]) -> int:
    """The average of five shares or more in whole per cent, rounded and blunted. Raises ValueError for fewer."""
    if len(shares) < FEWEST_FOR_SCORES:
        raise ValueError("An average of so few would tell of one.")
    rounded = STEP * int(100 * sum(shares) / len(shares) / STEP + 0.5)
    return min(max(rounded, LOWEST), HIGHEST)


def in_words(average: int) -> str:
    if average >= HIGHEST:
        return f"{HIGHEST}% or more"
    return f"{LOWEST}% or less" if average <= LOWEST else f"about {average}%"
