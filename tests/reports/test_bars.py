"""Which figures a result is drawn from. Pure: nothing here needs a database."""

import pytest

from assessments.answers import Answer
from assessments.content import InstrumentContent
from assessments.models import Completion, Instrument
from assessments.results import InstrumentResult, result_of
from assessments.standing import InstrumentState, Overview
from reports.bars import area_figures, figures_of
from reports.charts import Bar
from tests.assessments.build import UNSURE, choices, instrument, item, real, scale, section

SCALE = scale(0, 1, 2, None)
ONE = instrument([section("all", item("pay"), item("board"), item("time"))], SCALE)
TWO = instrument([section("first", item("pay"), item("board")), section("second", item("time"))], SCALE)
TIMELINE, WORDS = real("legere-timeline"), real("legere-motivation")


def figures(bars: tuple[Bar, ...]) -> list[tuple[str, str, str, str]]:
    """Each bar as it is read."""
    return [(bar.label, bar.figure, bar.count, bar.word) for bar in bars]


def test_several_sections_have_a_bar_each() -> None:
    found = figures_of(result_of(TWO, choices(pay="2", board="1")))
    assert found.title == "Share of the possible, by section"
    assert figures(found.bars) == [
        ("Title of first", "75%", "2 of 2 answered", "Strong"),
        ("Title of second", "No answer yet", "", ""),
    ]


def test_one_section_has_a_bar_for_each_question() -> None:
    found = figures_of(result_of(ONE, choices(pay="0", board="1")))
    assert found.title == "Share of the possible, by question"
    assert figures(found.bars) == [
        ("Text of pay", "0%", "", "Needs groundwork"),
        ("Text of board", "50%", "", "Partly there"),
        ("Text of time", "No answer yet", "", ""),
    ]


def test_dont_know_is_no_answer_and_never_nought() -> None:
    (bar, *_) = figures_of(result_of(ONE, choices(pay=UNSURE, board="1"))).bars
    assert (bar.share, bar.figure, bar.word) == (None, "No answer yet", "")


def test_a_section_of_which_too_little_is_answered_has_a_share_and_no_level() -> None:
    content = instrument([section("a", item("pay"), item("board"), item("time")), section("b", item("hours"))], SCALE)
    (bar, _) = figures_of(result_of(content, choices(pay="2"))).bars
    assert (bar.figure, bar.count, bar.word) == ("100%", "1 of 3 answered", "")


@pytest.mark.parametrize(
    ("true", "false", "expected"),
    [(9, 1, "90%"), (3, 7, "30%"), (3, 2, "30%"), (0, 10, "0%")],
)
def test_a_toolkits_bands_are_drawn_as_points_out_of_all(true: int, false: int, expected: str) -> None:
    keys = ["true"] * true + ["false"] * false
    answers = {i.slug: Answer(choice=key) for i, key in zip(TIMELINE.items, keys, strict=False)}
    (bar,) = figures_of(result_of(TIMELINE, answers)).bars
    assert (bar.label, bar.figure) == ("Statements that are true", expected)
    assert bar.count == f"{true + false} of 10 answered"


def said(hopes: str, worries: str) -> InstrumentResult:
    """The six questions with the same words in each of a section's three."""
    texts = [hopes] * 3 + [worries] * 3
    return result_of(WORDS, {i.slug: Answer(text=text) for i, text in zip(WORDS.items, texts, strict=True)})


def test_hopes_and_worries_are_compared_by_their_words() -> None:
    found = figures_of(said("one", "one two three"))
    assert [(bar.figure, bar.answered, bar.of) for bar in found.bars] == [("25%", 3, 3), ("75%", 3, 3)]
    assert [bar.label for bar in found.bars] == ["What we hope for: 3 words", "What worries us: 9 words"]
    assert found.meaning == "Share of all words"


def test_where_nothing_was_said_there_is_no_share_of_it() -> None:
    found = figures_of(said("", ""))
    assert [(bar.share, bar.figure, bar.answered) for bar in found.bars] == [(None, "No answer yet", 0)] * 2


def test_more_words_are_not_called_better() -> None:
    assert {bar.word for bar in figures_of(said("a b c d e f", "a")).bars} == {""}


def state(area: str, content: InstrumentContent, **keys: str) -> InstrumentState:
    result = result_of(content, choices(**keys)) if keys else None
    about = Instrument(slug=area, area=area, title=f"About {area}")
    return InstrumentState(about, None, Completion(number=1) if keys else None, int(bool(keys)), result)


def test_areas_stand_side_by_side_with_a_bar_for_each_completed_instrument() -> None:
    culture = (state("culture", ONE, pay="2", board="2", time="2"), state("culture", TWO, pay="0", board="0"))
    found = area_figures(Overview((state("recovery", ONE, pay="1", board="1"), *culture, state("motivation", ONE))))
    assert figures(found.bars) == [
        ("Culture: About culture", "100%", "3 of 3 answered", "Strong"),
        ("Culture: About culture", "0%", "2 of 3 answered", "Needs groundwork"),
        ("Recovery orientation: About recovery", "50%", "2 of 3 answered", "Partly there"),
    ]


def test_what_has_no_share_is_not_among_the_areas() -> None:
    words = InstrumentState(
        Instrument(slug="w", area="motivation"), None, Completion(number=1), 1, said("one", "one two")
    )
    timeline = state("timeline", TIMELINE, budget="true")
    assert area_figures(Overview((words, timeline))).bars == ()


@pytest.mark.parametrize("result", [result_of(TWO, choices(pay="2")), said("a", "b")], ids=["sections", "words"])
def test_the_chart_draws_exactly_these_bars_wide_and_narrow(result: InstrumentResult) -> None:
    found = figures_of(result)
    expected = [(bar.figure, bar.word, bar.count) for bar in found.bars]
    for chart in (found.chart, found.narrow_chart):
        assert [(shape.figure, shape.word, shape.count) for shape in chart.bars] == expected
        assert chart.title.startswith(f"{found.title}. ")
    assert found.narrow_chart.width == 300 < found.chart.width
