"""The worksheet's pages with all 54 activities: whole, with few queries, and quick."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobdesc.models import Decision, Description
from jobdesc.worksheet.activities import read_activities
from tests.cast import Cast
from tests.invariants.page import problems
from tests.invariants.test_queries import MOST_QUERIES
from tests.real import load_real_fixtures

from .build import description_of
from .test_worksheet_screens import PAGES, at
from .worksheets import fill, furnish_worksheet

SHOWS = ("compare/?show=all", "compare/?show=%00", "compare/?show=undecided", "duties/?activity=listen")


@pytest.fixture
def made(cast: Cast) -> Description:
    """The owner, the leader and a viewer have finished; five are decided, and the owner's colleague in HR is asked."""
    load_real_fixtures()
    made = description_of(cast.organization)
    slugs = [one.slug for one in read_activities().by_key.values()]
    for who, letters in ((cast.owner, "ynn"), (cast.leader, "nyn"), (cast.viewer, "y-y")):
        fill(made, who, dict.fromkeys(slugs, letters))
    for n, key in enumerate(list(read_activities().by_key)[:5]):
        Decision.objects.create(description=made, activity=key, belongs=n % 2 == 1, reason="<b>We</b> said so.")
    return made


@pytest.mark.parametrize("who", ["owner", "hr", "viewer"])
def test_the_pages_are_whole(made: Description, cast: Cast, who: str) -> None:
    client, wrong = cast.client(who), {}
    for page in (*PAGES, *SHOWS):
        response = client.get(at(made, page))
        if response.status_code != 403 or who != "viewer":
            wrong[page] = problems(response)
            assert "<b>We</b>" not in response.content.decode()
    assert len(wrong) >= 7
    assert not {page: found for page, found in wrong.items() if found}


def test_without_the_toolkits_the_pages_say_so(cast: Cast) -> None:
    made = description_of(cast.organization)
    for page in PAGES:
        assert not problems(cast.client("owner").get(at(made, page)))


def test_the_pages_ask_as_often_for_three_as_for_one(cast: Cast) -> None:
    client = cast.client("owner")

    def counts(rows: int) -> dict[str, int]:
        made = description_of(cast.organization)
        furnish_worksheet(made, rows)
        return {page: queries_of(client, at(made, page)) for page in (*PAGES, *SHOWS)}

    one = counts(1)
    assert counts(3) == one
    assert max(one.values()) <= MOST_QUERIES


def test_all_of_it_side_by_side_asks_little(made: Description, cast: Cast) -> None:
    assert queries_of(cast.client("owner"), at(made, "compare/?show=all")) <= MOST_QUERIES


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
