"""Adding and subtracting distributions that were ever shown gives none of fewer people than a distribution needs."""

import random
from itertools import combinations

import numpy as np
import pytest

from surveys import confidentiality
from tests.surveys.attack import Atom, Attack, Made, Tally, random_survey

from .test_attack import made

MOST_TOGETHER = 4


def given_away(survey: Made) -> list[tuple[Atom, ...]]:
    """Sets of groups' parts, too few for a distribution, of which one follows from those shown, at all closings.

    Each distribution is a row of ones over the parts that it counts; what lies in the span of the rows follows.
    """
    found = []
    for question in survey.questions:
        one = Attack(survey, question, Tally())
        shown = [_parts_of(one, n, group) for n in range(len(one.seen)) for group in (None, *survey.groups)]
        rows = np.array([row for row in shown if row is not None])
        if not rows.size:
            continue
        left = np.eye(len(one.atoms)) - np.linalg.pinv(rows) @ rows
        few = [n for n, atom in enumerate(one.atoms) if one.valid[atom] < survey.thresholds.details]
        for size in range(1, MOST_TOGETHER + 1):
            for union in combinations(few, size):
                people = sum(one.valid[one.atoms[n]] for n in union)
                if people < survey.thresholds.details and np.allclose(left[:, union].sum(axis=1), 0, atol=1e-6):
                    found.append(tuple(one.atoms[n] for n in union))
    return found


def _parts_of(one: Attack, closing: int, group: str | None) -> list[float] | None:
    seen = one.seen[closing]
    row = seen.view.rows[one.question.key]
    cell = row.groups[group] if group else row.total
    if not cell.options:
        return None
    reach = seen.reach[one.question.key]
    return [float(w < reach[g] and group in (None, g)) for g, w in one.atoms]


@pytest.mark.parametrize("seed", [1, None])
def test_no_distribution_of_a_few_follows_from_those_shown(seed: int | None) -> None:
    # None is another one each time; drawn here, so that all processes collect the same tests.
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    chance = random.Random(seed)  # noqa: S311
    for _ in range(150):
        survey = random_survey(chance)
        assert given_away(survey) == [], (seed, survey)


def test_it_is_noticed_where_all_but_a_few_show_one(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = made({("a", 0): (6, 6), ("b", 0): (3, 4)})
    assert given_away(survey) == []
    monkeypatch.setattr(confidentiality, "_with_details", lambda blocks, whole, details: (True, {"a"}))
    assert given_away(survey) == [(("b", 0),)]


def test_it_is_noticed_where_a_few_were_added_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = made({("a", 0): (6, 6), ("a", 1): (3, 4)}, waves=2)
    assert given_away(survey) == []
    monkeypatch.setattr(confidentiality, "_enough", lambda old, now, *rest: {g for g in old if now[g] > old[g]})
    assert given_away(survey) == [(("a", 1),)]
