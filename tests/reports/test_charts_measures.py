"""A measure's trend as geometry, and as an SVG that paper can carry."""

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import page
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from checklists.goals.numbers import LARGEST
from reports import pdf
from reports.charts_measures import (
    HEIGHT,
    MOST_MARKS,
    TOP,
    MeasureTrend,
    measure_spark,
    measure_trend,
    tick_values,
)

NUMBERS = st.decimals(-LARGEST, LARGEST, places=2)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WIDTHS = st.sampled_from([270, 640])


def drawn(*numbers: int, **given: object) -> MeasureTrend:
    values = [(date(2026, 1, 1) + timedelta(days=30 * n), Decimal(number)) for n, number in enumerate(numbers)]
    chart = measure_trend(values, title="Satisfied", **given)  # type: ignore[arg-type]
    assert chart
    return chart


@given(
    st.dictionaries(DAYS, NUMBERS, min_size=1, max_size=60),
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.none() | DAYS,
    st.none() | DAYS,
    WIDTHS,
)
def test_everything_drawn_stays_within_the_chart(values, baseline, target, baseline_on, target_on, width) -> None:
    chart = measure_trend(
        sorted(values.items()),
        baseline,
        target,
        title="T",
        unit="$",
        baseline_on=baseline_on,
        target_on=target_on,
        width=width,
    )
    assert chart
    heights = [y for _, y in chart.ticks] + [y for _, y in chart.points]
    heights += [level.y for level in (chart.target, chart.baseline) if level]
    assert all(TOP <= y <= TOP + HEIGHT for y in heights)
    assert all(chart.left < x < chart.width for x, _ in chart.points)
    assert all(chart.left < level.x < width for level in (chart.target, chart.baseline) if level and level.x)
    assert chart.day_y < chart.height
    assert chart.left < width / 3


@given(NUMBERS, NUMBERS)
def test_ticks_are_few_different_and_hold_everything(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    ticks = tick_values(low, high)
    assert 3 <= len(ticks) <= 7
    assert ticks[0] <= low <= high <= ticks[-1]
    assert ticks == sorted(set(ticks))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (62, 85, "60 70 80 90"),
        (0, 100, "0 50 100"),
        (20, 90, "0 50 100"),
        (5, 5, "5 5.2 5.4"),
        (-3, 4, "-4 -2 0 2 4"),
        (0, 0, "0 0.01 0.02"),
        (1_000_000, 1_200_000, "1000000 1050000 1100000 1150000 1200000"),
    ],
)
def test_ticks_are_round(low: int, high: int, ticks: str) -> None:
    assert tick_values(Decimal(low), Decimal(high)) == [Decimal(tick) for tick in ticks.split()]


def test_later_stands_further_right_and_more_stands_higher() -> None:
    (x1, y1), (x2, y2) = drawn(10, 20).points
    assert x1 < x2
    assert y1 > y2


def test_target_and_baseline_stand_in_the_key_and_at_their_days_where_these_are_near() -> None:
    given = {"baseline": Decimal(5), "target": Decimal(30), "baseline_on": date(2025, 12, 1)}
    chart = drawn(10, 20, unit="%", target_on=date(2026, 12, 31), **given)
    assert chart.target
    assert chart.baseline
    assert chart.target.text == "Target 30% by Dec 31, 2026"
    assert chart.baseline.text == "Baseline 5% on Dec 1, 2025"
    assert chart.baseline.x < chart.points[0][0] < chart.points[-1][0] < chart.target.x
    assert chart.target.key_y != chart.baseline.key_y
    assert [label for label, _, _ in chart.days] == ["Dec 1, 2025", "Dec 31, 2026"]
    far = drawn(10, 20, target_on=date(2099, 1, 1), **given)
    assert far.target
    assert far.target.x is None


def test_without_values_nothing_is_drawn() -> None:
    assert measure_trend([], Decimal(1), Decimal(2), title="T") is None
    assert measure_spark([], Decimal(1), title="T") is None


def test_the_title_says_every_figure_or_of_many_the_extremes() -> None:
    assert drawn(10, 20, unit="%").title == "Satisfied. Jan 1, 2026: 10%; Jan 31, 2026: 20%."
    many = drawn(*range(100), target=Decimal(50))
    assert "100 values, from 0 on Jan 1, 2026" in many.title
    assert "between 0 and 99" in many.title
    assert len(drawn(*range(MOST_MARKS + 1)).points) == 1


@pytest.mark.parametrize("width", [270, 640])
def test_the_svg_is_well_formed_says_its_title_first_and_has_literal_colours(width: int) -> None:
    given = {"target": Decimal(30), "baseline": Decimal(1), "baseline_on": date(2026, 1, 1), "unit": "<b>"}
    svg = render_to_string("charts/measure_trend.html", {"chart": drawn(1000, 20, width=width, **given)})
    root = ElementTree.fromstring(svg.strip())  # noqa: S314 - our own
    assert root[0].tag.endswith("title")
    assert "1,000 <b>" in (root[0].text or "")
    assert root.get("width") == str(width)
    assert "var(" not in svg
    assert "style=" not in svg
    assert svg.count("<circle") == 3


def test_the_small_one_has_a_title_too() -> None:
    spark = measure_spark([(date(2026, 1, 1), Decimal(5)), (date(2026, 2, 1), Decimal(8))], Decimal(9), title="Met")
    root = ElementTree.fromstring(render_to_string("charts/measure_spark.html", {"chart": spark}))  # noqa: S314
    assert root[0].text == "Met. Jan 1, 2026: 5; Feb 1, 2026: 8. Target 9."
    assert spark
    assert spark.target_y < spark.latest[1]


def test_both_are_valid_on_paper() -> None:
    values = [(date(2026, 1, 1), Decimal(5)), (date(2026, 2, 1), Decimal(8))]
    chart = measure_trend(values, Decimal(4), Decimal(9), title="Met", unit="%", target_on=date(2026, 6, 1))
    svg = render_to_string("charts/measure_trend.html", {"chart": chart})
    svg += render_to_string("charts/measure_spark.html", {"chart": measure_spark(values, title="Met")})
    html = f'<html lang="en"><head><title>Measures</title></head><body><h1>Measures</h1>{svg}</body></html>'
    try:
        made = pdf.render_pdf(html)
    finally:
        pdf.stop()
    assert not page.validate_pdf_bytes(made, profile="ua1").failures
