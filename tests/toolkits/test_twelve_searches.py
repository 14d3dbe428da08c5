"""Twelve searches that somebody would type who builds a program, in the real library: what must be among the first."""

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.real import load_real_fixtures
from toolkits.searching import search

from .test_searching import key

pytestmark = pytest.mark.django_db

# What is typed, and whom it should lead to: advice, a collection, or an item of one.
EXPECTED = {
    "boundaries": "legere-boundaries-of-the-role",
    "pay rates": "legere-fair-pay",
    # No toolkit gives a number, so this leads to what supervisors do.
    "how many peers should a supervisor have": "prcoe-supervisor-role",
    "medicaid": "prcoe-financing/medicaid",
    "criminal record background check": "lappa-background-checks",
    "home visits safety": "lappa-safety",
    "job description": "legere-components",
    "stigmatizing words": "wise-language",
    "interview questions": "interview",
    "burnout": "lappa-prevent-burnout",
    "onboarding first day": "wise-plan-onboarding",
    "grant ends": "lappa-grants",
}
SLIPS = {
    "boundries": "legere-boundaries-of-the-role",
    "stigmatising langauge": "wise-language",
    "medicade": "prcoe-financing/medicaid",
    "intervew quesions": "interview",
    "backgroud chekcs": "lappa-background-checks",
}
FIRST = 3


@pytest.fixture(scope="module")
def first(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, list[str]]:
    """The keys that each search finds first. The library is loaded once, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_real_fixtures()
        found = {words: [key(hit) for hit in search(words, FIRST)] for words in {**EXPECTED, **SLIPS}}
        transaction.set_rollback(True)
    return found


def test_there_are_twelve() -> None:
    assert len(EXPECTED) == 12


@pytest.mark.parametrize("words", EXPECTED)
def test_what_is_looked_for_is_among_the_first_three(first: dict[str, list[str]], words: str) -> None:
    assert EXPECTED[words] in first[words]


@pytest.mark.parametrize("words", SLIPS)
def test_a_slip_of_the_fingers_leads_there_too(first: dict[str, list[str]], words: str) -> None:
    assert SLIPS[words] in first[words]
