"""Try to undo the masking of surveys: `python -m tests.surveys.attack 10000` attacks so many random surveys.

Two attackers take the views of all closings, so also what stood there before a survey was reopened. Both know more than
anybody will: how many valid answers each group gave to each question at each closing, also of groups that are hidden.

The *insider* also knows the code. Answers that lead to the very same views, decisions to hide and all, cannot be told
apart by anybody; so for everything that must stay open it looks for other answers, in which it is otherwise, and has
`confidentiality` itself say that the views are the same. Where it finds none, that counts as a breach.
The *reader* takes what stands on the page, as inequalities, and lets HiGHS find the least and the most by integer
programming. It must find nothing where the insider finds nothing: it is the check of the one by the other, and of
whether what is shown is true.

What must stay open: of any groups, or their old and new parts, that have fewer than k valid answers together, how many
were favourable (and so, what they chose); of any group or part, of whatever size, that all were favourable, or that
none was (and so, that all chose the same). That nobody at all chose an option may be known.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, islice, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from surveys.confidentiality import (
    UNSURE,
    Asked,
    Cell,
    Counts,
    Published,
    Row,
    Share,
    Thresholds,
    countable,
    publish,
    publish_again,
)

Atom = tuple[str, int]
"""A group's people who answered between two closings."""
Answers = dict[Atom, dict[str, int]]
"""How many of each atom chose each option of one question."""
SKIPPED = "_skipped"
MOST_TRIED = 2_000
"""Of answers in which two people differ; of how all may have answered, ten times as many."""


@dataclass(frozen=True)
class Closing:
    """A view, and for each question and group how many closings' answers it rests on."""

    view: Published
    reach: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Made:
    """A survey as it truly was: the people of each atom, and their answers by question."""

    groups: tuple[str, ...]
    waves: int
    people: Mapping[Atom, int]
    questions: tuple[Asked, ...]
    answers: Mapping[str, Answers]
    thresholds: Thresholds = field(default_factory=Thresholds)

    def closings(self) -> list[Closing]:
        return closings(self.questions, self.answers, self)


def closings(questions: Sequence[Asked], answers: Mapping[str, Answers], made: Made) -> list[Closing]:
    """What closing.py publishes, time after time."""
    found: list[Closing] = []
    before, rests, reach = None, None, {q.key: dict.fromkeys(made.groups, 0) for q in questions}
    for wave in range(made.waves):
        counts = _counts(questions, answers, made, wave)
        if before is None or rests is None:
            view, counted = publish(questions, counts, made.thresholds), counts
        else:
            counted = countable(questions, before, rests, counts, made.thresholds)
            view = publish_again(questions, before, rests, counts, made.thresholds)
            if view == before:
                continue
        reach = {
            key: {g: wave + 1 if counted.tallies[key][g] == counts.tallies[key][g] else old for g, old in row.items()}
            for key, row in reach.items()
        }
        before, rests = view, counted
        found.append(Closing(view, reach))
    return found


def _counts(questions: Sequence[Asked], answers: Mapping[str, Answers], made: Made, wave: int) -> Counts:
    responses = {g: sum(made.people[g, w] for w in range(wave + 1)) for g in made.groups}
    tallies: dict[str, dict[str, Counter[str]]] = {}
    for question in questions:
        tallies[question.key] = {}
        for g in made.groups:
            summed: Counter[str] = Counter()
            for w in range(wave + 1):
                summed.update(answers[question.key][g, w])
            del summed[SKIPPED]
            tallies[question.key][g] = summed
    return Counts(responses, tallies)


@dataclass
class Tally:
    """What an attack did."""

    surveys: int = 0
    cells: int = 0
    claims: int = 0
    tried: int = 0
    solved: int = 0
    breaches: list[str] = field(default_factory=list)


class Attack:
    """Against one question of one survey."""

    def __init__(self, made: Made, question: Asked, tally: Tally) -> None:
        self.made, self.question, self.tally = made, question, tally
        self.truth = made.answers[question.key]
        self.valid = {
            atom: sum(chosen.get(key, 0) for key, _ in question.values) for atom, chosen in self.truth.items()
        }
        self.atoms = [atom for atom, n in self.valid.items() if n]
        self.seen = closings([question], {question.key: self.truth}, made)
        tally.cells += sum(1 + len(self._row(one).groups) for one in self.seen)

    def _row(self, closing: Closing) -> Row:
        return closing.view.rows[self.question.key]

    @cached_property
    def small(self) -> list[tuple[Atom, ...]]:
        """All unions of atoms with fewer than k valid answers."""
        k = self.made.thresholds.scores
        few = [atom for atom in self.atoms if self.valid[atom] < k]
        unions = (union for size in range(1, k) for union in combinations(few, size))
        return [union for union in unions if sum(self.valid[atom] for atom in union) < k]

    @cached_property
    def unanimous(self) -> list[Atom]:
        return [atom for atom in self.atoms if self.favourable(self.truth, (atom,)) in (0, self.valid[atom])]

    def favourable(self, answers: Answers, atoms: Sequence[Atom]) -> int:
        return sum(answers[atom].get(key, 0) for atom in atoms for key in self.question.favourable)

    # The insider

    def insider(self) -> None:
        for union in self.small:
            self.tally.claims += 1
            if not self._is_open(union):
                self._breach(f"{union}: {self.favourable(self.truth, union)} favourable")
        for atom in self.unanimous:
            self.tally.claims += 1
            if not self._is_open((atom,)):
                self._breach(f"{atom}: all {self.valid[atom]} alike")

    def _breach(self, what: str, who: str = "insider") -> None:
        self.tally.breaches.append(f"{who}: {what} in {self.made}")

    def _is_open(self, union: tuple[Atom, ...]) -> bool:
        """Whether other answers, with another favourable count in these atoms, look the same."""
        told = self.favourable(self.truth, union)
        return any(
            self.favourable(other, union) != told and self.looks_the_same(other) for other in self._others(set(union))
        )

    def looks_the_same(self, other: Answers) -> bool:
        self.tally.tried += 1
        seen = closings([self.question], {self.question.key: other}, self.made)
        return [one.view for one in seen] == [one.view for one in self.seen]

    def _others(self, union: set[Atom]) -> Iterator[Answers]:
        """One person of the union changes sides, alone or with somebody outside; then two; then everything."""
        once = list(self._steps(self.truth, union))
        yield from once
        if np.prod([float(self.valid[atom] + 1) for atom in self.atoms]) <= 10 * MOST_TRIED:
            yield from self._all()
        else:
            twice = (other for first in once for other in self._steps(first, set(self.atoms)))
            yield from islice(twice, MOST_TRIED)

    def _steps(self, answers: Answers, union: set[Atom]) -> Iterator[Answers]:
        sides = (self.question.favourable, {key for key, _ in self.question.values} - self.question.favourable)
        for one, (here, there) in product(self.atoms, (sides, sides[::-1])):
            if one not in union:
                continue
            for lost in (key for key in here if answers[one].get(key)):
                for won in there:
                    yield _moved(answers, one, lost, won)
                    for two in self.atoms:
                        if two not in union and answers[two].get(won):
                            yield _moved(_moved(answers, one, lost, won), two, won, lost)

    def _all(self) -> Iterator[Answers]:
        """All favourable counts, with one option for each side."""
        good = next(iter(sorted(self.question.favourable)))
        bad = next(key for key, _ in self.question.values if key not in self.question.favourable)
        apart = {
            atom: {key: n for key, n in chosen.items() if key.startswith("_")} for atom, chosen in self.truth.items()
        }
        for counts in product(*(range(self.valid[atom] + 1) for atom in self.atoms)):
            changed = {
                atom: {**apart[atom], good: n, bad: self.valid[atom] - n}
                for atom, n in zip(self.atoms, counts, strict=True)
            }
            yield {**self.truth, **changed}

    # The reader

    def reader(self) -> None:
        if not self.seen:
            return
        keys = [key for key, _ in self.question.values]
        self._column = {pair: n for n, pair in enumerate(product(self.atoms, keys))}
        rows, lows, highs = self._read()
        if not self._column:
            return
        truth = np.array([self.truth[atom].get(key, 0) for atom, key in self._column], dtype=float)
        matrix = np.array(rows)
        if np.any(matrix @ truth < np.array(lows) - 1e-6) or np.any(matrix @ truth > np.array(highs) + 1e-6):
            self._breach("what is shown is not true", "reader")
            return
        rules = LinearConstraint(matrix, np.array(lows), np.array(highs))
        pool = [truth]
        for union in [*self.small, *((atom,) for atom in self.unanimous)]:
            aim = np.zeros(len(truth))
            for atom, key in product(union, self.question.favourable):
                aim[self._column[atom, key]] = 1
            told = aim @ truth
            if any(abs(aim @ other - told) > 0.5 for other in pool):
                continue
            for sign in (1, -1):
                self.tally.solved += 1
                best = milp(sign * aim, integrality=np.ones(len(truth)), bounds=Bounds(0, np.inf), constraints=rules)
                if best.x is not None and abs(aim @ best.x - told) > 0.5:
                    pool.append(np.round(best.x))
                    break
            else:
                self._breach(f"{union}: {told:.0f} favourable", "reader")

    def _read(self) -> tuple[list[np.ndarray], list[float], list[float]]:
        """The page as inequalities: sizes, and each cell's shares and mean as far as they are rounded."""
        rows, lows, highs = [], [], []

        def say(weights: Mapping[tuple[Atom, str], float], low: float, high: float) -> None:
            row = np.zeros(len(self._column))
            for pair, weight in weights.items():
                row[self._column[pair]] = weight
            rows.append(row)
            lows.append(low)
            highs.append(high)

        for atom in self.atoms:
            say({(atom, key): 1 for key, _ in self.question.values}, self.valid[atom], self.valid[atom])
        for closing in self.seen:
            row, reach = self._row(closing), closing.reach[self.question.key]
            for cell, groups in [(row.total, self.made.groups), *((cell, (g,)) for g, cell in row.groups.items())]:
                if cell.hidden or cell.answered is None or cell.favourable is None:
                    continue
                atoms = [(g, w) for g, w in self.atoms if g in groups and w < reach[g]]
                n = cell.answered
                if n != sum(self.valid[atom] for atom in atoms):
                    self._breach("the number answered is not that of the answers counted", "reader")
                say(
                    {(atom, key): 1 for atom in atoms for key in self.question.favourable}, *_bounds(cell.favourable, n)
                )
                for share, (key, _) in zip(cell.options, self.question.values, strict=False):  # all or none
                    say({(atom, key): 1 for atom in atoms}, *_bounds(share, n))
                if cell.mean is not None:
                    low, high = self._mean_bounds(cell)
                    values = {(atom, key): value for atom in atoms for key, value in self.question.values}
                    say(values, low * n, high * n)
        return rows, lows, highs

    def _mean_bounds(self, cell: Cell) -> tuple[float, float]:
        assert cell.mean is not None
        lowest, highest = self.question.lowest, self.question.highest
        margin = (highest - lowest) / 10
        low = lowest if cell.mean <= lowest + margin + 0.05 else cell.mean - 0.05
        return low - 1e-9, (highest if cell.mean >= highest - margin - 0.05 else cell.mean + 0.05) + 1e-9


def _moved(answers: Answers, atom: Atom, lost: str, won: str) -> Answers:
    chosen = dict(answers[atom])
    chosen[lost] -= 1
    chosen[won] = chosen.get(won, 0) + 1
    return {**answers, atom: chosen}


def _bounds(share: Share, n: int) -> tuple[float, float]:
    """From how many to how many people a share says, rounded to whole per cent, plainly read."""
    return max(0, (share.low - 0.5) * n / 100), min(n, (share.high + 0.5) * n / 100)


# Random surveys


def random_survey(chance: random.Random) -> Made:
    """1 to 6 groups of 0 to 30 people, up to two reopenings; sizes and answers are skewed as those that give away."""
    k = chance.choice((5, 5, 5, 6, 7, 8))
    thresholds = Thresholds(k, chance.choice((10, 10, 10, 12, 15)))
    groups = tuple(f"g{n}" for n in range(chance.randint(1, 6)))
    waves = chance.choice((1, 1, 2, 2, 3))
    people = {(g, w): _size(chance, w) for g in groups for w in range(waves)}
    questions = tuple(_question(chance, n) for n in range(chance.randint(1, 2)))
    answers = {one.key: _answers(chance, one, people) for one in questions}
    return Made(groups, waves, people, questions, answers, thresholds)


def _size(chance: random.Random, wave: int) -> int:
    kind = chance.random()
    if wave and kind < 0.45:
        return 0
    if kind < 0.6:
        return chance.randint(0, 7)
    return chance.randint(5, 13) if kind < 0.85 else chance.randint(0, 30)


def _question(chance: random.Random, number: int) -> Asked:
    options = chance.randint(2, 5)
    values = tuple((f"o{n}", n) for n in range(options))
    return Asked(f"q{number}", values, frozenset(key for key, n in values if n / (options - 1) > 0.5))


def _answers(chance: random.Random, question: Asked, people: Mapping[Atom, int]) -> Answers:
    silent = chance.choice((0.0, 0.0, 0.1, 0.4))
    leaning = _leaning(chance, question)
    found: Answers = {}
    for atom, n in people.items():
        if chance.random() < 0.6:
            leaning = _leaning(chance, question)
        options = [key for key, _ in question.values]
        chosen = Counter(chance.choices(options, leaning, k=n))
        for key in list(chosen.elements()):
            if chance.random() < silent:
                chosen[key] -= 1
                chosen[chance.choice((UNSURE, SKIPPED))] += 1
        found[atom] = {key: many for key, many in chosen.items() if many}
    return found


def _leaning(chance: random.Random, question: Asked) -> list[float]:
    options = len(question.values)
    kind = chance.random()
    if kind < 0.3:
        return _one(options, chance.randrange(options), 0.0)
    if kind < 0.6:
        return _one(options, chance.randrange(options), chance.choice((0.05, 0.15)))
    return [chance.random() + 0.05 for _ in range(options)]


def _one(options: int, favourite: int, others: float) -> list[float]:
    return [1.0 if n == favourite else others for n in range(options)]


def attack(made: Made, tally: Tally) -> None:
    """Both attackers against every question."""
    tally.surveys += 1
    for question in made.questions:
        one = Attack(made, question, tally)
        one.insider()
        one.reader()


def main(surveys: int, seed: int) -> int:
    began, tally, chance = time.monotonic(), Tally(), random.Random(seed)  # noqa: S311
    for _ in range(surveys):
        attack(random_survey(chance), tally)
    seconds = time.monotonic() - began
    print(  # noqa: T201
        f"seed {seed}: {tally.surveys} surveys, {tally.cells} cells, {tally.claims} claims, {tally.tried} other answers"
        f" tried, {tally.solved} queries to the solver, {len(tally.breaches)} breaches, {seconds:.0f} seconds"
    )
    for breach in tally.breaches[:5]:
        print(breach)  # noqa: T201
    return 1 if tally.breaches else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)))
