"""What a form sends is read without trusting it, and nothing typed is lost on the way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import (
    LONGEST_TEXT,
    NO_ANSWER,
    Answer,
    Posted,
    PostedAnswer,
    answered_count,
    from_json,
    is_answered,
    read_gone,
    read_post,
    to_json,
)

from . import build

PAY, HOPES, WHY = build.item("pay"), build.item("hopes", "open", scaled=False), build.item("why", "open")
CONTENT = build.instrument([build.section("all", PAY, HOPES, WHY)], build.scale(0, 1, None))

texts = st.text(max_size=30)
answers = st.dictionaries(st.sampled_from(("pay", "hopes", "why", "gone")), st.builds(Answer, texts, texts))


def test_an_answer_is_read_with_the_digest_that_it_was_based_on() -> None:
    posted = read_post(CONTENT, {"was-pay": "abc", "c-pay": "1", "was-hopes": "", "t-hopes": "More time"})
    assert posted.answers == {
        "pay": PostedAnswer(Answer("1"), "abc"),
        "hopes": PostedAnswer(Answer(text="More time"), ""),
    }
    assert not posted.errors


def test_unknown_items_are_passed_over() -> None:
    posted = read_post(CONTENT, {"was-salary": "", "c-salary": "1", "t-salary": "x", "csrfmiddlewaretoken": "x"})
    assert posted == Posted()


def test_what_was_sent_for_unknown_items_can_be_read_where_it_is_not_empty() -> None:
    post = {"was-salary": "", "c-salary": "1", "t-salary": "x", "w-owner": "KB", "d-end": "2026-03-31", "t-void": " "}
    assert read_gone(CONTENT, {**post, "t-hopes": "Time", "c-pay": "1", "csrfmiddlewaretoken": "x"}) == {
        "salary": Answer("1", "x"),
        "owner": Answer(who="KB"),
        "end": Answer(date="2026-03-31"),
    }


def test_an_item_that_the_form_did_not_show_is_left_alone() -> None:
    assert read_post(CONTENT, {"c-pay": "1", "was-hopes": "", "t-hopes": "x"}).answers.keys() == {"hopes"}


def test_an_emptied_field_is_an_answer_taken_back() -> None:
    posted = read_post(CONTENT, {"was-pay": "abc", "c-pay": "", "was-why": "abc", "t-why": " \n "})
    assert {item: sent.answer for item, sent in posted.answers.items()} == {"pay": NO_ANSWER, "why": NO_ANSWER}


@pytest.mark.parametrize("key", ["2", "01", " 1", "1\0", "Option 1", "None", "１", "<script>"])  # noqa: RUF001
@pytest.mark.parametrize("item", ["pay", "why"])
def test_an_option_outside_the_scale_is_refused(item: str, key: str) -> None:
    posted = read_post(CONTENT, {f"was-{item}": "", f"c-{item}": key})
    assert posted.errors == {item: "This is not one of the answers. Please choose again."}
    assert not posted.answers


def test_an_open_question_without_a_scale_takes_no_option() -> None:
    assert "hopes" in read_post(CONTENT, {"was-hopes": "", "c-hopes": "1", "t-hopes": "Time"}).errors


def test_text_for_a_choice_is_refused_and_kept() -> None:
    posted = read_post(CONTENT, {"was-pay": "", "c-pay": "1", "t-pay": "It depends"})
    assert "takes no text" in posted.errors["pay"]
    assert posted.typed["pay"] == Answer("1", "It depends")


def test_the_longest_text_is_taken() -> None:
    text = "🙂" * LONGEST_TEXT
    assert read_post(CONTENT, {"was-hopes": "", "t-hopes": f"\r\n{text}  "}).answers["hopes"].answer.text == text


def test_a_text_that_is_too_long_is_kept_as_typed_and_the_rest_is_saved() -> None:
    text = "ü" * (LONGEST_TEXT + 1)
    posted = read_post(CONTENT, {"was-hopes": "", "t-hopes": text, "was-pay": "", "c-pay": "1"})
    assert "20,001 characters; 20,000 is the most" in posted.errors["hopes"]
    assert posted.typed["hopes"].text == text
    assert posted.answers.keys() == {"pay"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b", "ab"),
        ("bell\a, escape\x1b[31m", "bell, escape[31m"),
        ("c1\x85\x9b", "c1"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("no break\u2028here", "no breakhere"),
        ("half \ud83d a pair", "half  a pair"),
        ("\ufeff  mark  ", "mark"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("שלום, 👩🏽‍🤝‍👩🏻 e\u0301", "שלום, 👩🏽‍🤝‍👩🏻 e\u0301"),
        ("\ue000text\ue002pay\ue001", "\ue000text\ue002pay\ue001"),
        ("</textarea><script>", "</textarea><script>"),
    ],
)
def test_a_text_loses_what_nobody_can_see_and_nothing_else(typed: str, kept: str) -> None:
    assert read_post(CONTENT, {"was-hopes": "", "t-hopes": typed}).answers["hopes"].answer.text == kept


@given(
    st.dictionaries(
        st.sampled_from([f"{kind}-{slug}" for kind in ("c", "t", "was") for slug in ("pay", "hopes", "why", "x")]),
        st.sampled_from(("", "0", "1", "unsure")) | st.text(st.characters()),
    )
)
def test_each_item_sent_is_either_taken_or_explained(post: dict[str, str]) -> None:
    posted = read_post(CONTENT, post)
    asked = {slug for slug in ("pay", "hopes", "why") if f"was-{slug}" in post}
    assert posted.answers.keys() | posted.errors.keys() == posted.typed.keys() == asked
    assert not posted.answers.keys() & posted.errors.keys()
    assert all(sent.answer == posted.typed[item] for item, sent in posted.answers.items())
    assert all(sent.answer.digest is not None for sent in posted.answers.values())


@given(st.builds(Answer, texts, texts), st.builds(Answer, texts, texts))
def test_a_digest_tells_two_answers_apart(one: Answer, other: Answer) -> None:
    if "\0" not in one.choice + other.choice:  # no option's key holds one
        assert (one.digest == other.digest) == (one == other)


def test_a_digest_is_short_and_that_of_no_answer_is_empty() -> None:
    assert NO_ANSWER.digest == ""
    assert Answer("a", "b").digest != Answer("ab").digest != Answer(text="ab").digest
    assert len(Answer(text="x" * LONGEST_TEXT).digest) == 12


@given(answers)
def test_answers_survive_being_stored_without_the_empty_ones(written: dict[str, Answer]) -> None:
    stored = json.loads(json.dumps(to_json(written)))
    assert from_json(stored) == {slug: answer for slug, answer in written.items() if answer}
    assert to_json(from_json(stored)) == stored


def test_an_open_question_is_answered_by_its_text_and_a_choice_by_its_option() -> None:
    assert is_answered(WHY, Answer("1", "Because"))
    assert not is_answered(WHY, Answer("1"))
    assert is_answered(PAY, Answer(build.UNSURE))
    assert answered_count(CONTENT, {"pay": Answer("0"), "hopes": Answer(text="Time"), "gone": Answer("1")}) == 2
