from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from checklists.money.amounts import MOST
from checklists.money.years import Year
from reports.charts_funding import HEIGHT, LEFT, MOST_YEARS, TOP, Block, funding_chart, gap_in_words

BOTTOM = TOP + HEIGHT
Sums = tuple[Decimal | None, Decimal, Decimal]
SUMS = st.decimals(0, MOST, places=2)


def year(number: int, need: int | None, secured: int = 0, applied: int = 0) -> Year:
    return Year(number, None if need is None else Decimal(need), Decimal(secured), Decimal(applied))


def test_parts_stand_on_each_other_and_reach_the_need() -> None:
    (column,) = funding_chart("T", [year(2027, 200, 100, 60)], this_year=2027).columns
    assert None not in (column.secured, column.applied, column.open)
    assert column.secured.y + column.secured.height == BOTTOM
    assert column.applied.y + column.applied.height == column.secured.y
    assert column.open.y + column.open.height == column.applied.y
    assert column.open.y == TOP
    assert column.need.startswith(f"M{column.secured.x - 6} {TOP}h")


def test_a_year_that_is_covered_has_no_open_part_and_may_pass_the_need() -> None:
    (column,) = funding_chart("T", [year(2027, 100, 200)], this_year=2027).columns
    assert column.open is None
    assert column.secured is not None
    assert column.secured.y == TOP
    assert f" {TOP + HEIGHT // 2}h" in column.need
    assert column.gap == "covered"


def test_a_year_of_which_nothing_is_known_is_empty() -> None:
    columns = funding_chart("T", [year(2027, 5), year(2028, None), year(2029, 5)], this_year=2027).columns
    assert (columns[1].secured, columns[1].applied, columns[1].open, columns[1].need) == (None, None, None, "")


@pytest.mark.parametrize("top", [1, 9, 10, 21, 99, 100, 198_500, 250_000, 1_000_000, 9_999_999_999])
def test_ticks_are_round_few_and_reach_above_everything(top: int) -> None:
    chart = funding_chart("T", [year(2027, top, top // 2)], this_year=2027)
    assert 3 <= len(chart.ticks) <= 8
    assert chart.ticks[0] == ("$0", BOTTOM)
    assert chart.ticks[-1][1] == TOP
    assert int(chart.columns[0].need.split()[1].split("h")[0]) >= TOP


def test_nothing_at_all_is_still_a_chart() -> None:
    assert funding_chart("T", [], this_year=2027).columns == ()
    assert funding_chart("T", [year(2027, 0)], this_year=2027).ticks[0] == ("$0", BOTTOM)


def test_of_very_many_years_those_to_come_are_drawn() -> None:
    years = [year(number, 5) for number in range(2000, 2101)]
    chart = funding_chart("T", years, this_year=2027)
    assert [column.label for column in chart.columns] == [str(number) for number in range(2027, 2037)]
    assert chart.left_out == 101 - MOST_YEARS
    assert [c.label for c in funding_chart("T", years, this_year=2098).columns][-1] == "2100"


@given(st.lists(st.tuples(st.none() | SUMS, SUMS, SUMS), min_size=1, max_size=12), st.sampled_from([250, 300, 640]))
def test_everything_drawn_lies_within_the_chart(sums: list[Sums], width: int) -> None:
    years = [Year(2027 + n, *each) for n, each in enumerate(sums)]
    chart = funding_chart("T", years, this_year=2027, width=width)
    beside = LEFT
    for column in chart.columns:
        for block in filter(None, (column.secured, column.applied, column.open)):
            assert beside <= block.x < block.x + block.width <= chart.right
            assert TOP - 4 <= block.y < block.y + block.height <= BOTTOM + 2
        beside = column.x


def test_hatching_stays_within_its_block() -> None:
    block = Block(10, 20, 30, 50)
    points = [tuple(map(int, point.split())) for point in block.hatching.replace("L", "M").split("M")[1:]]
    assert len(points) >= 10
    assert all(10 <= x <= 40 and 20 <= y <= 70 for x, y in points)


@pytest.mark.parametrize(
    ("given_year", "words"),
    [
        (year(2027, None, 5), "cost not known yet"),
        (year(2027, 0), "nothing needed"),
        (year(2027, 5, 5), "covered"),
        (year(2027, 50_000, 10_000), "$40,000"),
        (year(2027, 50_000, 10_000, 5_000), "$40,000, of which $5,000 is applied for"),
        (year(2027, 50_000, 10_000, 90_000), "$40,000, of which $40,000 is applied for"),
    ],
)
def test_a_gap_is_said_in_words(given_year: Year, words: str) -> None:
    assert gap_in_words(given_year) == words


@pytest.mark.parametrize("width", [260, 640])
def test_the_svg_is_well_formed_and_says_its_title_first(width: int) -> None:
    chart = funding_chart("<T>", [year(2027, 100, 50, 20), year(2028, None)], this_year=2027, width=width)
    svg = render_to_string("charts/funding.html", {"chart": chart})
    root = ElementTree.fromstring(svg.strip())  # noqa: S314 - our own
    assert root[0].text == (
        "<T>. 2027: needed $100, secured $50, applied for $20, gap $50. "
        "2028: need not known, secured $0, applied for $0."
    )
    assert "var(" not in svg
    assert "style=" not in svg
    assert "url(" not in svg
    assert " id=" not in svg, "the chart stands twice on a page"
