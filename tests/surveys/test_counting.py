"""From answers to counts, and counts and views as plain data and back."""

import json

from surveys.confidentiality import UNSURE, Cell, Counts, Published, Row, Share, Thresholds, publish
from surveys.counting import count, counts_from_json, counts_to_json, view_from_json, view_to_json
from surveys.questions import RATHER_NOT, questions_of

from .build import survey_content

QUESTIONS = tuple(question for _, questions in questions_of(survey_content("check")) for question in questions)
ONE, TWO = "check/s-1", "check/s-2"


def counted(*responses: tuple[str, dict[str, str]]) -> Counts:
    return count(["A", "B"], QUESTIONS, responses)


def test_each_answer_is_counted_in_its_group() -> None:
    counts = counted(("A", {ONE: "5"}), ("A", {ONE: "5", TWO: "1"}), ("B", {ONE: "4"}))
    assert counts.responses == {"A": 2, "B": 1}
    assert counts.tallies[ONE] == {"A": {"5": 2}, "B": {"4": 1}}
    assert counts.tallies[TWO] == {"A": {"1": 1}, "B": {}}


def test_groups_keep_their_order_and_those_without_answers_are_there() -> None:
    assert list(counted(("B", {})).responses.items()) == [("A", 0), ("B", 1)]
    assert counted().tallies[ONE] == {"A": {}, "B": {}}


def test_not_sure_is_counted_under_one_name_whatever_the_scale_calls_it() -> None:
    assert counted(("A", {ONE: "dont_know"})).tallies[ONE]["A"] == {UNSURE: 1}


def test_rather_not_is_counted_and_is_no_valid_answer() -> None:
    counts = counted(*[("A", {ONE: RATHER_NOT})] * 9, *[("A", {ONE: "5"})] * 4)
    assert counts.tallies[ONE]["A"] == {RATHER_NOT: 9, "5": 4}
    view = publish([one.asked for one in QUESTIONS], counts, Thresholds())
    assert view.total == 13
    assert view.rows[ONE].total.hidden == "few"


def test_what_was_not_asked_or_cannot_be_chosen_is_passed_over() -> None:
    counts = counted(("A", {ONE: "6", TWO: "", "check/s-99": "5", "other/s-1": "5"}))
    assert counts.responses["A"] == 1
    assert not any(tally for row in counts.tallies.values() for tally in row.values())


def test_counts_come_back_from_json_as_they_were() -> None:
    counts = counted(("A", {ONE: "5", TWO: "dont_know"}), ("B", {TWO: RATHER_NOT}))
    assert counts_from_json(json.loads(json.dumps(counts_to_json(counts)))) == counts


def test_a_view_comes_back_from_json_as_it_was() -> None:
    everything = Cell("", 12, Share(42, 42), (Share(0, 10), Share(90, 100)), 3.4, Share(0, 10))
    few, protects = Cell(hidden="few"), Cell(hidden="protects")
    rows = {
        ONE: Row(everything, {"A": few, "B": protects}),
        TWO: Row(protects, {"A": Cell("", 5, Share(0, 20)), "B": few}),
    }
    view = Published(("A", "B"), 12, {"A": None, "B": 7}, rows, frozenset({TWO}))
    assert view_from_json(json.loads(json.dumps(view_to_json(view)))) == view


def test_a_view_in_which_nothing_is_shown_comes_back_too() -> None:
    view = publish([one.asked for one in QUESTIONS], counted(("A", {ONE: "5"})), Thresholds())
    assert view.total is None
    assert view_from_json(json.loads(json.dumps(view_to_json(view)))) == view


def test_a_stored_view_says_nothing_of_what_is_hidden() -> None:
    """Not even how many answered: the row holds only what may be seen."""
    answers = [("A", {ONE: "54321"[n % 5]}) for n in range(20)] + [("B", {ONE: "1"})] * 3
    stored = view_to_json(publish([one.asked for one in QUESTIONS], counted(*answers), Thresholds()))
    assert stored["rows"][ONE]["groups"]["B"].keys() == {"hidden"}
    assert stored["responses"]["B"] is None
