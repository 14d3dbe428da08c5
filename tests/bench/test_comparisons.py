"""The comparisons with others import without them, and what they make of figures is right. Nothing is timed here."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from bench import growth, measuring, serving
from bench.peers import asked, tables


def figures_of(milliseconds: dict[str, float]) -> dict[str, dict[str, Any]]:
    """Every page that the tables ask for, at so many milliseconds in each site, one query and a kilobyte each."""
    names: dict[str, set[str]] = {site: {"bare view"} for site in tables.NAMES}
    for lines in tables.TOPICS.values():
        for site, _, pages in lines:
            names[site] |= set(pages)
    page = {"queries": 1, "size": 1000}
    return {
        site: {
            "once": {},
            "pages": [page | {"name": n, "milliseconds": 1.0 if n == "bare view" else milliseconds[site]} for n in has],
        }
        for site, has in names.items()
    }


def test_all_of_them_ask_the_same_60_statements_of_five_steps() -> None:
    texts = [text for statements in asked.STATEMENTS for text in statements]
    assert (len(texts), len(set(texts)), len(asked.LABELS)) == (60, 60, 5)
    assert asked.COUNT == len(asked.steps(0)) == 60
    assert not any("," in label for label in asked.LABELS), "django-survey-and-report would cut it in two"


def test_people_differ_and_every_step_is_chosen() -> None:
    assert {step for person in range(5) for step in asked.steps(person)} == set(range(5))
    assert len({asked.steps(person) for person in range(5)}) == 5


def test_pages_are_summed() -> None:
    found = figures_of({tables.OURS: 2.0, tables.WAGTAIL: 30.0, tables.DSR: 90.0})
    row = tables.summed(found, tables.OURS, "five parts", tables.shows(*tables.PARTS))
    assert (row.milliseconds, row.bare, row.queries, row.size) == (10.0, 10.0, 5, 5000)


@pytest.mark.parametrize(("peer", "told"), [(21.0, "10.5 | 10.5 | met"), (19.0, "9.5 | 9.5 | missed")])
def test_a_goal_is_held_against_the_faster_peer(peer: float, told: str) -> None:
    lines = list(tables.tables(figures_of({tables.OURS: 2.0, tables.WAGTAIL: peer, tables.DSR: 90.0})))
    assert f"| showing all 60 on one page | 10 | Wagtail | {told} |" in lines


def test_flat_is_what_grows_by_less_than_a_third() -> None:
    found = {
        "results": {100: (10.0, 20.0, 8), 100_000: (12.9, 26.0, 8)},
        "map": {100: (10.0, 20.0, 8), 100_000: (13.1, 26.0, 8)},
    }
    lines = growth.pages_table(found)
    assert lines[2].endswith("| 1.29 | flat |")
    assert lines[3].endswith("| 1.31 | not flat |")


def test_closing_is_told_by_the_response() -> None:
    assert growth.closing_table({100: 0.1, 10_000: 5.0})[3] == "| 10,000 responses | 5.00 | 0.500 | 0.50 |"


def test_rates_are_set_beside_the_bare_view() -> None:
    found = {serving.BARE: [(100.0, [0.01] * 4)], "home": [(20.0, [0.05] * 4)]}
    assert serving.table(found)[3] == "| home | 20 | 5.0 | 50 | 50 |"


@pytest.mark.django_db
def test_every_query_is_counted_however_many_there_are() -> None:
    """Django itself remembers no more than `queries_limit`."""
    many = connection.queries_limit + 10
    with measuring.counted() as queries, connection.cursor() as cursor:
        for _ in range(many):
            cursor.execute("SELECT 1")
    assert len(queries) == many


@pytest.mark.django_db
def test_a_page_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="home answered 500"):
        measuring.Turns({"home": lambda: HttpResponse(status=500)})
