"""A description goes to JSON and back, and two people's changes of it come together."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobdesc.drafting.document import Document, DocumentError, Line, Responsibility, from_json, to_json
from jobdesc.drafting.merging import MINE, THEIRS, differences, flatten, merge, reword, unflatten

ONE, TWO, THREE = Line("1", "First"), Line("2", "Second", "legere-components/solve-problems", "x/y"), Line("3", "Third")
CARE = Responsibility("r", "Be there", "provides-support", (ONE, TWO))
BASE = Document(title="Peer worker", required=(THREE,), responsibilities=(CARE,), categories=("a", "b"))

texts = st.text(max_size=5)
lines = st.builds(Line, st.sampled_from("abcdefgh"), texts, texts, texts)
some_lines = st.lists(lines, max_size=4, unique_by=lambda one: one.id).map(tuple)
duties = st.lists(some_lines, max_size=3).map(
    lambda groups: tuple(
        Responsibility(str(at), f"Name {at}", "", tuple(replace(one, id=f"{at}{one.id}") for one in group))
        for at, group in enumerate(groups)
    )
)
documents = st.builds(
    Document, title=texts, required=some_lines, responsibilities=duties, state=texts, categories=st.just(())
)


@given(documents)
def test_what_is_stored_reads_back_the_same(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert unflatten(flatten(document)) == document


@pytest.mark.parametrize(
    "stored",
    [
        {"salary": ""},
        {"title": 3},
        {"required": "x"},
        {"required": [3]},
        {"responsibilities": [[]]},
        {"function": [{"id": 1}]},
    ],
)
def test_anything_else_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(DocumentError):
        from_json(stored)


@given(documents, documents)
def test_who_is_alone_changes_what_they_like(base: Document, mine: Document) -> None:
    assert merge(base, base, mine).document == mine
    assert merge(base, mine, base).document == mine
    assert merge(base, mine, mine).document == mine
    assert not merge(base, base, mine).conflicts


@given(documents, documents, documents)
def test_nothing_that_somebody_wrote_is_lost_without_a_word(base: Document, theirs: Document, mine: Document) -> None:
    merged = merge(base, theirs, mine)
    kept = {line.text for line in merged.document.lines().values()} | {one.theirs for one in merged.conflicts}
    kept |= {one.mine for one in merged.conflicts}
    for side in (theirs, mine):
        for key, line in side.lines().items():
            was = base.lines().get(key)
            assert line.text in kept or (was and was.text == line.text), line


def test_a_sentence_in_other_words_still_knows_where_it_began() -> None:
    mine = replace(BASE, responsibilities=(replace(CARE, duties=(ONE, reword(TWO, "Solve it together"))),))
    theirs = replace(BASE, title="Peer specialist", required=(THREE, Line("4", "Fourth")))
    merged = merge(BASE, theirs, mine)
    assert not merged.conflicts
    assert merged.document.title == "Peer specialist"
    assert merged.document.required == theirs.required
    assert merged.document.lines()["2"] == Line("2", "Solve it together", "legere-components/solve-problems", "x/y")


def test_what_both_changed_differently_is_asked_and_then_decided() -> None:
    theirs, mine = replace(BASE, title="Theirs"), replace(BASE, title="Mine", state="OH")
    merged = merge(BASE, theirs, mine)
    [conflict] = merged.conflicts
    assert (conflict.path, conflict.theirs, conflict.mine) == ("title", "Theirs", "Mine")
    assert (merged.document.title, merged.document.state) == ("Theirs", "OH")
    assert merge(BASE, theirs, mine, {"title": MINE}).document.title == "Mine"
    decided = merge(BASE, theirs, mine, {"title": THEIRS})
    assert (decided.document.title, decided.conflicts) == ("Theirs", ())


def test_a_line_taken_out_here_and_reworded_there_stays() -> None:
    without = replace(BASE, responsibilities=(), required=())
    reworded = replace(
        BASE, required=(reword(THREE, "Better"),), responsibilities=(replace(CARE, duties=(reword(ONE, "Best"), TWO)),)
    )
    for merged in (merge(BASE, without, reworded), merge(BASE, reworded, without)):
        assert [line.text for line in merged.document.required] == ["Better"]
        [responsibility] = merged.document.responsibilities
        assert responsibility.name == "Be there"
        assert "Best" in {line.text for line in responsibility.duties}


def test_lines_that_both_added_stand_in_the_order_of_each() -> None:
    four, five = Line("4", "Four"), Line("5", "Five")
    theirs, mine = replace(BASE, required=(four, THREE)), replace(BASE, required=(THREE, five))
    assert [one.id for one in merge(BASE, theirs, mine).document.required] == ["4", "3", "5"]
    assert [one.id for one in merge(BASE, mine, theirs).document.required] == ["4", "3", "5"]


def test_what_differs_is_named_by_its_path() -> None:
    after = replace(BASE, title="Peer", required=(reword(THREE, "Other"),))
    assert {(one.path, one.theirs, one.mine) for one in differences(BASE, after)} == {
        ("title", "Peer worker", "Peer"),
        ("required/3", "Third", "Other"),
    }
