"""Whom a comment mentions: members by their names, and never a part of an address."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import PlanKind, Task, TaskComment
from checklists.working.commenting import comment, may_remove, mentioned, pieces, remove_comment
from organizations.models import Role
from tests.cast import Cast

from .build import plan_of

NAMES = ["Dana", "Dana Whitfield", "Zoë Ó Briain", "陳大文", "sam@example.org"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Dana, look", ["Dana"]),
        ("@Dana Whitfield, look", ["Dana Whitfield"]),
        ("@dana whitfield", ["Dana Whitfield"]),
        ("Thanks (@Dana)!", ["Dana"]),
        ("First line\n@Dana\nlast", ["Dana"]),
        ("cc:@Dana", ["Dana"]),
        ("@Dana's draft and @Dana\u2019s list", ["Dana"]),
        ("Ask @Dana.", ["Dana"]),
        ("@ZOË Ó BRIAIN and @陳大文", ["Zoë Ó Briain", "陳大文"]),
        ("@Dana @Dana Whitfield @Dana", ["Dana", "Dana Whitfield"]),
        ("@sam@example.org", ["sam@example.org"]),
        ("Dana, look", []),
        ("@Danabel", []),
        ("@Dan", []),
        ("@ Dana", []),
        ("mail me@Dana", []),
        ("mail me.@Dana", []),
        ("mail me+x@Dana", []),
        ("@Dana.org", []),
        ("@Dana-Lee", []),
        ("@Dana@example.org", []),
        ("@@Dana", []),
        ("@", []),
    ],
)
def test_mentions_are_found(text: str, names: list[str]) -> None:
    assert mentioned(text, NAMES) == names


@given(st.lists(st.sampled_from(["@", "Dana", " ", "Whitfield", "\n", ".", "(", "@Dana", "<b>", "x"])).map("".join))
def test_a_text_cut_up_is_the_same_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, NAMES)) == text


def test_many_signs_and_many_names_take_no_time() -> None:
    assert mentioned(" @" * 2_500, [f"Person {n}" for n in range(1_000)]) == []


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []

    def tell(*, comment: TaskComment, memberships: Any) -> None:
        found.append((comment.pk, sorted(str(one.user) for one in memberships)))

    monkeypatch.setattr("checklists.working.commenting.tell_mentioned", tell)
    return found


def task_of(cast: Cast, **plan: Any) -> Task:
    return plan_of(cast.organization, "First", **plan).tasks.get()


def test_members_who_are_mentioned_are_told_and_nobody_else(cast: Cast, told: list[Any]) -> None:
    said = comment(
        task=task_of(cast),
        author=cast.leader,
        text="@Hr Person and @viewer person, and @Outsider Person and I, @Leader Person",
    )
    assert said.mentioned == ["Hr Person", "Viewer Person"]
    assert told == [(said.pk, ["Hr Person", "Viewer Person"])]
    assert said.author_name == "Leader Person"


def test_nobody_is_told_of_what_he_may_not_read(cast: Cast, told: list[Any]) -> None:
    said = comment(
        task=task_of(cast, kind=PlanKind.ONBOARDING),
        author=cast.leader,
        text="@Hr Person @Viewer Person @Administrator Person",
    )
    assert said.mentioned == ["Hr Person"]
    assert told == [(said.pk, ["Hr Person"])]


def test_without_a_mention_nobody_is_told(cast: Cast, told: list[Any]) -> None:
    comment(task=task_of(cast), author=cast.leader, text="hr@Hr Person")
    assert not told


def test_a_removed_comment_leaves_its_place_and_not_its_words(cast: Cast) -> None:
    said = comment(task=task_of(cast), author=cast.leader, text="Too much")
    remove_comment(said=said)
    first = TaskComment.objects.get()
    assert (first.text, first.author_name, first.removed_at is None) == ("", "Leader Person", False)
    remove_comment(said=said)
    assert TaskComment.objects.get().removed_at == first.removed_at


def test_who_may_remove_a_comment(cast: Cast) -> None:
    said = comment(task=task_of(cast), author=cast.leader, text="Mine")
    assert may_remove(said, cast.leader, Role.LEADER)
    assert may_remove(said, cast.owner, Role.OWNER)
    assert not may_remove(said, cast.leader, Role.VIEWER)
    assert not may_remove(said, cast.administrator, Role.ADMINISTRATOR)
