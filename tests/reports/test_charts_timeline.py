"""A plan's timeline: marks that never lie over each other, whatever the plan."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.planning.timeline import PhaseSpan, PlanSpan
from checklists.working.entries import Entry, Standing
from reports.charts_timeline import LANE, LEFT, LETTER, MOST_LANES, WIDTH, Timeline, timeline_of

ANCHOR = date(2027, 6, 1)
TODAY = date(2027, 2, 1)


def entry(number: int, due: date | None, standing: Standing = Standing.OPEN) -> Entry:
    return Entry(number, f"Task {number}", "phase", due, standing, "Not started", "")


def span(*entries: Entry, today: date = TODAY, anchor: date = ANCHOR) -> PlanSpan:
    dated = sorted(entries, key=lambda one: (one.due or date.max, one.number))
    before = PhaseSpan("Before", anchor - timedelta(200), anchor - timedelta(1), False, tuple(dated))
    after = PhaseSpan("After that, with a name that takes more than a line", anchor, anchor, False, ())
    return PlanSpan("Our program", anchor, "First day", today, (before, after))


def counted(chart: Timeline) -> int:
    labels = [mark.label for row in chart.rows for mark in row.marks]
    return sum(int(label[1:]) if label.startswith("\N{MULTIPLICATION SIGN}") else 1 for label in labels)


def overlaps(chart: Timeline) -> list[str]:
    found = []
    for row in chart.rows:
        ends: dict[int, float] = {}
        for mark in sorted(row.marks, key=lambda mark: mark.x):
            if mark.x - 7 < ends.get(mark.y, 0):
                found.append(mark.said)
            ends[mark.y] = mark.label_x + LETTER * len(mark.label)
    return found


ENTRIES = st.lists(
    st.tuples(st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(Standing)), max_size=300
)
NEAR_DAYS = st.lists(st.tuples(st.dates(date(2027, 1, 1), date(2027, 12, 1)), st.sampled_from(Standing)), max_size=300)


@settings(deadline=None, max_examples=60)
@given(ENTRIES | NEAR_DAYS, st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_dated_task_is_drawn_once_within_the_chart_and_over_nothing(tasks, today) -> None:
    entries = [entry(n, *one) for n, one in enumerate(tasks, 1)]
    chart = timeline_of(span(*entries, today=today))
    assert counted(chart) == sum(1 for one in entries if one.due)
    assert not overlaps(chart)
    for row in chart.rows:
        assert LEFT <= row.band_x <= row.band_x + row.band_width <= WIDTH
        for mark in row.marks:
            assert mark.x >= LEFT
            assert mark.label_x + LETTER * len(mark.label) <= WIDTH
            assert row.y + LANE // 2 <= mark.y <= row.y + row.height - LANE // 2
    labels = [x for _, _, x in chart.ticks]
    assert all(after - before > 1 for before, after in pairwise(labels))
    assert chart.ticks
    assert bool(chart.today) != bool(chart.beyond)


def test_a_task_stands_at_its_date_with_its_number_and_a_shape_of_its_own() -> None:
    days = [TODAY + timedelta(20 * n) for n in range(len(Standing))]
    chart = timeline_of(span(*(entry(n, *one) for n, one in enumerate(zip(days, Standing, strict=True)))))
    marks = chart.rows[0].marks
    assert [(mark.kind, mark.label) for mark in marks] == [(kind, str(n)) for n, kind in enumerate(Standing)]
    assert sorted(mark.x for mark in marks) == [mark.x for mark in marks]
    assert chart.today is not None
    assert marks[0].x == chart.today.x
    shapes = {mark.path.replace(str(mark.x), "") for mark in marks if mark.path}
    assert len(shapes) == 3
    assert not chart.is_counted


def test_tasks_of_one_day_stand_below_each_other_as_long_as_there_is_room() -> None:
    few = timeline_of(span(*(entry(n, TODAY) for n in range(MOST_LANES))))
    assert len({mark.y for mark in few.rows[0].marks}) == MOST_LANES
    many = timeline_of(span(*(entry(n, TODAY) for n in range(MOST_LANES + 1))))
    assert [mark.label[1:] for mark in many.rows[0].marks] == [str(MOST_LANES + 1)]
    assert many.is_counted


def test_a_thousand_tasks_take_no_more_height_than_a_few() -> None:
    thousand = timeline_of(span(*(entry(n, TODAY + timedelta(n % 100), Standing.OPEN) for n in range(1000))))
    assert counted(thousand) == 1000
    assert thousand.height < 300


def test_the_words_of_the_plans_date_stand_beside_the_line_of_today() -> None:
    for days in range(-60, 60):
        chart = timeline_of(span(today=ANCHOR + timedelta(days)))
        assert chart.today is not None
        half = LETTER * len(chart.anchor.label) / 2
        assert abs(chart.anchor.label_x - chart.today.x) > half
        assert half < chart.anchor.label_x < WIDTH - half


@pytest.mark.parametrize(("today", "words"), [(date(2001, 1, 1), "before"), (date(2099, 1, 1), "after")])
def test_a_today_that_is_far_away_is_said_and_squeezes_nothing(today: date, words: str) -> None:
    chart = timeline_of(span(today=today))
    assert chart.today is None
    assert f"is {words} all of this" in chart.beyond
    assert chart.rows[0].band_width > (WIDTH - LEFT) // 2


def test_who_hears_it_is_told_every_figure() -> None:
    title = timeline_of(span(entry(1, TODAY, Standing.DONE), entry(2, TODAY), entry(3, None))).title
    assert "Today is Feb 1, 2027. First day: Jun 1, 2027." in title
    assert "Before, Nov 13, 2026 to May 31, 2027, 3 tasks: 1 done, 2 open." in title
    assert "no tasks" in title


def test_the_drawing_is_good_for_paper_too() -> None:
    hostile = Entry(7, '<script>alert("x")</script> & so', "phase", TODAY, Standing.OVERDUE, "Waiting", "")
    markup = render_to_string("charts/timeline.html", {"chart": timeline_of(span(hostile, entry(8, TODAY)))})
    svg = ElementTree.fromstring(markup)  # noqa: S314 - our own markup
    assert svg[0].tag.endswith("title")
    assert "var(" not in markup
    assert "currentColor" not in markup
    assert "<script" not in markup
    assert [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")].count("7") == 1
