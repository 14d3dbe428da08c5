"""A page asks the database as often for three rows as for one, and never often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Record
from organizations.models import Membership
from surveys.answering.visiting import asked_by
from tests.cast import Cast
from tests.factories import CompletionFactory, MembershipFactory

from .place import Place, furnish
from .routes import our_routes
from .test_pages import NOT_PAGES, QUERIES

MOST_QUERIES = 12


def counts(cast: Cast, place: Place) -> dict[str, int]:
    """How many queries each page takes, for the owner."""
    client = cast.client("owner")
    found = {}
    for route in our_routes():
        url = place.url(route) + QUERIES.get(route.name, "")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        if response.status_code == 200 and route.name not in NOT_PAGES:
            found[route.name] = len(queries)
    return found


def too_many(at_one: dict[str, int], at_three: dict[str, int]) -> dict[str, str]:
    return {
        name: f"{count} queries at 1 row, {at_three[name]} at 3"
        for name, count in at_one.items()
        if count != at_three[name] or count > MOST_QUERIES
    }


def test_no_page_asks_more_often_when_there_is_more(cast: Cast) -> None:
    place = furnish(cast.organization, rows=1)
    done = Record.objects.get(organization=cast.organization, instrument=place.done)
    Membership.objects.update(seen_at=timezone.now())  # the first page of a visit notes it
    asked_by(place.surveys["open"])  # what an open survey asks is kept in the process from the first page on
    at_one = counts(cast, place)
    furnish(cast.organization, rows=2, prefix="more-")
    for number in (2, 3):
        CompletionFactory(record=done, number=number)
    MembershipFactory.create_batch(2, user=cast.owner)
    at_three = counts(cast, place)
    assert at_one.keys() == at_three.keys()
    assert len(at_one) >= 15
    assert not too_many(at_one, at_three)


@pytest.mark.parametrize(("one", "three"), [(5, 7), (13, 13), (7, 5)])
def test_a_page_that_asks_too_often_is_found(one: int, three: int) -> None:
    assert too_many({"page": one, "other": 4}, {"page": three, "other": 4}).keys() == {"page"}


def test_a_query_for_each_row_would_be_counted(cast: Cast) -> None:
    def page(rows: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            for membership in Membership.objects.for_organization(cast.organization)[:rows]:
                str(membership.user)
        return len(queries)

    assert too_many({"page": page(1)}, {"page": page(3)})
