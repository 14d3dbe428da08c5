"""One page to give back to everybody who was asked: what was heard, what comes next, and the promise kept. Pure."""

from dataclasses import dataclass
from datetime import datetime

from surveys.models import Group
from surveys.reading.differences import FAR_APART, Difference, Pair, choose_pair, differences
from surveys.reading.results import EVERYBODY, Asked, Results

MOST_NAMED = 3
"""More of each would not be read, and not fit on the page."""
MOST_GROUPS = 8


@dataclass(frozen=True)
class Row:
    """A group with how many were asked and answered; `answered` is None where that is hidden."""

    name: str
    asked: int
    answered: int | None


@dataclass(frozen=True)
class Promised:
    """What the leader says comes next, and by when. Kept nowhere; both may be empty."""

    next_step: str = ""
    by_when: str = ""

    def __bool__(self) -> bool:
        return bool(self.next_step or self.by_when)


@dataclass(frozen=True)
class Summary:
    """The page's content. `pair` are two groups that are set beside each other, if two are shown."""

    results: Results
    made_at: datetime
    pair: Pair | None
    apart: tuple[Difference, ...]
    promised: Promised

    @property
    def title(self) -> str:
        return "What you told us"

    @property
    def strengths(self) -> tuple[Asked, ...]:
        return self.results.strengths[:MOST_NAMED]

    @property
    def gaps(self) -> tuple[Asked, ...]:
        return self.results.gaps[:MOST_NAMED]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everybody, then the groups; of very many only everybody, so that it stays one page."""
        groups: tuple[Group | None, ...] = (None, *self.results.groups)
        if len(groups) > MOST_GROUPS + 1:
            groups = (None,)
        return tuple(self._row(group) for group in groups)

    @property
    def hides_a_group(self) -> bool:
        return any(self.results.responded(group) is None for group in self.results.groups)

    def _row(self, group: Group | None) -> Row:
        asked = group.expected if group else self.results.expected
        return Row(group.name if group else EVERYBODY, asked, self.results.responded(group))


def summary_of(results: Results, made_at: datetime, promised: Promised | None = None) -> Summary:
    """What is said of these results on one page."""
    pair = choose_pair(results)
    apart = (each for each in (differences(results, pair) if pair else ()) if each.gap.low >= FAR_APART)
    return Summary(results, made_at, pair, tuple(apart)[:MOST_NAMED], promised or Promised())
