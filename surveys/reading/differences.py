"""Where people see things differently: two groups beside each other, spread within the whole, and what to talk over.

Pure. Everything is made of published cells, so a difference is only as exact as the shares that it is made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from ..confidentiality import Cell, Share
from ..models import Group
from .results import Asked, Results
from .talking import FINDINGS, KINDS, QUESTIONS, Kind

FAR_APART = 20
"""PeerReady heuristic: from how many points on two groups see a question differently enough to talk it over."""
MANY_UNSURE = 25
"""PeerReady heuristic: from which share of "not sure" in per cent on a question is itself a finding."""
DIVIDED_WITHIN = 15
"""PeerReady heuristic: a favourable share this many points from half, or nearer, is a divided team."""
HALF = 50
MOST_CONVERSATIONS = 5
"""PeerReady heuristic: more than these are not talked over well."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two shares lie apart, in points from `low` to `high`; equal where both shares are shown exactly."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __str__(self) -> str:
        if self.high == 0:
            return "no difference"
        if self.is_exact:
            return f"{self.low} point{'' if self.low == 1 else 's'}"
        return f"{self.low} points or more" if self.low else f"{self.high} points at most"


@dataclass(frozen=True)
class Pair:
    """Two groups that are set beside each other; leaders stand first."""

    one: Group
    other: Group


@dataclass(frozen=True)
class Difference:
    """A question in two groups. Both cells are shown, so each has its favourable share."""

    asked: Asked
    one: Cell
    other: Cell
    gap: Gap

    @property
    def higher(self) -> str:
        """Which of the two answered more favourably: one, other, or "" where the shares may be the same."""
        first, second = _shown(self.one), _shown(self.other)
        if first.low > second.high:
            return "one"
        return "other" if second.low > first.high else ""

    @property
    def drawn_apart(self) -> int:
        """How far apart the two points are drawn."""
        return abs(_shown(self.one).point - _shown(self.other).point)


@dataclass(frozen=True)
class Conversation:
    """A question to talk over: what was found, in a sentence, and questions that help to begin."""

    asked: Asked
    kind: Kind
    finding: str
    questions: tuple[str, ...]

    @property
    def label(self) -> str:
        """What kind of finding it is, in words."""
        return KINDS[self.kind]


def gap_between(one: Share, other: Share) -> Gap:
    """How far apart two shares are at least and at most."""
    return Gap(
        low=max(0, one.low - other.high, other.low - one.high),
        high=max(one.high - other.low, other.high - one.low),
    )


def choose_pair(results: Results, one: str = "", other: str = "") -> Pair | None:
    """The two groups with these primary keys; where that cannot be, leaders and the largest other group.

    None where fewer than two groups are shown.
    """
    shown = results.groups_shown
    if len(shown) < 2:
        return None
    by_pk = {str(group.pk): group for group in shown}
    # Of equal ones the first, as `max` takes it.
    first = by_pk.get(one) or results.leaders or _largest(results, shown)
    rest = tuple(group for group in shown if group != first)
    second = by_pk.get(other)
    return Pair(first, second if second in rest and second else _largest(results, rest))


def differences(results: Results, pair: Pair) -> tuple[Difference, ...]:
    """The questions that are shown for both groups, the widest gap first; equal ones in the order of the survey."""
    cells = ((asked, asked.cell(pair.one), asked.cell(pair.other)) for asked in results.asked)
    found = [
        Difference(asked, one, other, gap_between(one.favourable, other.favourable))
        for asked, one, other in cells
        if one.favourable and other.favourable
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.gap.low, -abs(_shown(each.one).point - _shown(each.other).point)))
    )


def divided(results: Results) -> tuple[Asked, ...]:
    """The questions about which the whole is divided, the most divided first; from as many answers as details need.

    Where only a range is shown, all of it lies that near to half.
    """
    found = [
        asked
        for asked in results.asked
        if (shown := asked.total.favourable)
        and (asked.total.answered or 0) >= results.survey.thresholds.details
        and max(HALF - shown.low, shown.high - HALF) <= DIVIDED_WITHIN
    ]
    return tuple(sorted(found, key=lambda asked: abs((asked.share or 0) - HALF)))


def unsure(results: Results) -> tuple[Asked, ...]:
    """The questions about which many are not sure, the most first."""
    found = [asked for asked in results.asked if asked.total.unsure and asked.total.unsure.low >= MANY_UNSURE]
    return tuple(sorted(found, key=lambda asked: -(asked.total.unsure.point if asked.total.unsure else 0)))


def conversations(results: Results, pair: Pair | None) -> tuple[Conversation, ...]:
    """What to talk over first: of each kind of finding the clearest, by turns, each question once, five at most."""
    apart = [each for each in (differences(results, pair) if pair else ()) if each.gap.low >= FAR_APART]
    # Not by its level: that is of one figure, and a range may reach beyond half.
    low = [asked for asked in results.gaps if _shown(asked.total).high < HALF]
    kinds: dict[Kind, list[tuple[Asked, Difference | None]]] = {
        "better": [(each.asked, each) for each in apart if each.higher == "one"],
        "low": [(asked, None) for asked in low],
        "unsure": [(asked, None) for asked in unsure(results)],
        "divided": [(asked, None) for asked in divided(results)],
        "worse": [(each.asked, each) for each in apart if each.higher == "other"],
    }
    taken: dict[str, Conversation] = {}
    for kind, (asked, difference) in _by_turns(kinds):
        if asked.question.key not in taken and len(taken) < MOST_CONVERSATIONS:
            taken[asked.question.key] = _conversation(kind, asked, difference, pair)
    return tuple(taken.values())


def _by_turns(
    kinds: dict[Kind, list[tuple[Asked, Difference | None]]],
) -> Iterator[tuple[Kind, tuple[Asked, Difference | None]]]:
    turns = zip_longest(*([(kind, found) for found in each] for kind, each in kinds.items()))
    return (each for each in chain.from_iterable(turns) if each is not None)


def _conversation(kind: Kind, asked: Asked, difference: Difference | None, pair: Pair | None) -> Conversation:
    words = {
        "one": pair.one.name if pair else "",
        "other": pair.other.name if pair else "",
        "first": str(difference.one.favourable) if difference else "",
        "second": str(difference.other.favourable) if difference else "",
        "share": str(asked.total.favourable),
        "unsure": str(asked.total.unsure),
    }
    questions = tuple(question.format(**words) for question in QUESTIONS[kind])
    return Conversation(asked, kind, FINDINGS[kind].format(**words), questions)


def _largest(results: Results, groups: tuple[Group, ...]) -> Group:
    return max(groups, key=lambda group: results.responded(group) or 0)


def _shown(cell: Cell) -> Share:
    return cell.favourable or Share(0, 100)
