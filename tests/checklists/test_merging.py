"""Merging what two people made of the same task: nothing that either changed is lost unseen."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checklists.working.merging import merge

TOGETHER = (
    ("due", "due_by_hand"),
    ("status", "reason"),
    ("owner_kind", "owner_id", "owner_name"),
    ("phase", "place"),
)
ALONE = ("title", "notes", "needs")
FIELDS = (*ALONE, *(name for group in TOGETHER for name in group))
GROUPS = (*TOGETHER, *((name,) for name in ALONE))
states = st.fixed_dictionaries({name: st.integers(0, 2) for name in FIELDS})
sent = st.sets(st.sampled_from(GROUPS)).map(lambda groups: {name for group in groups for name in group})


def of(state: dict[str, Any], group: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(state[name] for name in group)


@given(states, states, states, sent)
def test_what_only_one_side_changed_stands_and_what_both_did_is_asked(
    base: dict[str, int], theirs: dict[str, int], whole: dict[str, int], names: set[str]
) -> None:
    mine = {name: whole[name] for name in names}
    merged = merge(base, theirs, mine)
    asked = {conflict.name for conflict in merged.conflicts}
    result = {**theirs, **merged.values}
    for group in GROUPS:
        if not set(group) <= names or of(whole, group) == of(base, group):
            assert of(result, group) == of(theirs, group)  # I changed nothing there
        elif of(theirs, group) == of(base, group):
            assert of(result, group) == of(whole, group)  # only I did
        elif of(theirs, group) != of(whole, group):
            assert asked & set(group)  # both did, differently


@given(states, states, states)
def test_fields_that_say_one_thing_come_from_one_side(
    base: dict[str, int], theirs: dict[str, int], mine: dict[str, int]
) -> None:
    """A date of mine with the "set by hand" of theirs would say what neither of us did."""
    result = {**theirs, **merge(base, theirs, mine).values}
    for group in TOGETHER:
        assert of(result, group) in (of(theirs, group), of(mine, group))


@given(states, states, states)
def test_conflicts_hold_both_texts(base: dict[str, int], theirs: dict[str, int], mine: dict[str, int]) -> None:
    for conflict in merge(base, theirs, mine).conflicts:
        assert (conflict.theirs, conflict.mine) == (theirs[conflict.name], mine[conflict.name])
        assert conflict.theirs != conflict.mine


@given(states, states)
def test_whoever_saw_the_latest_state_is_never_asked(theirs: dict[str, int], mine: dict[str, int]) -> None:
    merged = merge(theirs, theirs, mine)
    assert not merged.conflicts
    assert {**theirs, **merged.values} == mine


@given(states, states)
def test_two_who_did_the_same_are_not_asked(base: dict[str, int], both: dict[str, int]) -> None:
    assert merge(base, both, both) == merge(base, both, {})
