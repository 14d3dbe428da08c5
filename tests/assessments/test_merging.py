"""Two editors on one record: no interleaving of theirs loses a change without a word."""

from dataclasses import dataclass, field
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.answers import NO_ANSWER, Answer, PostedAnswer
from assessments.merging import Conflict, Merge, merge

from .build import sent

ITEMS = ("pay", "board")
A, B, C = Answer("a"), Answer("b"), Answer("", "c")
ANSWERS = (NO_ANSWER, A, B, C)


@dataclass
class Editor:
    """A form in a browser. `seen` is what each digest in it stands for."""

    shown: dict[str, Answer] = field(default_factory=lambda: dict.fromkeys(ITEMS, NO_ANSWER))
    seen: dict[str, Answer] = field(default_factory=lambda: dict.fromkeys(ITEMS, NO_ANSWER))

    def load(self, saved: dict[str, Answer]) -> None:
        self.seen = {item: saved.get(item, NO_ANSWER) for item in ITEMS}
        self.shown = dict(self.seen)

    def posted(self) -> dict[str, PostedAnswer]:
        return {item: sent(self.shown[item], self.seen[item]) for item in ITEMS}

    def receive(self, merged: Merge) -> None:
        """Saving in place renews a digest only where the form shows what is saved."""
        for item in ITEMS:
            if self.shown[item] == merged.answers.get(item, NO_ANSWER):
                self.seen[item] = self.shown[item]


editors = st.integers(0, 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("type"), editors, st.sampled_from(ITEMS), st.sampled_from(ANSWERS)),
        st.tuples(st.just("save"), editors),
        st.tuples(st.just("save, and the reply is lost"), editors),
        st.tuples(st.just("load"), editors),
    ),
    max_size=30,
)


def check(before: dict[str, Answer], editor: Editor, merged: Merge) -> None:
    for item in ITEMS:
        stood, stands = before.get(item, NO_ANSWER), merged.answers.get(item, NO_ANSWER)
        intended, seen = editor.shown[item], editor.seen[item]
        if intended == seen:
            assert stands == stood, "what this editor left alone was changed"
            assert item not in merged.conflicts, "what this editor left alone is no conflict"
        elif item in merged.conflicts:
            assert merged.conflicts[item] == Conflict(saved=stood, mine=intended)
            assert stands == stood
            assert stood not in (seen, intended), "a conflict needs two changes that differ"
        else:
            assert stands == intended, "a change was dropped without a word"
            assert stood in (seen, intended), "an answer that this editor never saw was overwritten"


@settings(max_examples=200, deadline=None)
@given(steps)
def test_no_interleaving_of_two_editors_loses_a_change_silently(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    saved: dict[str, Answer] = {}
    both = (Editor(), Editor())
    for action, who, *rest in steps:
        editor = both[who]
        if action == "type":
            editor.shown[rest[0]] = rest[1]
        elif action == "load":
            editor.load(saved)
        else:
            merged = merge(saved, editor.posted())
            check(saved, editor, merged)
            again = merge(merged.answers, editor.posted())
            assert (again.answers, again.changed) == (merged.answers, ()), "sending again changed something"
            assert again.conflicts == merged.conflicts
            saved = merged.answers
            if action == "save":
                editor.receive(merged)


@pytest.mark.parametrize(("stood", "seen", "mine"), list(product(ANSWERS, repeat=3)))
def test_one_item_in_every_constellation(stood: Answer, seen: Answer, mine: Answer) -> None:
    merged = merge({"pay": stood}, {"pay": sent(mine, seen)})
    if mine in (stood, seen):
        expected = (stood, (), {})
    elif stood == seen:
        expected = (mine, ("pay",), {})
    else:
        expected = (stood, (), {"pay": Conflict(saved=stood, mine=mine)})
    assert (merged.answers["pay"], merged.changed, merged.conflicts) == expected


@pytest.mark.parametrize(("first", "second"), list(permutations(ANSWERS[1:], 2)))
def test_two_who_change_different_items_both_get_their_way(first: Answer, second: Answer) -> None:
    after_first = merge({}, {"pay": sent(first), "board": sent(NO_ANSWER)})
    after_second = merge(after_first.answers, {"pay": sent(NO_ANSWER), "board": sent(second)})
    assert after_second.answers == {"pay": first, "board": second}
    assert not after_second.conflicts


def test_two_who_mean_the_same_do_not_collide() -> None:
    assert merge({"pay": B}, {"pay": sent(B, A)}) == Merge({"pay": B}, (), {})


def test_an_answer_taken_back_meanwhile_is_a_conflict_too() -> None:
    assert merge({}, {"pay": sent(B, A)}).conflicts == {"pay": Conflict(saved=NO_ANSWER, mine=B)}
    assert merge({"pay": B}, {"pay": sent(NO_ANSWER, A)}).conflicts == {"pay": Conflict(saved=B, mine=NO_ANSWER)}


def test_what_the_form_did_not_send_stays() -> None:
    assert merge({"pay": A, "gone": C}, {"pay": sent(B, A)}).answers == {"pay": B, "gone": C}


def test_a_made_up_digest_overwrites_nothing() -> None:
    assert merge({"pay": A}, {"pay": PostedAnswer(B, "'; drop")}).answers == {"pay": A}
