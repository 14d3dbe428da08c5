"""Choosing questions, changing them, and laying sheets side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobdesc.hiring.content import CATEGORIES
from jobdesc.hiring.fixture import hiring
from jobdesc.kit.changing import changed, own_questions
from jobdesc.kit.interviewing import looks_like_somebody, posted_scores, questions_left
from jobdesc.kit.questions import (
    MOST,
    Asked,
    Words,
    chosen_questions,
    from_json,
    in_order,
    shelves,
    suggested,
    to_json,
)
from jobdesc.kit.summarizing import Sheet, summarize

CONTENT = hiring().interview
NAMES = hiring().category_names
WORDS = {one.key: Words(f"Text of {one.key}?", "topics" if "trauma" in one.key else "") for one in CONTENT.questions}
SHOWS = {one.key: one for one in CONTENT.questions}
STEPS = ("1", "2", "3", "4")
ASKED = (Asked("First?", "interview/a", ("Listens",)), Asked("Second?"), Asked("Third?"))


@given(
    categories=st.lists(st.sampled_from(CATEGORIES), max_size=6, unique=True),
    setting=st.sampled_from(["court", "community", ""]),
)
def test_what_is_suggested_asks_nothing_twice_and_shows_each_category(categories: list[str], setting: str) -> None:
    first = suggested(CONTENT, categories, setting)
    assert len(set(first)) == len(first)
    assert not {SHOWS[key].same_as for key in first} & set(first)
    assert CONTENT.scenario.question in first
    assert SHOWS[first[0]].stands == "first"
    assert SHOWS[first[-1]].stands == "last"
    shown = {category for key in first for category in SHOWS[key].shows}
    assert set(categories) <= shown


def test_the_setting_says_which_toolkit_is_asked_first() -> None:
    court = suggested(CONTENT, ("provides-support", "collaboration-and-teamwork"), "court")
    other = suggested(CONTENT, ("provides-support", "collaboration-and-teamwork"), "treatment")
    assert "interview/define-the-role" in court
    assert "interview/handbook-define-the-role" in other
    assert "interview/handbook-serious-crimes" not in (*court, *other)


def test_each_question_stands_on_one_shelf_and_its_twin_right_behind_it() -> None:
    found = shelves(CONTENT, WORDS, NAMES, ("provides-support",), "court")
    keys = [one.key for shelf in found for one in shelf.questions]
    assert sorted(keys) == sorted(SHOWS)
    assert [shelf.key for shelf in found if shelf.is_heart] == ["first", "provides-support", "scenario", "last"]
    for shelf in found:
        behind = [one.is_second for one in shelf.questions]
        twins = [one.same_as for one in shelf.questions if one.is_second]
        assert twins == [shelf.questions[n - 1].key for n, is_second in enumerate(behind) if is_second]


def test_without_the_library_there_is_nothing_to_choose() -> None:
    assert shelves(CONTENT, {}, NAMES, (), "") == ()
    assert chosen_questions(CONTENT, {}, SHOWS) == ()


def test_forged_and_repeated_keys_are_passed_over() -> None:
    forged = ("interview/nothing", "\0", "", "=1+1", "interview/recovery-plan", "interview/recovery-plan")
    assert [one.key for one in chosen_questions(CONTENT, WORDS, forged)] == ["interview/recovery-plan"]


def test_an_interview_goes_from_openers_over_own_questions_to_the_scenario_and_the_closer() -> None:
    shelved = shelves(CONTENT, WORDS, NAMES, ("recovery-planning",), "")
    keys = (
        "interview/handbook-work-structure",
        "interview/unopened-bills",
        "interview/recovery-plan",
        "interview/define-the-role",
    )
    found = in_order(shelved, chosen_questions(CONTENT, WORDS, keys), (Asked("Mine?"),))
    assert [one.key for one in found] == [keys[3], keys[2], "", keys[1], keys[0]]


def test_own_questions_are_lines_that_say_something() -> None:
    assert [one.text for one in own_questions("One?\r\n\n \u200b\nTwo\x00?\n")] == ["One?", "Two?"]
    assert len(own_questions("\n".join("q" for _ in range(500)))) == MOST
    assert len(own_questions("x" * 50_000)[0].text) == 1_000


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-2", "Second First Third"),
        ("down-1", "Second First Third"),
        ("up-1", "First Second Third"),
        ("down-3", "First Second Third"),
        ("out-2", "First Third"),
        ("up-9", "First Second Third"),
        ("out-99999", "First Second Third"),
        ("down-\u0661", "First Second Third"),
        ("nothing", "First Second Third"),
    ],
)
def test_a_button_moves_a_question_by_one_or_takes_it_out(do: str, order: str) -> None:
    found = changed(ASKED, {"do": do}, CONTENT, WORDS)
    assert " ".join(one.text.strip("?") for one in found) == order


def test_every_button_keeps_what_was_typed_and_a_reworded_question_its_origin() -> None:
    posted = {"do": "down-1", "text-1": " How   so? ", "listen-1": "One\n\nTwo", "text-2": ""}
    second, first, _ = changed(ASKED, posted, CONTENT, WORDS)
    assert (first.text, first.key, first.listen_for) == ("How so?", "interview/a", ("One", "Two"))
    assert second == ASKED[1]


def test_added_are_own_questions_and_one_of_the_toolkits_that_is_not_there() -> None:
    posted = {"do": "add", "own": "Mine?\nAnd mine?", "from": "interview/recovery-plan"}
    found = changed(ASKED, posted, CONTENT, WORDS)
    assert [one.key for one in found] == ["interview/a", "", "", "", "", "interview/recovery-plan"]
    assert changed(found, {"do": "add", "from": "interview/recovery-plan"}, CONTENT, WORDS) == found
    assert changed(ASKED, {"do": "add", "from": "forged/key"}, CONTENT, WORDS) == ASKED


def test_questions_come_back_as_they_were_stored() -> None:
    assert from_json(to_json(ASKED)) == ASKED


def test_only_steps_of_the_scale_for_questions_that_there_are_count() -> None:
    posted = {"score-1": "4", "score-2": "5", "score-3": "none", "score-4": "1", "score-0": "1", "score-x": "1"}
    assert posted_scores(posted, 3, STEPS) == {"1": "4", "3": "none"}
    assert questions_left({"1": "4", "3": "none"}, 3) == [2]


@pytest.mark.parametrize(
    ("code", "asks"),
    [("K-7", False), ("KT", False), ("A1B2", False), ("MARIA", True), ("ANA-CRUZ", True), ("KIM@X", True)],
)
def test_a_code_that_reads_like_somebody_is_asked_about(code: str, asks: bool) -> None:
    assert looks_like_somebody(code) is asks


def test_the_summary_shows_who_gave_which_step_and_where_they_differ_most() -> None:
    sheets = (
        Sheet("B", "Ana", {"1": "1", "2": "3"}),
        Sheet("B", "Ben", {"1": "4", "2": "3"}),
        Sheet("A", "Ana", {"1": "2", "2": "none"}),
    )
    first, second = summarize(("One?", "Two?"), STEPS, sheets)
    assert (first.candidate, second.candidate) == ("A", "B")
    row, same = second.rows
    assert dict(row.given) == {"1": ("Ana",), "2": (), "3": (), "4": ("Ben",)}
    assert (row.spread, row.is_far, same.spread, same.is_far) == (3, True, 0, False)
    assert second.to_talk_over == (row,)
    assert first.rows[0].spread is None
    assert first.rows[1].unrated == ("Ana",)
    assert first.to_talk_over == ()


def test_the_order_of_candidates_says_nothing_of_how_they_did() -> None:
    def codes(low: str, high: str) -> list[str]:
        return [
            one.candidate
            for one in summarize(("Q",), STEPS, (Sheet("A", "x", {"1": low}), Sheet("B", "x", {"1": high})))
        ]

    assert codes("1", "4") == codes("4", "1") == ["A", "B"]
