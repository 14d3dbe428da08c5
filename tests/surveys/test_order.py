"""After closing, the order of rows and of comments says nothing of the order in which people were asked or came."""

import random
from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from organizations.models import Organization
from surveys.closing import _shuffle
from surveys.models import Comment, Group, Response, Survey
from tests.factories import MembershipFactory

from .build import opened

SEEDS, PEOPLE = 200, 30
# The mean of 200 rank correlations of 30 shuffled rows has a standard error of 1 / sqrt(29 * 200) = 0.013.
BOUND = 0.07


def spearman(order: Sequence[int]) -> float:
    """The rank correlation of a permutation with 0, 1, 2, ..."""
    n = len(order)
    return 1 - 6 * sum((rank - place) ** 2 for place, rank in enumerate(order)) / (n * (n * n - 1))


def answered_in_order(organization: Organization) -> Survey:
    """The n-th person to be asked answers n-th, and says so in answer and comment."""
    survey = opened(organization, {"Staff": PEOPLE})
    group = Group.objects.get(survey=survey)
    Response.objects.bulk_create(Response(survey=survey, group=group, answers={"n": str(n)}) for n in range(PEOPLE))
    Comment.objects.bulk_create(Comment(survey=survey, text=str(n)) for n in range(PEOPLE))
    return survey


def orders(survey: Survey) -> dict[str, list[int]]:
    """In which order people come back: as stored, by id, and their comments."""
    place = RawSQL("rowid" if connection.vendor == "sqlite" else "ctid", ())  # noqa: S611 - a constant
    rows, comments = survey.responses.all(), survey.comments.all()
    return {
        "stored": [int(one["n"]) for one in rows.order_by(place).values_list("answers", flat=True)],
        "by id": [int(one["n"]) for one in rows.order_by("pk").values_list("answers", flat=True)],
        "comments": [int(one) for one in comments.order_by(place).values_list("text", flat=True)],
        "comments by id": [int(one) for one in comments.order_by("pk").values_list("text", flat=True)],
    }


def test_the_order_of_rows_says_nothing_of_who_came_when(db: None) -> None:
    survey = answered_in_order(MembershipFactory().organization)
    if connection.vendor == "sqlite":  # PostgreSQL may put new rows into the room of those that were vacuumed meanwhile
        assert spearman(orders(survey)["stored"]) == 1
    found: dict[str, list[float]] = {}
    both = []
    for _ in range(SEEDS):
        before = orders(survey)
        _shuffle(survey)
        after = orders(survey)
        for name, order in after.items():
            found.setdefault(name, []).append(spearman(order))
        at = {n: place for place, n in enumerate(before["stored"])}
        found.setdefault("against the order before", []).append(spearman([at[n] for n in after["stored"]]))
        both.append(spearman([after["comments"].index(n) for n in after["stored"]]))
    found["answers against comments"] = both
    for name, correlations in found.items():
        assert abs(sum(correlations) / SEEDS) < BOUND, name
        assert len(set(correlations)) > SEEDS / 2, name


def test_the_bound_notices_an_order_that_was_only_half_shuffled() -> None:
    chance = random.Random(1)  # noqa: S311
    half = []
    for _ in range(SEEDS):
        order = list(range(PEOPLE))
        for _ in range(PEOPLE):  # so many neighbors change places
            at = chance.randrange(PEOPLE - 1)
            order[at], order[at + 1] = order[at + 1], order[at]
        half.append(spearman(order))
    assert sum(half) / SEEDS > 10 * BOUND
