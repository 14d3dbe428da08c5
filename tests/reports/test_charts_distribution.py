from xml.etree import ElementTree

from django.template.loader import render_to_string

from reports.charts_distribution import SLIT, Slice, distribution, tones
from surveys.confidentiality import Share

EXACT = [
    Slice("Agree", Share(60, 60), "best"),
    Slice("Neutral", Share(30, 30), "middle"),
    Slice("No", Share(0, 10), "worst"),
]


def test_slices_are_as_wide_as_their_shares_and_do_not_touch() -> None:
    chart = distribution("Q", EXACT, width=604)
    assert [s.width for s in chart.slices] == [360, 180, 60]
    assert [s.x for s in chart.slices] == [0, 362, 544]
    assert chart.slices[-1].x + chart.slices[-1].width <= 604
    assert all(b.x - a.x - a.width == SLIT for a, b in zip(chart.slices, chart.slices[1:], strict=False))


def test_shares_that_say_only_or_less_divide_what_is_left_evenly() -> None:
    slices = [Slice("Agree", Share(80, 80), "best"), *(Slice(n, Share(0, 10), "worst") for n in "abc")]
    widths = [s.width for s in distribution("Q", slices, width=606).slices]
    assert widths[1] == widths[2] == widths[3] > 0
    assert "10% or less" in distribution("Q", slices).title
    assert all(not s.figure for s in distribution("Q", slices).slices[1:])


def test_a_narrow_slice_has_no_figure_in_it_but_in_the_title() -> None:
    chart = distribution("Q", [Slice("A", Share(96, 96), "best"), Slice("B", Share(4, 4), "worst")], width=300)
    assert [s.figure for s in chart.slices] == ["96%", ""]
    assert chart.title == "Q: A: 96%; B: 4%."


def test_not_sure_stands_below_on_the_same_scale() -> None:
    assert distribution("Q", EXACT).unsure == 0
    chart = distribution("Q", EXACT, Share(25, 25), width=600)
    assert chart.unsure == 150
    assert chart.unsure_y < chart.height
    assert chart.title.endswith("Not sure: 25%.")


def test_tones_follow_the_scale_whichever_way_it_is_written() -> None:
    assert tones([True, True, False, False, False], [5, 4, 3, 2, 1]) == ("best", "good", "middle", "poor", "worst")
    assert tones([False, True], [0, 1]) == ("worst", "best")


def test_the_svg_is_well_formed_and_says_its_title_first() -> None:
    slices = [Slice("<b>&", Share(50, 50), tone) for tone in ("best", "good", "middle", "poor", "worst")]
    svg = render_to_string("charts/distribution.html", {"chart": distribution("A & <b>", slices, Share(10, 10))})
    root = ElementTree.fromstring(svg.strip())  # noqa: S314 - our own
    assert root[0].tag.endswith("title")
    assert (root[0].text or "").startswith("A & <b>: <b>&: 50%")
    assert "var(" not in svg
    assert "style=" not in svg
