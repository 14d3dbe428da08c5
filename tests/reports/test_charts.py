"""The geometry of charts, and what the templates make of it."""

import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import GAP, MOST_LINES, NO_ANSWER, Bar, bar_chart, describe, wrap

STRONG = Bar("What we hope for", 82.4, 9, 10, "strong")
LOW = Bar("What worries us", 12, 3, 10, "low")
EMPTY = Bar("Roles", None, 0, 4, "low")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("share", "drawn"), [(0, 0), (50, 50), (100, 100), (140, 100), (-3, 0)])
def test_a_bar_is_as_long_as_its_share(share: float, drawn: int) -> None:
    shape = bar_chart("Chart", [Bar("A", share, 1, 1)]).bars[0]
    assert shape.fill == round(shape.full * drawn / 100)
    assert shape.x + shape.full < shape.note_x


def test_figures_are_said_in_whole_percent_with_level_and_count() -> None:
    shape = bar_chart("Chart", [STRONG]).bars[0]
    assert (shape.figure, shape.word, shape.count, shape.level) == ("82%", "Strong", "9 of 10 answered", "strong")


def test_without_an_answer_there_is_neither_share_nor_level() -> None:
    shape = bar_chart("Chart", [EMPTY]).bars[0]
    assert (shape.figure, shape.word, shape.level, shape.has_share, shape.fill) == (NO_ANSWER, "", "", False, 0)


def test_the_title_says_all_that_is_shown() -> None:
    assert describe("Readiness", [STRONG, EMPTY]) == (
        "Readiness. What we hope for: 82%, Strong, 9 of 10 answered. Roles: No answer yet, 0 of 4 answered."
    )


def test_bars_never_overlap_however_long_their_labels_are() -> None:
    chart = bar_chart("Chart", [Bar("one two three " * times, 50, 1, 2) for times in (1, 20, 3)])
    ends = [shape.label[-1].y for shape in chart.bars]
    starts = [shape.label[0].y for shape in chart.bars]
    assert all(following - end >= GAP for end, following in zip(ends, starts[1:], strict=False))
    assert ends[-1] < chart.height


def test_where_it_is_narrow_labels_stand_above_and_figures_below() -> None:
    chart = bar_chart("Chart", [STRONG, LOW], width=320)
    assert all(shape.label[-1].y < shape.y < shape.note_y and shape.full == 320 for shape in chart.bars)


@given(st.text(max_size=400), st.integers(min_value=20, max_value=600))
def test_wrapping_keeps_every_word_or_says_that_it_does_not(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert 1 <= len(lines) <= MOST_LINES
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_a_chart_of_nothing_can_be_drawn() -> None:
    assert bar_chart("Nothing", []).height > 0


def test_a_drawing_begins_with_its_title_and_needs_no_style() -> None:
    hostile = Bar('<script>"&', 50, 1, 2, "middle")
    chart = bar_chart("Chart", [STRONG, hostile, LOW, EMPTY])
    text = render_to_string("charts/bar.html", {"chart": chart})
    drawing = ET.fromstring(text)  # noqa: S314  # our own template's output
    assert drawing[0].tag == f"{SVG}title"
    assert (drawing[0].text or "").startswith("Chart. What we hope for: 82%, Strong")
    assert drawing.get("viewBox") == f"0 0 640 {chart.height}"
    assert "style=" not in text
    assert {part.get("class") for part in drawing.iter(f"{SVG}rect")} == {
        "chart-track",
        "chart-track chart-track-empty",
        "chart-fill chart-fill-strong",
        "chart-fill chart-fill-middle",
        "chart-fill chart-fill-low",
    }


def test_levels_differ_in_shape_and_word_not_in_colour_alone() -> None:
    bars = [Bar("A", 50, 1, 2, level) for level in ("strong", "middle", "low")]
    drawing = ET.fromstring(render_to_string("charts/bar.html", {"chart": bar_chart("C", bars)}))  # noqa: S314
    marks = [part for part in drawing.iter() if "chart-mark" in (part.get("class") or "")]
    assert [part.get("class") for part in marks] == [
        "chart-mark chart-mark-strong",
        "chart-mark chart-mark-ring",
        "chart-mark chart-mark-middle",
        "chart-mark chart-mark-low",
    ]
    assert len({part.get("d", part.tag + part.get("r", "")) for part in marks}) == 4
    words = [part.text for part in drawing.iter(f"{SVG}text") if part.get("class") == "chart-figure"]
    assert words == ["50%, Strong", "50%, Partly there", "50%, Needs groundwork"]
