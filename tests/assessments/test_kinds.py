"""Each kind of item: what a form asks for it, what it takes, when it is answered, and that only an option scores."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer, answered_count, comments_missing, from_json, read_post, to_json
from assessments.instrument_fixture import READING_RULES
from assessments.kinds import IN_FILES, KINDS, Kind
from assessments.page import Filling, items_html
from assessments.results import result_of
from assessments.scoring import READINGS, score

from . import build
from .form import Reader

SCALE = build.scale(0, 1, 2, None)
FULL = {"c": "2", "t": "Words", "w": "K.B.", "d": "2026-03-31"}
PARTS = {"choice": "c", "text": "t", "who": "w", "date": "d"}


def content(kind: Kind, **options: bool) -> build.InstrumentContent:
    return build.instrument([build.section("all", build.item("it", kind, **options))], SCALE)


def posted(kind: Kind, **sent: str) -> tuple[Answer | None, str]:
    """What reading a form gives for the item: the answer, or what is wrong."""
    read = read_post(content(kind), {"was-it": "", **{f"{prefix}-it": value for prefix, value in sent.items()}})
    found = read.answers.get("it")
    return (found.answer if found else None), read.errors.get("it", "")


@pytest.mark.parametrize("kind", IN_FILES)
def test_the_form_asks_for_exactly_the_parts_that_are_taken(kind: Kind) -> None:
    html = items_html(content(kind), f"kind-{kind}", Filling({"it": Answer("2", "Words", "K.B.", "2026-03-31")}, {}))
    asked = {name.removesuffix("-it"): value for name, value in Reader(html).fields.items() if name != "was-it"}
    assert asked == {PARTS[part]: FULL[PARTS[part]] for part in KINDS[kind].parts}
    answer, problem = posted(kind, **asked)
    assert answer
    assert not problem


@pytest.mark.parametrize("kind", IN_FILES)
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_a_kind_does_not_have_is_refused(kind: Kind, part: str) -> None:
    prefix = PARTS[part]
    answer, problem = posted(kind, **{prefix: FULL[prefix]})
    assert bool(answer) is (part in KINDS[kind].parts)
    assert bool(problem) is (part not in KINDS[kind].parts)


@pytest.mark.parametrize("kind", IN_FILES)
def test_it_is_answered_by_the_part_that_its_kind_names(kind: Kind) -> None:
    values = {part: FULL[prefix] for part, prefix in PARTS.items()}
    for part in KINDS[kind].parts:
        answers = {"it": Answer(**{part: values[part]})}
        assert answered_count(content(kind), answers) == (part == KINDS[kind].answered_by)


@pytest.mark.parametrize("kind", IN_FILES)
def test_words_dates_and_names_never_change_a_score(kind: Kind) -> None:
    alone = score(content(kind), content(kind).items, {"it": Answer("1")})
    full = score(content(kind), content(kind).items, {"it": Answer("1", "Words", "K.B.", "2026-03-31")})
    assert alone == full
    assert alone.share == 0.5


@pytest.mark.parametrize(
    "wrong", ["31.3.2026", "2026-02-30", "yesterday", "1989-12-31", "2100-01-02", "=1+1", "2026-3-1", "20260331"]
)
def test_a_wrong_date_is_told_and_stays_as_it_was_typed(wrong: str) -> None:
    read = read_post(content("skill"), {"was-it": "", "d-it": wrong})
    assert "it" in read.errors
    assert read.typed["it"].date == wrong


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_right_date_is_taken(day: date) -> None:
    assert posted("skill", d=day.isoformat()) == (Answer(date=day.isoformat()), "")


def test_a_name_as_long_as_a_story_is_refused() -> None:
    assert posted("risk", w="x" * 100)[1] == ""
    assert "Initials are enough" in posted("risk", w="x" * 101)[1]


@given(st.builds(Answer, *[st.text(max_size=5)] * 4))
def test_answers_come_back_from_where_they_are_kept(answer: Answer) -> None:
    assert from_json(to_json({"it": answer})) == ({"it": answer} if answer else {})


def test_an_answer_of_an_older_release_is_kept_as_it_was() -> None:
    old = {"it": {"choice": "1", "text": "Words"}}
    assert to_json(from_json(old)) == old


def test_what_does_not_apply_is_neither_counted_nor_open() -> None:
    aside = build.scale_with_aside(0, 1)
    items = [build.item("a"), build.item("b"), build.item("c")]
    made = build.instrument([build.section("all", *items)], aside)
    result = result_of(made, build.choices(a="1", b="aside"))
    assert (result.score.of, result.score.answered, result.answered) == (2, 1, 2)
    assert [each.item.slug for each in result.to_find_out] == ["c"]


def test_a_comment_is_missing_only_where_an_option_asks_for_it() -> None:
    part = build.aimed(build.section("all", build.item("a"), build.item("b")), comment="Why?")
    made = build.instrument([part], SCALE)
    assert comments_missing(made, build.choices(a="1", b="2")) == ()
    assert comments_missing(made, build.choices(a="1", b="0")) == (part,)
    assert comments_missing(made, {**build.choices(b="0"), "_comment-all": Answer(text="So.")}) == ()


def test_every_reading_that_a_file_may_name_is_known() -> None:
    assert set(READING_RULES) == set(READINGS)
