"""What stands in a question that could not be saved: the error, or both answers with a button for each."""

from assessments.answers import NO_ANSWER, Answer
from assessments.merging import Conflict
from assessments.page import Filling, items_html, problem_html

from . import build
from .form import Reader

CONTENT = build.instrument(
    [build.section("all", build.item("pay"), build.item("why", "open"))], build.scale(1, 0, None)
)


def test_a_conflict_with_an_answer_taken_back_says_so() -> None:
    panel = problem_html(CONTENT, "why", Filling({}, {}, {"why": Conflict(NO_ANSWER, Answer("1"))}))
    assert panel.count("<p>No answer</p>") == 1


def test_the_names_of_those_present_can_be_in_conflict_too() -> None:
    conflict = Conflict(Answer(text="Ann"), Answer(text="Bob"))
    panel = problem_html(CONTENT, "_present", Filling({}, {}, {"_present": conflict}))
    assert "Ann" in panel
    assert "Bob" in panel


def test_no_problem_no_panel() -> None:
    assert problem_html(CONTENT, "why", Filling({}, {}, errors={"pay": "Wrong"})) == ""


def test_an_error_marks_its_question_and_no_other() -> None:
    html = items_html(CONTENT, "panels", Filling({}, {}, errors={"why": "Too long <b>"}))
    assert html.count('aria-invalid="true"') == 1
    assert '<fieldset class="item" id="item-why" aria-invalid="true"' in html
    assert "Too long &lt;b&gt;" in html.split('id="problem-why"')[1].split("<textarea")[0]


def test_a_conflict_shows_both_answers_with_a_button_for_each() -> None:
    saved, mine = Answer("1", "Saved <i>"), Answer("0", "Mine & ours")
    html = items_html(CONTENT, "panels", Filling({"why": mine}, {"why": "abc"}, {"why": Conflict(saved, mine)}))
    panel = html.split('id="problem-why"')[1].split("<textarea")[0]
    assert all(text in panel for text in ("Option 1", "Saved &lt;i&gt;", "Option 0", "Mine &amp; ours"))
    assert Reader(html).buttons == [("take", "why"), ("keep", f"why:{saved.digest}")]
    assert Reader(html).fields["t-why"] == "Mine & ours"


def test_a_text_that_looks_like_a_clients_record_is_questioned_and_says_that_it_is_saved() -> None:
    question = "It is saved, but please take out names"
    like_a_record = {"why": Answer(text="DOB 3/4/1980")}
    assert question in problem_html(CONTENT, "why", Filling(like_a_record, {}))
    refused = Filling(like_a_record, {}, errors={"why": "Too long"})
    in_conflict = Filling(like_a_record, {}, {"why": Conflict(NO_ANSWER, like_a_record["why"])})
    assert question not in problem_html(CONTENT, "why", refused) + problem_html(CONTENT, "why", in_conflict)
