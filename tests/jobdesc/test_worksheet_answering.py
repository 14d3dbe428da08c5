"""One person's answers: what a form may say, and two tabs of one person."""

import pytest
from django.http import QueryDict

from jobdesc.worksheet.activities import BELONGS, CONFLICTS, ELSEWHERE, SHORT, Activities, Activity, Question, Section
from jobdesc.worksheet.answering import MINE, SAVED, Posted, answered, code, decode, merge, read_posted

from .worksheets import says

LISTEN = "lappa-activities/listen"
DRIVE = "lappa-activities/drive"


def some_activities() -> Activities:
    made = tuple(
        Activity(f"lappa-activities/{slug}", slug, str(n), slug.title(), "Part")
        for n, slug in enumerate(("listen", "drive"), 1)
    )
    questions = tuple(Question(slug, slug, short) for slug, short in SHORT.items())
    return Activities((Section("part", "Part", made),), questions, by_key={one.key: one for one in made})


@pytest.mark.parametrize("letters", ["yn-", "---", "nnn", "-y-"])
def test_an_answer_survives_the_hidden_field(letters: str) -> None:
    assert code(decode(letters)) == letters


@pytest.mark.parametrize("text", ["", "zzz", "<b>", "\0\0\0", "yyyyyy" * 1000])
def test_a_forged_hidden_field_is_an_answer_or_none(text: str) -> None:
    assert set(decode(text).values()) <= {"yes"}


def test_a_form_says_what_it_was_based_on_and_what_is_marked() -> None:
    posted = read_posted(
        QueryDict("was-listen=y--&q1-listen=no&q2-listen=yes&q3-listen=&keep-listen=mine"), some_activities()
    )
    assert posted == {LISTEN: Posted({BELONGS: "yes"}, {BELONGS: "no", CONFLICTS: "yes"}, MINE)}


def test_unknown_activities_and_forged_answers_are_passed_over() -> None:
    sent = "was-nothing=y--&q1-nothing=yes&q1-drive=maybe&was-drive=y--&q2-drive=%00&keep-drive=both&q9-listen=yes"
    assert read_posted(QueryDict(sent), some_activities()) == {DRIVE: Posted({BELONGS: "yes"}, {BELONGS: "yes"})}


def test_what_each_tab_changed_is_taken() -> None:
    merged = merge({LISTEN: says("yn-")}, {LISTEN: Posted(says("y--"), says("y-y")), DRIVE: Posted({}, says("n--"))})
    assert {key: code(answer) for key, answer in merged.answers.items()} == {LISTEN: "yny", DRIVE: "n--"}
    assert not merged.conflicts


def test_what_both_tabs_changed_differently_is_asked_and_nothing_is_lost() -> None:
    said = Posted({}, says("n-y"))
    merged = merge({LISTEN: says("y--"), DRIVE: says("nnn")}, {LISTEN: said})
    assert merged.conflicts == {LISTEN: said}
    assert merged.answers[LISTEN] == {BELONGS: "yes", ELSEWHERE: "yes"}
    assert merged.answers[DRIVE] == says("nnn")


@pytest.mark.parametrize(("keep", "letters"), [(SAVED, "y-y"), (MINE, "n-y")])
def test_the_person_decides_which_counts(keep: str, letters: str) -> None:
    merged = merge({LISTEN: says("y--")}, {LISTEN: Posted({}, says("n-y"), keep)})
    assert (code(merged.answers[LISTEN]), dict(merged.conflicts)) == (letters, {})


def test_an_answer_can_be_taken_back() -> None:
    assert merge({LISTEN: says("y--")}, {LISTEN: Posted(says("y--"), {})}).answers == {}


def test_an_activity_is_answered_with_all_three_questions() -> None:
    answers = {LISTEN: says("ynn"), DRIVE: says("yn-"), "lappa-activities/gone": says("yyy")}
    assert answered(answers, some_activities()) == 1
