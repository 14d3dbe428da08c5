"""Under each gap stands what the toolkits advise, the item's own toolkit first."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.advice import advice_for
from assessments.answers import Answer
from assessments.results import result_of
from tests.factories import EntryFactory, LinkFactory, ToolkitFactory

from . import build

pytestmark = pytest.mark.django_db

CONTENT = build.instrument([build.section("all", build.item("pay"), build.item("board"))], build.scale(0, 1))
GAPS = result_of(CONTENT, {"pay": Answer("0"), "board": Answer("0")}).gaps


def link(item: str, title: str, position: int, toolkit: str = "handbook") -> None:
    entry = EntryFactory(title=title, toolkit=ToolkitFactory(slug=toolkit))
    LinkFactory(from_key=f"made-up/{item}", entry=entry, position=position)


def titles(item: str) -> list[str]:
    return [each.entry.title for each in advice_for(GAPS)[f"made-up/{item}"]]


def test_advice_stands_in_the_order_of_its_links() -> None:
    for position, title in ((3, "Third"), (1, "First"), (2, "Second")):
        link("pay", title, position)
    assert titles("pay") == ["First", "Second", "Third"]


def test_the_items_own_toolkit_advises_before_others() -> None:
    for position, toolkit in enumerate(("other", "handbook", "another", "handbook")):
        link("pay", "ABCD"[position], position, toolkit)
    assert titles("pay") == ["B", "D", "A", "C"]


def test_advice_for_another_item_does_not_stray_in() -> None:
    link("pay", "On pay", 1)
    LinkFactory(from_key="made-up/payroll")
    assert (titles("pay"), titles("board")) == (["On pay"], [])


@pytest.mark.parametrize("links", [0, 1, 6])
def test_advice_costs_one_query_however_much_there_is(
    links: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(links):
        link("pay" if number % 2 else "board", f"Advice {number}", number, f"book-{number}")
    with django_assert_num_queries(1):
        read = [each.entry.toolkit.title for found in advice_for(GAPS).values() for each in found]
    assert len(read) == links


def test_no_gap_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert advice_for(()) == {}
