"""What two people typed is put together field by field; only what both changed differently waits."""

from typing import Any

from reports.composing.merging import MINE, SAID, THEIRS, Typed, confirmed, digest, mark, merge
from reports.models import Report

RULES = {"a": "Culture: 60%.", "b": "Plan: 4 of 35."}


def report(**fields: Any) -> Report:
    return Report(**{"name": "Then", "reader": "board", "parts": ["summary"], **fields})


def typed(path: str, was: Any, now: Any, **more: str) -> Typed:
    return Typed(path, now, was=mark(was, was), **more)


def sentence(key: str, shown: str, edit: str, now: str, **more: str) -> Typed:
    return Typed(f"{SAID}{key}", now, was=mark(shown, edit), **more)


def test_what_only_i_changed_is_taken() -> None:
    found = merge(report(), [typed("name", "Then", "Mine")], RULES)
    assert (found.was, found.now, found.conflicts) == ({"name": "Then"}, {"name": "Mine"}, ())


def test_what_only_somebody_else_changed_is_left_alone() -> None:
    untouched = typed("name", "Before", "Before")
    assert not untouched.is_changed
    assert merge(report(name="Theirs"), [one for one in [untouched] if one.is_changed], RULES).now == {}


def test_what_both_changed_alike_is_no_conflict() -> None:
    assert merge(report(name="Same"), [typed("name", "Before", "Same")], RULES) == merge(report(), [], RULES)


def test_what_both_changed_differently_waits_and_all_else_is_taken() -> None:
    sent = [typed("name", "Before", "Mine"), typed("asked", "", "Please decide.")]
    found = merge(report(name="Theirs"), sent, RULES)
    assert found.conflicts == ("name",)
    assert found.now == {"asked": "Please decide."}


def test_a_decision_holds_for_what_was_shown_and_not_for_what_came_after() -> None:
    mine = typed("name", "Before", "Mine", decided=MINE, seen=digest("Theirs"))
    assert merge(report(name="Theirs"), [mine], RULES).now == {"name": "Mine"}
    assert merge(report(name="A third"), [mine], RULES).conflicts == ("name",)
    theirs = typed("name", "Before", "Mine", decided=THEIRS, seen=digest("Theirs"))
    assert merge(report(name="Theirs"), [theirs], RULES) == merge(report(), [], RULES)


def test_two_people_edit_two_sentences() -> None:
    there = report(edits={"a": {"text": "Theirs.", "was": RULES["a"]}})
    found = merge(there, [sentence("b", RULES["b"], "", "Mine.")], RULES)
    assert found.now["edits"] == {**there.edits, "b": {"text": "Mine.", "was": RULES["b"]}}
    assert found.was["edits"] == there.edits
    assert merge(there, [sentence("a", RULES["a"], "", "Mine.")], RULES).conflicts == (f"{SAID}a",)


def test_figures_that_moved_while_somebody_typed_are_no_conflict() -> None:
    found = merge(report(), [sentence("a", "Culture: 55%.", "", "We are good at this.")], RULES)
    assert found.now["edits"] == {"a": {"text": "We are good at this.", "was": RULES["a"]}}


def test_a_sentence_that_is_emptied_or_says_what_the_rules_say_is_not_edited() -> None:
    there = report(edits={"a": {"text": "Ours.", "was": "Then."}})
    for now in ("", RULES["a"]):
        assert merge(there, [sentence("a", "Ours.", "Ours.", now)], RULES).now["edits"] == {}
    assert merge(report(), [sentence("a", "Culture: 55%.", "", RULES["a"])], RULES).now == {}


def test_an_edit_can_be_said_to_hold_for_the_figures_of_today() -> None:
    edits = {"a": {"text": "Ours.", "was": "Then."}}
    assert confirmed(edits, "a", "Now.") == {"a": {"text": "Ours.", "was": "Now."}}
    assert confirmed(edits, "b", "Now.") == edits
