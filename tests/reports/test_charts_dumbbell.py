from xml.etree import ElementTree

from django.template.loader import render_to_string

from reports.charts_dumbbell import Pairing, dumbbell
from surveys.confidentiality import Share

LONG = "A statement that goes on and on about what happens here, and does not stop where others would. " * 4


def exact(percent: int) -> Share:
    return Share(percent, percent)


def test_marks_lie_where_their_shares_are() -> None:
    chart = dumbbell(
        "T", "A", "B", [Pairing("Q", exact(0), exact(100), "100 points"), Pairing("R", exact(50), exact(50), "")]
    )
    places = dict(chart.ticks)
    first, second = chart.pairs
    assert (first.one.x, first.other.x) == (places[0], places[100])
    assert second.one.x == second.other.x == places[50]
    assert first.one.length == 0


def test_a_share_that_is_a_range_is_drawn_as_one() -> None:
    (pair,) = dumbbell("T", "A", "B", [Pairing("Q", Share(80, 100), exact(20), "60 points or more")]).pairs
    assert pair.one.x == pair.one.low < pair.one.high
    assert pair.one.length > 0


def test_everything_stays_within_and_lines_do_not_overlap() -> None:
    pairings = [Pairing(LONG, exact(0), exact(100), "100 points or more")] * 5
    for width in (250, 300, 640):
        chart = dumbbell("T", "A" * 90, "B" * 90, pairings, width=width)
        assert len(chart.one) < 90
        assert chart.pairs[-1].y < chart.height
        for pair in chart.pairs:
            assert pair.one.x - 8 >= 0
            assert pair.other.x + 8 <= width
            assert len(pair.label) <= 4
        for above, below in zip(chart.pairs, chart.pairs[1:], strict=False):
            assert above.label[-1].y < below.label[0].y
            assert above.figure_y < below.label[0].y or width >= 480


def test_the_svg_is_well_formed_and_says_its_title_first() -> None:
    chart = dumbbell("T", "<A>", "B", [Pairing("Q & R", Share(0, 20), Share(80, 100), "60 points or more")])
    svg = render_to_string("charts/dumbbell.html", {"chart": chart})
    root = ElementTree.fromstring(svg.strip())  # noqa: S314 - our own
    assert root[0].text == "T. Q & R: <A> 20% or less, B 80% or more, 60 points or more."
    assert "var(" not in svg
    assert "style=" not in svg


def test_nothing_to_compare_draws_an_empty_chart() -> None:
    chart = dumbbell("T", "A", "B", [])
    assert chart.pairs == ()
    assert chart.height > 0
