"""Score sheets side by side: what each interviewer gave each answer, and where they are far apart. Pure.

Nothing is added up, averaged or ranked. The numbers are there to be talked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NOT_ASKED = "none"
"""Stands in a sheet for a question that was not put."""
FAR = 2
"""From so many steps on, interviewers are far apart. PeerReady heuristic."""


@dataclass(frozen=True)
class Sheet:
    """A finished sheet: `scores` is step by place of the question, both as they are stored."""

    candidate: str
    interviewer: str
    scores: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One question. `given` is who gave each step, lowest first; `unrated` who did not put it. `spread` is how many
    steps lie between the lowest and the highest, None where fewer than two rated it.
    """

    place: int
    question: str
    given: tuple[tuple[str, tuple[str, ...]], ...]
    unrated: tuple[str, ...]
    spread: int | None

    @property
    def is_far(self) -> bool:
        return self.spread is not None and self.spread >= FAR


@dataclass(frozen=True)
class Summary:
    """One candidate, by code. `to_talk_over` are the questions on which the interviewers differ most."""

    candidate: str
    interviewers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def to_talk_over(self) -> tuple[Row, ...]:
        """The rows with the widest spread, if there is any; none where all gave the same."""
        widest = max((row.spread or 0 for row in self.rows), default=0)
        return tuple(row for row in self.rows if widest and row.spread == widest)


def summarize(questions: Sequence[str], steps: Sequence[str], sheets: Iterable[Sheet]) -> tuple[Summary, ...]:
    """A summary for each candidate, in the order of their codes, which says nothing of how they did."""
    by_candidate: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_candidate[sheet.candidate].append(sheet)
    return tuple(_summary(code, questions, steps, by_candidate[code]) for code in sorted(by_candidate))


def _summary(candidate: str, questions: Sequence[str], steps: Sequence[str], sheets: Sequence[Sheet]) -> Summary:
    rows = tuple(_row(place, text, steps, sheets) for place, text in enumerate(questions, 1))
    return Summary(candidate, tuple(sheet.interviewer for sheet in sheets), rows)


def _row(place: int, question: str, steps: Sequence[str], sheets: Sequence[Sheet]) -> Row:
    gave = {step: tuple(one.interviewer for one in sheets if one.scores.get(str(place)) == step) for step in steps}
    used = [n for n, step in enumerate(steps) if gave[step]]
    rated = sum(len(names) for names in gave.values())
    unrated = tuple(one.interviewer for one in sheets if one.scores.get(str(place)) not in gave)
    return Row(place, question, tuple(gave.items()), unrated, used[-1] - used[0] if rated > 1 else None)
