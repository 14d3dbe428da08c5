import itertools
from xml.etree import ElementTree

from django.template.loader import render_to_string

from reports.charts_trend import HEIGHT, MARKS, MOST_LINES, TOP, TrendLine, trend


def test_points_stand_at_their_rounds_and_heights() -> None:
    chart = trend("T", ["Jan 2026", "Jul 2026"], [TrendLine("Everybody", (0, 100))])
    (line,) = chart.lines
    assert [point.y for point in line.points] == [TOP + HEIGHT, TOP]
    assert line.points[0].x < line.points[1].x <= chart.right
    assert line.paths == (f"M{line.points[0].x} {TOP + HEIGHT}L{line.points[1].x} {TOP}",)


def test_a_round_that_shows_nothing_breaks_the_line() -> None:
    chart = trend("T", ["a", "b", "c", "d"], [TrendLine("Everybody", (10, None, 30, 40))])
    assert len(chart.lines[0].points) == 3
    assert len(chart.lines[0].paths) == 1
    assert "b not shown" in chart.title


def test_each_line_has_a_mark_of_its_own_and_the_rest_stay_in_the_table() -> None:
    lines = [TrendLine(f"Group {n}", (10 * n, 10 * n)) for n in range(9)]
    chart = trend("T", ["a", "b"], lines)
    assert len(chart.lines) == MOST_LINES
    assert [line.mark for line in chart.lines] == list(MARKS)
    assert chart.lines[-1].key_y < chart.height


def test_labels_do_not_stand_upon_each_other() -> None:
    rounds = [f"Jan 20{n}" for n in range(20, 32)]
    for width in (250, 300, 640):
        places = [x for _, x, _ in trend("T", rounds, [TrendLine("E", tuple(range(12)))], width=width).rounds]
        assert len(places) >= 2
        assert all(b - a >= 55 for a, b in itertools.pairwise(places))
    assert len(trend("T", ["one"], [TrendLine("E", (5,))]).rounds) == 1


def test_the_svg_is_well_formed_and_says_its_title_first() -> None:
    lines = [TrendLine(f"<{n}>", (10, None, 20, 30)) for n in range(6)]
    svg = render_to_string("charts/trend.html", {"chart": trend("T", ["a", "b", "c", "d"], lines)})
    root = ElementTree.fromstring(svg.strip())  # noqa: S314 - our own
    assert (root[0].text or "").startswith("T. <0>: a 10%, b not shown, c 20%, d 30%.")
    assert "var(" not in svg
    assert "style=" not in svg
