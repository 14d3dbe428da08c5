"""What the answers to one instrument come to: strengths, gaps, what to find out, and the level with its words."""

import pytest

from assessments.answers import Answer
from assessments.content import InstrumentContent, Level
from assessments.results import InstrumentResult, result_of

from . import build

FIVE = build.scale(5, 4, 3, 2, 1, None)
FIRST = build.section("first", *(build.item(slug) for slug in ("pay", "board", "space")))
SECOND = build.section(
    "second", build.item("budget"), build.item("why", "open"), build.item("words", "open", scaled=False)
)
CONTENT = build.instrument([FIRST, SECOND], FIVE)
TIMELINE, MOTIVATION = build.real("legere-timeline"), build.real("legere-motivation")


def slugs(items: tuple[object, ...]) -> list[str]:
    return [each.item.slug for each in items]  # type: ignore[attr-defined]


def of(**keys: str) -> InstrumentResult:
    return result_of(CONTENT, build.choices(**keys))


def timeline(true: int, false: int) -> InstrumentResult:
    keys = ["true"] * true + ["false"] * false
    return result_of(TIMELINE, {item.slug: Answer(key) for item, key in zip(TIMELINE.items, keys, strict=False)})


def motivation(**all_the_same: str) -> InstrumentResult:
    return result_of(MOTIVATION, {item.slug: Answer(**all_the_same) for item in MOTIVATION.items})


def test_gaps_stand_lowest_first_and_equal_ones_as_in_the_toolkit() -> None:
    result = of(pay="3", board="1", space="2", budget="1", why="3")
    assert slugs(result.gaps) == ["board", "budget", "space", "pay", "why"]


def test_strengths_stand_highest_first_and_equal_ones_as_in_the_toolkit() -> None:
    result = of(pay="4", board="5", space="3", budget="5")
    assert slugs(result.strengths) == ["board", "budget", "pay"]
    assert slugs(result.gaps) == ["space"]


def test_each_item_is_a_strength_or_a_gap_or_to_find_out() -> None:
    result = of(pay="5", board="3", space="unsure", budget="1")
    found = [*slugs(result.strengths), *slugs(result.gaps), *slugs(result.to_find_out)]
    assert found == ["pay", "budget", "board", "space", "why", "words"]
    assert [each.level_word for each in result.items] == ["Strong", "Partly there", "", "Needs groundwork", "", ""]


def test_what_was_answered_in_words_need_not_be_found_out() -> None:
    answers = {"words": Answer(text="All said"), "why": Answer(text="Because"), "pay": Answer("unsure")}
    assert slugs(result_of(CONTENT, answers).to_find_out) == ["pay", "board", "space", "budget"]


def test_dont_know_is_to_find_out_even_with_words() -> None:
    assert "why" in slugs(result_of(CONTENT, {"why": Answer("unsure", "We asked around")}).to_find_out)


def test_each_section_has_its_own_score_and_the_whole_has_one_of_all_items() -> None:
    result = of(pay="5", board="4", budget="1", why="2")
    assert [(part.score.share, part.score.answered, part.score.of) for part in result.sections] == [
        (7 / 8, 2, 3),
        (1 / 8, 2, 2),
    ]
    assert (result.score.share, result.score.answered, result.score.of) == (0.5, 4, 5)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"pay": "5", "board": "4", "space": "4"}, "Strong"),
        ({"pay": "5", "board": "3", "space": "3"}, "Partly there"),
        ({"pay": "3", "board": "2", "space": "3"}, "Needs groundwork"),
        ({"pay": "5", "board": "5", "space": "unsure"}, "Too few answers to say"),
        ({}, "Too few answers to say"),
    ],
)
def test_the_level_is_named_in_words(keys: dict[str, str], word: str) -> None:
    result = of(**keys)
    assert result.level_word == word
    assert result.shows_share


@pytest.mark.parametrize(
    ("true", "false", "level"),
    [(10, 0, "strong"), (8, 1, "strong"), (5, 3, "middle"), (5, 2, None), (4, 6, "low"), (0, 6, "low"), (0, 5, None)],
)
def test_a_band_is_a_level_only_once_no_open_statement_can_change_it(
    true: int, false: int, level: Level | None
) -> None:
    result = timeline(true, false)
    assert result.band
    assert result.level == level


def test_a_timeline_without_answers_has_no_band_and_no_level() -> None:
    assert (timeline(0, 0).band, timeline(0, 0).level_word) == (None, "Too few answers to say")


def test_a_reading_of_the_toolkit_takes_the_place_of_a_share() -> None:
    result = motivation(choice="clear", text="word")
    assert (result.level, result.answered, result.shows_share) == ("strong", 6, False)
    struggled = motivation(choice="struggled")
    assert (struggled.level, struggled.answered, len(struggled.gaps)) == ("low", 0, 6)


@pytest.mark.parametrize("content", [CONTENT, TIMELINE, MOTIVATION, build.real("prcoe-recovery")])
def test_no_answers_at_all_come_to_nothing_and_fail_nowhere(content: InstrumentContent) -> None:
    result = result_of(content, {})
    assert (result.level, result.answered, result.strengths, result.gaps) == (None, 0, (), ())
    assert len(result.to_find_out) == len(content.items)


def test_answers_to_items_and_options_that_are_gone_count_nothing() -> None:
    answers = {"vanished": Answer("5"), "pay": Answer("from another version")}
    assert result_of(CONTENT, answers).score == result_of(CONTENT, {}).score
