"""Two versions word by word: nothing is lost, what moved is told from what changed, and long texts take no time."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jobdesc.drafting.document import line
from jobdesc.hiring.fixture import hiring
from jobdesc.reviewing.comparing import Difference, between, compare

from .build import a_document


def changed(before: object, after: object) -> list[Difference]:
    return [one for one in compare(before, after, hiring()) if one.kind != "same"]  # type: ignore[arg-type]


@given(st.text(alphabet="ab .,\n<é", max_size=60), st.text(alphabet="ab .,\n<é", max_size=60))
def test_without_what_is_new_it_is_the_earlier_text_and_without_what_is_gone_the_later(before: str, after: str) -> None:
    bits = between(before, after)
    assert "".join(bit.text for bit in bits if bit.kind != "new") == before
    assert "".join(bit.text for bit in bits if bit.kind != "gone") == after


def test_only_the_words_that_differ_are_marked() -> None:
    bits = between("Works with drug addicts every day.", "Works with people who use drugs every day.")
    assert [(bit.kind, bit.text) for bit in bits] == [
        ("same", "Works with "),
        ("gone", "drug addicts"),
        ("new", "people who use drugs"),
        ("same", " every day."),
    ]


def test_a_line_that_is_gone_stands_where_it_stood_and_a_new_one_where_it_stands() -> None:
    first, second, third = line("One"), line("Two"), line("Three")
    before = replace(a_document(), required=(first, second))
    after = replace(before, required=(first, third))
    rows = [one for one in compare(before, after, hiring()) if one.label == "Required qualifications"]
    assert [(one.kind, [bit.text for bit in one.before], [bit.text for bit in one.after]) for one in rows] == [
        ("same", ["One"], ["One"]),
        ("gone", ["Two"], []),
        ("new", [], ["Three"]),
    ]


def test_a_line_that_was_moved_is_not_called_changed() -> None:
    lines = tuple(line(f"Line {n}") for n in range(5))
    before = replace(a_document(), required=lines)
    after = replace(before, required=(lines[4], *lines[:4]))
    assert [(one.kind, one.bits[0].text) for one in changed(before, after)] == [("moved", "Line 4")]


def test_what_was_chosen_is_compared_in_its_words() -> None:
    before = a_document()
    after = replace(before, setting="court", categories=("recovery-planning",))
    found = {one.label: "".join(bit.text for bit in one.after) for one in changed(before, after)}
    assert found["Setting"] == "Court"
    assert "recovery-planning" not in found["Heart of the role"]


def test_a_version_with_itself_has_no_difference() -> None:
    same = a_document(3)
    assert not changed(same, same)


def test_the_worst_texts_take_no_time() -> None:
    begun = time.perf_counter()
    bits = between("a " * 20_000, "b a " * 10_000)
    assert time.perf_counter() - begun < 1
    assert "".join(bit.text for bit in bits if bit.kind != "gone") == "b a " * 10_000
