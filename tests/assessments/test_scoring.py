"""Figures from answers: every combination of small scales, and every boundary of every rule."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import nextafter

import pytest

from assessments.answers import Answer
from assessments.content import InstrumentContent, Level, Scale
from assessments.scoring import Score, band_found, item_share, level_of, score

from . import build

TIMELINE = build.real("legere-timeline")
SCALES = (build.scale(0, 1), build.scale(1, 2, 3, None), build.scale(5, 4, 3, 2, 1, None), build.scale(-2, 0, 7))


def made_up(of: Scale) -> InstrumentContent:
    return build.instrument([build.section("all", *(build.item(name) for name in "abc"))], of)


def combinations(of: Scale) -> Iterator[dict[str, Answer]]:
    """Every way to answer three items, leaving out some or all."""
    for keys in product(["", *of.by_key], repeat=3):
        yield {slug: Answer(key) for slug, key in zip("abc", keys, strict=True) if key}


@pytest.mark.parametrize("of", SCALES)
def test_the_share_is_the_mean_place_on_the_scale_of_what_was_answered(of: Scale) -> None:
    content = made_up(of)
    for answers in combinations(of):
        values = [of.by_key[answer.choice].value for answer in answers.values()]
        counted = [Fraction(value - of.lowest, of.highest - of.lowest) for value in values if value is not None]
        found = score(content, content.items, answers)
        assert (found.answered, found.of) == (len(counted), 3)
        assert found.share == (float(sum(counted) / len(counted)) if counted else None)
        assert found.level == (level_of(found.share) if found.share is not None and len(counted) >= 2 else None)


@pytest.mark.parametrize("of", [each for each in SCALES if build.UNSURE in each.by_key])
def test_dont_know_changes_as_little_as_leaving_out(of: Scale) -> None:
    content = made_up(of)
    for answers in combinations(of):
        known = {slug: answer for slug, answer in answers.items() if answer.choice != build.UNSURE}
        assert score(content, content.items, answers) == score(content, content.items, known)


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (1, "strong"),
        (0.75, "strong"),
        (nextafter(0.75, 0), "middle"),
        (0.5, "middle"),
        (nextafter(0.5, 0), "low"),
        (0, "low"),
    ],
)
def test_each_level_begins_exactly_at_its_share(share: float, level: Level) -> None:
    assert level_of(share) == level


def test_a_share_computed_from_points_never_misses_a_boundary() -> None:
    for points, possible in combinations_with_replacement(range(161), 2):
        if not possible:
            continue
        exact = Fraction(points, possible)
        expected = "strong" if exact >= Fraction(3, 4) else "middle" if exact >= Fraction(1, 2) else "low"
        assert Score(points, possible, 1, 1).level == expected


@pytest.mark.parametrize(
    ("answered", "of", "named"), [(2, 4, True), (1, 4, False), (3, 5, True), (2, 5, False), (1, 1, True)]
)
def test_a_level_is_named_only_where_half_is_answered(answered: int, of: int, named: bool) -> None:
    assert (Score(answered, answered, answered, of).level is not None) is named


def test_an_open_question_without_a_scale_counts_nowhere() -> None:
    asked = [build.item("a"), build.item("b", "open", scaled=False)]
    content = build.instrument([build.section("all", *asked)], SCALES[0])
    found = score(content, content.items, {"a": Answer("1"), "b": Answer(text="Much")})
    assert found == Score(points=1, possible=1, answered=1, of=1)
    assert item_share(content, content.by_slug["b"], Answer(text="Much")) is None


def expected_band(points: int) -> str:
    return "nearly-there" if points >= 8 else "foundation-laid" if points >= 5 else "first-steps"


def test_every_way_to_answer_the_timeline_falls_into_the_handbooks_band() -> None:
    for keys in product(("true", "false"), repeat=10):
        found = band_found(TIMELINE, {item.slug: Answer(key) for item, key in zip(TIMELINE.items, keys, strict=True)})
        assert found
        assert found.points == keys.count("true")
        assert found.band.slug == found.at_best.slug == expected_band(found.points)
        assert (found.unanswered, found.is_certain) == (0, True)


@pytest.mark.parametrize(("true", "open_"), [(true, open_) for true in range(11) for open_ in range(11 - true)])
def test_unanswered_statements_leave_the_band_open_upwards(true: int, open_: int) -> None:
    keys = ["true"] * true + [""] * open_ + ["false"] * (10 - true - open_)
    answers = {item.slug: Answer(key) for item, key in zip(TIMELINE.items, keys, strict=True) if key}
    found = band_found(TIMELINE, answers)
    if open_ == 10:
        assert found is None
        return
    assert found
    assert (found.points, found.unanswered) == (true, open_)
    assert (found.band.slug, found.at_best.slug) == (expected_band(true), expected_band(true + open_))
    assert found.is_certain is (expected_band(true) == expected_band(true + open_))


def test_an_open_question_does_not_make_a_band_of_no_points() -> None:
    levels = TIMELINE.bands.levels if TIMELINE.bands else ()
    asked = [build.item("a"), build.item("b", "open", scaled=False)]
    content = build.instrument([build.section("all", *asked)], build.scale(0, 1), bands=levels)
    assert band_found(content, {"b": Answer(text="Much")}) is None
