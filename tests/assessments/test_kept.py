"""What is computed from a version is computed once, and not without bound."""

import pytest

from assessments import kept
from assessments.kept import keep_by_hash


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", type(kept._kept)())
    monkeypatch.setattr(kept, "MOST_KEPT", 3)


def test_a_value_is_made_once_for_each_purpose_and_hash() -> None:
    assert keep_by_hash("content", "one", lambda: "first") == "first"
    assert keep_by_hash("content", "one", lambda: "again") == "first"
    assert keep_by_hash("pieces", "one", lambda: "other purpose") == "other purpose"
    assert keep_by_hash("content", "two", lambda: "other version") == "other version"


def test_an_empty_value_is_kept_too() -> None:
    keep_by_hash("content", "one", lambda: None)
    assert keep_by_hash("content", "one", lambda: "made again") is None


def test_what_was_not_used_for_longest_goes_first() -> None:
    for name in "abc":
        keep_by_hash("content", name, lambda name=name: name)
    keep_by_hash("content", "a", lambda: "made again")
    keep_by_hash("content", "d", lambda: "d")
    assert [name for _, name in kept._kept] == ["c", "a", "d"]


def test_a_value_that_cannot_be_made_is_tried_again() -> None:
    with pytest.raises(ZeroDivisionError):
        keep_by_hash("content", "one", lambda: 1 / 0)
    assert keep_by_hash("content", "one", lambda: 1) == 1
