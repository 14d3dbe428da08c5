"""What may be shown of a survey: counts in, a masked view out. Pure, and the one way from answers to every output.

Pages, PDF, CSV, sheets, comparisons and mail read a `Published` and nothing else, so what is hidden here is hidden
everywhere and for everybody. The rules are numbered as in surveys/README.md; docs/confidentiality.md argues why they
are enough, and `tests/surveys/attack.py` tries to undo them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .shares import END, share_between, zone_of
from .shares import Share as Share
from .shares import share_of as share_of

FEWEST_FOR_SCORES = 5
"""k: from how many valid answers a share is shown (rule 1). A survey may ask for more, never for fewer."""
FEWEST_FOR_DETAILS = 10
"""From how many a distribution, a mean or comments are shown (rule 1)."""

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

    `kept` are questions that stay as an earlier closing showed them, since too little was added to show.
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

    Whoever kept the earlier figures can subtract them. So the same groups stay hidden, and what was added shows only
    as far as it is `countable`; `old` is what `before` counted.
    """
    if before.total is None:
        return publish(questions, counts, thresholds)
    now = countable(questions, before, old, counts, thresholds)
    if now.responses == old.responses:
        return before
    hidden = _hidden_in(before)
    rows, kept = {}, set()
    for question in questions:
        was, olds, news = before.rows[question.key], old.tallies[question.key], now.tallies[question.key]
        if news == olds:
            rows[question.key] = was
            kept.add(question.key)
        elif was.is_empty:
            rows[question.key] = _row(question, news, hidden, thresholds)
        else:
            rows[question.key] = _row_again(question, was, olds, news, thresholds)
    responses = {group: None if group in hidden else n for group, n in now.responses.items()}
    return Published(before.groups, sum(now.responses.values()), responses, rows, frozenset(kept))


def countable(
    questions: Sequence[Asked], before: Published, old: Counts, counts: Counts, thresholds: Thresholds
) -> Counts:
    """What may be counted when a survey closes again: `old`, and of what was added whatever is enough by itself.

    A group shown is added to once it has gained enough, the hidden ones once they have together; until then those who
    came are counted nowhere. Numbers of answers decide that, never what was answered.
    """
    if before.total is None:
        return counts
    k, details = thresholds.scores, thresholds.details
    came = _enough(old.responses, counts.responses, _hidden_in(before), dict.fromkeys(before.groups, k))
    tallies = {}
    for question in questions:
        was, olds = before.rows[question.key], old.tallies[question.key]
        news = {group: (counts.tallies[question.key] if group in came else olds)[group] for group in olds}
        if not was.is_empty:
            sizes, now = _sizes(question, olds), _sizes(question, news)
            out = {group for group, cell in was.groups.items() if cell.hidden}
            needed = {group: details if cell.options else k for group, cell in was.groups.items()}
            added = _enough(sizes, now, out, needed)
            plain = {group for group in added if not was.groups[group].options}
            if was.total.options and sum(now[group] - sizes[group] for group in plain) < details:
                added -= plain
            news = {group: (news if group in added else olds)[group] for group in olds}
        tallies[question.key] = news
    return Counts({g: (counts if g in came else old).responses[g] for g in counts.responses}, tallies)


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


def mean_of(question: Asked, tally: Tally) -> float:
    """The mean of the values chosen, to one decimal, at least a tenth of the scale away from its ends (rule 6)."""
    answered = _answered(question, tally)
    mean = sum(value * tally.get(key, 0) for key, value in question.values) / answered
    margin = (question.highest - question.lowest) * END / 100
    return round(min(max(mean, question.lowest + margin), question.highest - margin), 1)


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


@dataclass(frozen=True, slots=True)
class _Block:
    """People of whom may be told: what they answered, if `low` equals `high`; if not, only that from `low` to `high`
    of them were favourable.

    A group shown is a block, all hidden ones together are, and so is what is added to either later; each of k people
    at least. Nothing shown says more than this of any block, so that within one nobody is told from anybody.
    """

    tally: Tally
    answered: int
    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: "_Block") -> "_Block":
        answered, tally = self.answered + other.answered, _sum((self.tally, other.tally))
        return _Block(tally, answered, self.low + other.low, self.high + other.high)


def _block(question: Asked, tally: Tally) -> _Block:
    """Exact, unless nearly all of them answered alike (rule 6)."""
    n, favourable = _answered(question, tally), sum(tally.get(key, 0) for key in question.favourable)
    zone = zone_of(n)
    if n and favourable <= zone:
        return _Block(tally, n, 0, zone)
    if n and favourable >= n - zone:
        return _Block(tally, n, n - zone, n)
    return _Block(tally, n, favourable, favourable)


def _block_told(question: Asked, cell: Cell, tally: Tally) -> _Block:
    """What an earlier closing told of these."""
    share, n = cell.favourable, _answered(question, tally)
    if share is None or share.is_exact:
        favourable = sum(tally.get(key, 0) for key in question.favourable)
        return _Block(tally, n, favourable, favourable)
    return _Block(tally, n, -(-share.low * n // 100), share.high * n // 100)


def _row(question: Asked, tallies: Mapping[str, Tally], hidden: Iterable[str], thresholds: Thresholds) -> Row:
    """The cells of a question, decided on its own valid answers (rule 4)."""
    sizes = _sizes(question, tallies)
    if sum(sizes.values()) < thresholds.scores:
        return Row(FEW, dict.fromkeys(sizes, FEW))
    out = _hidden(sizes, thresholds.scores, hidden)
    blocks = {group: _block(question, tally) for group, tally in tallies.items() if group not in out}
    whole = sum(blocks.values(), start=_block(question, _sum(tallies[group] for group in out)))
    return _masked(question, blocks, whole, sizes, thresholds, _with_details(blocks, whole, thresholds.details))


def _row_again(
    question: Asked, was: Row, olds: Mapping[str, Tally], news: Mapping[str, Tally], thresholds: Thresholds
) -> Row:
    """The cells of a question with what was added. None has a distribution that had none, once there were enough."""
    added = {group: _minus(news[group], olds[group]) for group in news}
    shown = [group for group, cell in was.groups.items() if not cell.hidden]
    gained = {group: _block(question, added[group]) for group in shown}
    blocks = {group: _block_told(question, was.groups[group], olds[group]) + gained[group] for group in shown}
    rest = _block(question, _sum(tally for group, tally in added.items() if group not in gained))
    whole = sum(gained.values(), start=_block_told(question, was.total, _sum(olds.values())) + rest)
    detailed = _with_details(blocks, whole, thresholds.details)
    if (was.total.answered or 0) >= thresholds.details:
        had = {group for group, cell in was.groups.items() if cell.options}
        exact = {group for group in had if blocks[group].is_exact}
        detailed = (bool(was.total.options) and whole.is_exact, exact)
    return _masked(question, blocks, whole, _sizes(question, news), thresholds, detailed)


def _with_details(blocks: Mapping[str, _Block], whole: _Block, details: int) -> tuple[bool, set[str]]:
    """Whether all, and which groups, show a distribution: what is left of all without those groups is enough too."""
    groups = {group for group, block in blocks.items() if block.is_exact and block.answered >= details}
    for_all = whole.is_exact and whole.answered >= details
    left = whole.answered - sum(blocks[group].answered for group in groups)
    if for_all and groups and 0 < left < details:
        order = list(blocks)
        groups.remove(min(groups, key=lambda group: (blocks[group].answered, -order.index(group))))
    return for_all, groups


def _masked(
    question: Asked,
    blocks: Mapping[str, _Block],
    whole: _Block,
    sizes: Mapping[str, int],
    thresholds: Thresholds,
    detailed: tuple[bool, set[str]],
) -> Row:
    for_all, groups = detailed
    cells = {
        group: _cell(question, blocks[group], with_details=group in groups)
        if group in blocks
        else (FEW if n < thresholds.scores else PROTECTS)
        for group, n in sizes.items()
    }
    return Row(_cell(question, whole, with_details=for_all, with_unsure=for_all), cells)


def _cell(question: Asked, block: _Block, *, with_details: bool, with_unsure: bool = False) -> Cell:
    tally, n = block.tally, block.answered
    share = share_of(block.low, n) if block.is_exact else share_between(block.low, block.high, n)
    if not with_details:
        return Cell("", n, share)
    unsure = tally.get(UNSURE, 0)
    return Cell(
        "",
        n,
        share,
        options=tuple(share_of(tally.get(key, 0), n) for key, _ in question.values),
        mean=mean_of(question, tally),
        unsure=share_of(unsure, n + unsure) if with_unsure else None,
    )


def _enough(
    old: Mapping[str, int], now: Mapping[str, int], hidden: Iterable[str], needed: Mapping[str, int]
) -> set[str]:
    """The groups that have gained what they need, the hidden ones together what each of them would."""
    gained = {group: now[group] - old[group] for group in old}
    together = {group for group in hidden if gained[group]}
    enough = {group for group, n in gained.items() if n and n >= needed[group] and group not in together}
    if together and sum(gained[group] for group in together) >= max(needed[group] for group in together):
        enough |= together
    return enough


def _hidden_in(view: Published) -> set[str]:
    return {group for group, n in view.responses.items() if n is None}


def _answered(question: Asked, tally: Tally) -> int:
    return sum(tally.get(key, 0) for key, _ in question.values)


def _sizes(question: Asked, tallies: Mapping[str, Tally]) -> dict[str, int]:
    return {group: _answered(question, tally) for group, tally in tallies.items()}


def _sum(tallies: Iterable[Tally]) -> dict[str, int]:
    summed: dict[str, int] = {}
    for tally in tallies:
        for key, n in tally.items():
            summed[key] = summed.get(key, 0) + n
    return summed


def _minus(tally: Tally, other: Tally) -> dict[str, int]:
    return {key: tally.get(key, 0) - other.get(key, 0) for key in {*tally, *other}}
