"""When a member was here last: written once a visit, and never for visitors."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from organizations.models import Membership
from peerready.visits import VISIT, since_last_visit
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def at(cast: Cast) -> Membership:
    return cast.membership("viewer")


def test_a_visitor_has_no_last_visit() -> None:
    assert since_last_visit(None, NOW) is None


def test_the_first_visit_has_none_before_it_and_the_second_has_the_first(cast: Cast) -> None:
    assert since_last_visit(at(cast), NOW) is None
    assert since_last_visit(at(cast), NOW + timedelta(days=3)) == NOW
    assert since_last_visit(at(cast), NOW + timedelta(days=5)) == NOW + timedelta(days=3)


def test_within_a_visit_the_page_says_the_same_and_nothing_is_written(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    since_last_visit(at(cast), NOW)
    later = NOW + timedelta(days=3)
    assert since_last_visit(at(cast), later) == NOW
    here = at(cast)
    with django_assert_num_queries(0):
        assert since_last_visit(here, later + VISIT - timedelta(seconds=1)) == NOW


def test_two_pages_at_once_are_one_visit(cast: Cast) -> None:
    since_last_visit(at(cast), NOW)
    one, other = at(cast), at(cast)
    later = NOW + timedelta(days=1)
    assert since_last_visit(one, later) == since_last_visit(other, later) == NOW
    assert at(cast).seen_before == NOW
