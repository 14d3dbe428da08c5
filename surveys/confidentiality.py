"""What may be shown of a survey: counts in, a masked view out. Pure, and the one way from answers to every output.

Pages, PDF, CSV, sheets, comparisons and mail read a `Published` and nothing else, so what is hidden here is hidden
everywhere and for everybody. The rules are numbered as in surveys/README.md. `tests/surveys/attack.py` tries to
undo it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

FEWEST_FOR_SCORES = 5
"""k: from how many valid answers a share is shown (rule 1). A survey may ask for more, never for fewer."""
FEWEST_FOR_DETAILS = 10
"""From how many a distribution, a mean or comments are shown (rule 1)."""
END = 10
"""Per cent: a share is never shown closer to nobody or to everybody than this (rule 6)."""

Why = Literal["", "few", "protects"]
"""Why a cell is hidden: it has too few answers, or it would give away another; "" where it is shown."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many valid answers what is shown. Raises ValueError below the least that the house allows."""

    scores: int = FEWEST_FOR_SCORES
    details: int = FEWEST_FOR_DETAILS

    def __post_init__(self) -> None:
        if self.scores < FEWEST_FOR_SCORES or self.details < max(FEWEST_FOR_DETAILS, self.scores):
            raise ValueError("Thresholds can be raised, never lowered.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as counting needs it: the values of its options in the order of its scale, and which are
    favourable. Whatever else was answered ("not sure", "prefer not to say") is no valid answer."""

    key: str
    values: tuple[tuple[str, int], ...]
    favourable: frozenset[str]

    @property
    def lowest(self) -> int:
        return min(value for _, value in self.values)

    @property
    def highest(self) -> int:
        return max(value for _, value in self.values)


Tally = Mapping[str, int]
"""How many chose each option of one question in one group, by the option's key."""
UNSURE = "_unsure"
"""Under this key a tally counts who was not sure, whatever the scale calls it. It is no valid answer."""


@dataclass(frozen=True)
class Counts:
    """How many answered, and what, before anything is hidden. Never leaves the server.

    `responses` by group, in the order of the groups; `tallies` by question, then by group.
    """

    responses: Mapping[str, int]
    tallies: Mapping[str, Mapping[str, Tally]]


@dataclass(frozen=True, slots=True)
class Share:
    """A share in whole per cent that lies from `low` to `high`; the two are equal where it is shown exactly."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def point(self) -> int:
        """One figure to draw or to sort by: the end that is known, or the middle."""
        if self.low == 0:
            return self.high
        if self.high == 100:
            return self.low
        return round((self.low + self.high) / 2)

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.low}%"
        if self.low == 0:
            return f"{self.high}% or less"
        if self.high == 100:
            return f"{self.low}% or more"
        return f"{self.low} to {self.high}%"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of one question for one group or for all.

    `answered` is the number of valid answers; `options` the distribution in the order of the scale, with the `mean` (of
    the scale's values) beside it, or neither; `unsure` the share of "not sure" among those who chose anything.
    """

    hidden: Why = ""
    answered: int | None = None
    favourable: Share | None = None
    options: tuple[Share, ...] = ()
    mean: float | None = None
    unsure: Share | None = None


FEW, PROTECTS = Cell(hidden="few"), Cell(hidden="protects")


@dataclass(frozen=True, slots=True)
class Row:
    """A question's cells: for all, and by group."""

    total: Cell
    groups: Mapping[str, Cell]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is shown."""
        return bool(self.total.hidden) and all(cell.hidden for cell in self.groups.values())


@dataclass(frozen=True)
class Published:
    """All that anybody can see of a survey. `responses` is None where it is hidden, `total` where all are too few.

    `kept` are questions that stay as an earlier closing showed them, since showing the answers added would give some
    of them away.
    """

    groups: tuple[str, ...]
    total: int | None
    responses: Mapping[str, int | None]
    rows: Mapping[str, Row]
    kept: frozenset[str] = field(default=frozenset())


def publish(questions: Sequence[Asked], counts: Counts, thresholds: Thresholds) -> Published:
    """What is shown when a survey closes for the first time."""
    groups, total = tuple(counts.responses), sum(counts.responses.values())
    if total < thresholds.scores:
        empty = Row(FEW, dict.fromkeys(groups, FEW))
        return Published(groups, None, dict.fromkeys(groups), {question.key: empty for question in questions})
    hidden = _hidden(counts.responses, thresholds.scores)
    return Published(
        groups=groups,
        total=total,
        responses={group: None if group in hidden else n for group, n in counts.responses.items()},
        rows={question.key: _row(question, counts.tallies[question.key], hidden, thresholds) for question in questions},
    )


def publish_again(
    questions: Sequence[Asked], before: Published, old: Counts, counts: Counts, thresholds: Thresholds
) -> Published:
    """What is shown when a reopened survey closes again (rule 5); `before` unchanged where too little was added.

    Whoever kept the earlier figures can subtract them. So each group must have gained nobody or enough, the same groups
    stay hidden, and a question is renewed only if what it gained could be shown by itself.
    """
    if before.total is None:
        return publish(questions, counts, thresholds)
    gained = {group: n - old.responses[group] for group, n in counts.responses.items()}
    if not any(gained.values()) or any(0 < n < thresholds.scores for n in gained.values()):
        return before
    after = publish(questions, counts, thresholds)
    hidden = {group for group, n in before.responses.items() if n is None}
    if {group for group, n in after.responses.items() if n is None} != hidden:
        return before
    kept = {
        question.key
        for question in questions
        if not _may_be_renewed(question, before, after, old, counts, thresholds.scores)
    }
    rows = {key: before.rows[key] if key in kept else row for key, row in after.rows.items()}
    return Published(after.groups, after.total, after.responses, rows, frozenset(kept))


def may_show_comments(shown_before: int, written: int, thresholds: Thresholds) -> bool:
    """Whether comments may be read: from enough of them, and again only when as many have been added (rule 11)."""
    return written - shown_before >= thresholds.details


def banded(count: int) -> str:
    """How many have answered while a survey is open, in words that tell no single answer (rule 10)."""
    if count < FEWEST_FOR_SCORES:
        return f"fewer than {FEWEST_FOR_SCORES}"
    steps = (5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500, 1_000)
    low = max(step for step in (*steps, count // 1_000 * 1_000) if step <= count)
    return f"{low:,} or more"


def share_of(count: int, of: int) -> Share:
    """A share in whole per cent, blunted at both ends (rule 6).

    Near an end it says only "10 % or less" or "90 % or more". Where 10 % are less than one person, it says as much as
    one person is: of five, four or five people are both "80 % or more", so that nobody knows that it was all five.
    """
    zone = _zone(of)
    if count <= zone:
        return Share(0, max(END, -(-100 * zone // of)))
    if count >= of - zone:
        return Share(min(100 - END, 100 * (of - zone) // of), 100)
    percent = (200 * count + of) // (2 * of)
    return Share(percent, percent)


def mean_of(question: Asked, tally: Tally) -> float:
    """The mean of the values chosen, to one decimal, at least a tenth of the scale away from its ends (rule 6)."""
    answered = _answered(question, tally)
    mean = sum(value * tally.get(key, 0) for key, value in question.values) / answered
    margin = (question.highest - question.lowest) * END / 100
    return round(min(max(mean, question.lowest + margin), question.highest - margin), 1)


def _zone(of: int) -> int:
    """How many people near an end are not told apart: a tenth, and one at least."""
    return max(1, of * END // 100)


def _is_lopsided(count: int, of: int) -> bool:
    """Whether nearly all answered alike, so that a share says only "or more" or "or less"."""
    return not _zone(of) < count < of - _zone(of)


def _hidden(sizes: Mapping[str, int], k: int, already: Iterable[str] = ()) -> frozenset[str]:
    """The groups to hide: those below k, and with them the next-smallest until two are hidden that hold k (rule 3).

    Of equal ones the later. All, where that cannot be: then only the total shows.
    """
    hidden = {group for group, n in sizes.items() if n < k} | set(already)
    if not hidden:
        return frozenset()
    order = list(sizes)
    left = sorted(set(order) - hidden, key=lambda group: (sizes[group], -order.index(group)))
    while left and (len(hidden) < 2 or sum(sizes[group] for group in hidden) < k):
        hidden.add(left.pop(0))
    if len(hidden) < 2 or sum(sizes[group] for group in hidden) < k:
        return frozenset(sizes)
    return frozenset(hidden)


def _row(question: Asked, tallies: Mapping[str, Tally], hidden: Iterable[str], thresholds: Thresholds) -> Row:
    """The cells of a question, decided on its own valid answers (rule 4)."""
    sizes = {group: _answered(question, tally) for group, tally in tallies.items()}
    whole = _sum(tallies.values())
    if sum(sizes.values()) < thresholds.scores:
        return Row(FEW, dict.fromkeys(sizes, FEW))
    out = _hidden(sizes, thresholds.scores, hidden)
    cells = {
        group: (FEW if sizes[group] < thresholds.scores else PROTECTS)
        if group in out
        else _cell(question, tally, thresholds)
        for group, tally in tallies.items()
    }
    total = _cell(question, whole, thresholds, with_unsure=True)
    shown = [group for group in sizes if group not in out]
    if shown and _total_tells_too_much(question, tallies, shown, out):
        total = PROTECTS if out else _sum_of_cells(cells.values(), sizes)
    return Row(total, cells)


def _cell(question: Asked, tally: Tally, thresholds: Thresholds, *, with_unsure: bool = False) -> Cell:
    """What one group's or all answers show by themselves. The distribution is left out where nearly all agree."""
    answered, favourable = _answered(question, tally), _favourable(question, tally)
    if answered < thresholds.details or _is_lopsided(favourable, answered):
        return Cell("", answered, share_of(favourable, answered))
    unsure = tally.get(UNSURE, 0)
    return Cell(
        "",
        answered,
        share_of(favourable, answered),
        options=tuple(share_of(tally.get(key, 0), answered) for key, _ in question.values),
        mean=mean_of(question, tally),
        unsure=share_of(unsure, answered + unsure) if with_unsure else None,
    )


def _total_tells_too_much(
    question: Asked, tallies: Mapping[str, Tally], shown: Sequence[str], out: Iterable[str]
) -> bool:
    """Whether subtracting the groups shown from the total tells what all of somebody's group answered.

    What is left of the total for the hidden groups must not be nearly all alike; and where a group shown is, so that
    its share says only "or more", the total must not say which it is.
    """
    rest = _sum(tallies[group] for group in out)
    left = _answered(question, rest)
    if left and _is_lopsided(_favourable(question, rest), left):
        return True
    blunted = [
        group
        for group in shown
        if _is_lopsided(_favourable(question, tallies[group]), _answered(question, tallies[group]))
    ]
    return bool(blunted) and not left


def _sum_of_cells(cells: Iterable[Cell], sizes: Mapping[str, int]) -> Cell:
    """The total as a range that says no more than the groups' own shares do; all of them are shown."""
    answered = sum(sizes.values())
    low = high = 0
    for cell in cells:
        n, share = cell.answered or 0, cell.favourable or Share(0, 100)
        fewest = bisect_left(range(n + 1), (share.low, share.high), key=lambda count: _ends(count, n))
        most = bisect_right(range(n + 1), (share.low, share.high), key=lambda count: _ends(count, n)) - 1
        low, high = low + fewest, high + most
    lowest, highest = share_of(low, answered), share_of(high, answered)
    return Cell("", answered, Share(min(lowest.low, highest.low), max(lowest.high, highest.high)))


def _ends(count: int, of: int) -> tuple[int, int]:
    share = share_of(count, of)
    return share.low, share.high


def _may_be_renewed(question: Asked, before: Published, after: Published, old: Counts, counts: Counts, k: int) -> bool:
    """Whether the new row can stand beside the old one, of which somebody may have kept a copy."""
    was, now = before.rows[question.key], after.rows[question.key]
    if was.is_empty:
        return True
    same = all(bool(was.groups[group].hidden) == bool(now.groups[group].hidden) for group in before.groups)
    if not same or bool(was.total.hidden) != bool(now.total.hidden):
        return False
    gained = {
        group: _minus(counts.tallies[question.key][group], old.tallies[question.key][group]) for group in before.groups
    }
    sizes = {group: _answered(question, tally) for group, tally in gained.items()}
    if any(0 < n < k or n < 0 for n in sizes.values()):
        return False
    hidden = _sum(gained[group] for group in before.groups if now.groups[group].hidden)
    told = [_sum(gained.values()), hidden, *(gained[g] for g in before.groups if not now.groups[g].hidden)]
    return not any(
        _is_lopsided(_favourable(question, tally), _answered(question, tally))
        for tally in told
        if _answered(question, tally)
    )


def _answered(question: Asked, tally: Tally) -> int:
    return sum(tally.get(key, 0) for key, _ in question.values)


def _favourable(question: Asked, tally: Tally) -> int:
    return sum(tally.get(key, 0) for key in question.favourable)


def _sum(tallies: Iterable[Tally]) -> dict[str, int]:
    summed: dict[str, int] = {}
    for tally in tallies:
        for key, n in tally.items():
            summed[key] = summed.get(key, 0) + n
    return summed


def _minus(tally: Tally, other: Tally) -> dict[str, int]:
    return {key: tally.get(key, 0) - other.get(key, 0) for key in {*tally, *other}}
