"""What a survey asks of an instrument, and what may be answered."""

from dataclasses import replace

import pytest

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.models import Instrument
from surveys.confidentiality import UNSURE
from surveys.questions import (
    RATHER_NOT,
    Question,
    is_for_surveys,
    questionnaire,
    questionnaire_of,
    questions_of,
)
from tests.cast import Cast
from tests.real import load_real_fixtures
from toolkits.sources import Source

from .build import draft, survey_content, survey_instrument

SOURCE = Source("handbook", "Heart")
YES_NO = Scale("yes-no", "toolkit", (Option("yes", "Yes", 1), Option("no", "No", 0)))
WITH_ASIDE = Scale("aside", "toolkit", (*YES_NO.options, Option("na", "Not applicable", None, aside=True)))


def question(scale: Scale) -> Question:
    item = Item("one", "check/one", "choice", "One?", scale.slug, SOURCE)
    return Question(item, scale, Section("s", "S", "toolkit", (item,)), "check")


def content(*kinds: str) -> InstrumentContent:
    """One section with an item of each kind, in this order."""
    items = tuple(
        Item(f"i-{n}", f"check/i-{n}", kind, "?", "yes-no" if kind == "choice" else None, SOURCE)  # type: ignore[arg-type]
        for n, kind in enumerate(kinds)
    )
    return InstrumentContent("check", "handbook", (Section("s", "S", "toolkit", items),), {"yes-no": YES_NO})


def test_the_scales_own_dont_know_is_its_not_sure_and_no_second_one_is_added() -> None:
    asked = questions_of(survey_content("check"))[0][1][0]
    assert [option.key for option in asked.options] == ["5", "4", "3", "2", "1"]
    assert [option.key for option in asked.apart] == ["dont_know", RATHER_NOT]
    assert asked.unsure == "dont_know"


def test_a_scale_without_one_gets_not_sure() -> None:
    asked = question(YES_NO)
    assert [option.key for option in asked.apart] == [UNSURE, RATHER_NOT]
    assert asked.unsure == UNSURE


def test_what_does_not_apply_stands_apart_and_is_not_not_sure() -> None:
    asked = question(WITH_ASIDE)
    assert [option.key for option in asked.apart] == ["na", UNSURE, RATHER_NOT]
    assert asked.unsure == UNSURE
    assert asked.takes == {"yes", "no", "na", UNSURE, RATHER_NOT}


def test_only_valid_answers_have_a_value() -> None:
    for scale in (YES_NO, WITH_ASIDE):
        assert question(scale).asked.values == (("yes", 1), ("no", 0))


def test_an_answer_above_the_middle_is_favourable_and_the_middle_is_not() -> None:
    assert questions_of(survey_content("check"))[0][1][0].asked.favourable == {"5", "4"}
    assert question(YES_NO).favourable_labels == ("Yes",)
    upside_down = replace(YES_NO, options=(Option("yes", "Yes", 0), Option("no", "No", 1)))
    assert question(upside_down).favourable_labels == ("No",)


def test_open_questions_and_risks_are_left_out_and_a_section_of_nothing_else_too() -> None:
    found = questions_of(content("open", "choice", "risk", "choice"))
    assert [[one.key for one in questions] for _, questions in found] == [["check/i-1", "check/i-3"]]
    assert questions_of(content("open", "risk")) == ()


@pytest.mark.parametrize(
    ("kinds", "about", "asked"),
    [
        (("choice", "open"), "organization", True),
        (("choice", "open", "open"), "organization", False),
        (("choice",), "person", False),
        (("choice",), "private", False),
        (("risk",), "organization", False),
    ],
)
def test_a_team_is_asked_what_is_about_the_organization_and_mostly_chosen(
    kinds: tuple[str, ...], about: str, asked: bool
) -> None:
    assert is_for_surveys(Instrument(slug="check", about=about), content(*kinds)) is asked


def test_a_questionnaire_has_a_part_for_each_section_in_the_order_that_was_chosen(cast: Cast) -> None:
    first, second = survey_instrument("second-check", 2), survey_instrument("first-check", 3)
    survey = draft(cast.organization, instruments=[first, second])
    found = questionnaire(survey)
    assert [(part.content.slug, part.section.slug, len(part.questions)) for part in found.parts] == [
        ("second-check", "values", 1),
        ("second-check", "practice", 1),
        ("first-check", "values", 2),
        ("first-check", "practice", 1),
    ]
    assert list(found.by_key) == [one.key for one in found.questions] == [one.key for one in found.asked]
    assert found == questionnaire(survey)


def test_its_questions_take_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    survey = draft(cast.organization, instruments=[survey_instrument("a", 4), survey_instrument("b", 4)])
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(questionnaire(survey).questions) == 8


@pytest.mark.parametrize(("questions", "minutes"), [(1, 2), (10, 2), (11, 3), (15, 3), (16, 4), (60, 12)])
def test_minutes_are_rounded_up_and_two_at_least(cast: Cast, questions: int, minutes: int) -> None:
    assert questionnaire_of([survey_instrument("check", questions).current_version]).minutes == minutes


def test_every_real_question_can_be_answered_and_counted(db: None) -> None:
    load_real_fixtures()
    asked = 0
    for instrument in Instrument.objects.select_related("current_version"):
        assert instrument.current_version
        if not is_for_surveys(instrument, instrument.current_version.content):
            continue
        for one in questionnaire_of([instrument.current_version]).questions:
            asked += 1
            keys = [option.key for option in (*one.options, *one.apart)]
            assert len(keys) == len(set(keys))
            assert 0 < len(one.asked.favourable) < len(one.options)
            assert sum(not option.aside for option in one.apart) == 1
    assert asked > 50
