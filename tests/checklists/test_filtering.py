"""Which tasks of a plan are shown, and in which order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import OwnerKind, Status
from checklists.working.filtering import Wanted, by_month, by_owner, counts, find, owners_of, wanted_of
from checklists.working.reading import Line, next_steps

TODAY = date(2027, 3, 10)
ME = 7
PLAIN = Line(
    pk=1,
    plan=1,
    number=1,
    version=1,
    title="Write the policy",
    phase="months-6-12-prior",
    due=date(2027, 3, 20),
    due_by_hand=False,
    status=Status.NOT_STARTED,
    reason="",
    finished_on=None,
    owner_kind=OwnerKind.NOBODY,
    owner_id=None,
    owner="",
    list_name="",
    steps=0,
    steps_done=0,
    needs=(),
)
MINE = replace(PLAIN, number=2, owner_kind=OwnerKind.MEMBER, owner_id=ME, owner="Dana", due=date(2027, 3, 1))
LEFT = replace(PLAIN, number=3, owner_kind=OwnerKind.MEMBER, owner_id=None, owner="Sam", list_name="Our list")
DONE = replace(MINE, number=4, status=Status.DONE, due=date(2027, 1, 1))
NOT_NEEDED = replace(PLAIN, number=5, status=Status.NOT_NEEDED, due=None, detail="About TRAINING rooms")
ALL = [DONE, MINE, PLAIN, LEFT, NOT_NEEDED]


def numbers(**wanted: str) -> list[int]:
    return [line.number for line in find(ALL, Wanted(**wanted), me=ME, today=TODAY)]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("all", [4, 2, 1, 3, 5]),
        ("open", [2, 1, 3]),
        ("mine", [4, 2]),
        ("overdue", [2]),
        ("unowned", [1, 3]),
        ("done", [4, 5]),
    ],
)
def test_each_kind_shows_what_it_says_and_counts_the_same(show: str, expected: list[int]) -> None:
    assert numbers(show=show) == expected
    assert counts(ALL, me=ME, today=TODAY)[show] == len(expected)


def test_what_is_finished_is_never_overdue_and_due_today_is_not_yet() -> None:
    assert not DONE.is_overdue(TODAY)
    assert not replace(PLAIN, due=TODAY).is_overdue(TODAY)


def test_nothing_is_mine_for_somebody_who_is_no_member() -> None:
    assert find(ALL, Wanted(show="mine"), me=None, today=TODAY) == []


def test_a_search_finds_every_word_in_title_or_details_whatever_its_case() -> None:
    assert numbers(q="POLICY write") == [4, 2, 1, 3, 5]
    assert numbers(q="policy training") == [5]
    assert numbers(q="policy zebra") == []


def test_owner_and_list_narrow_further() -> None:
    assert numbers(owner=f"m{ME}", show="open") == [2]
    assert numbers(owner="o-Sam") == [3]
    assert numbers(list="Our list") == [3]
    assert owners_of(ALL) == [(f"m{ME}", "Dana"), ("o-Sam", "Sam")]


def test_those_without_an_owner_come_first_and_those_without_a_date_last() -> None:
    assert [group[0].owner for group in by_owner(ALL).values()] == ["", "Dana", "Sam"]
    assert list(by_month(sorted(ALL, key=lambda line: line.in_order))) == ["2027-01", "2027-03", ""]


def test_what_waits_for_another_is_not_next_while_anything_else_is() -> None:
    waiting = replace(PLAIN, number=8, due=date(2027, 2, 1), needs=(2,))
    assert [line.number for line in next_steps([waiting, MINE, PLAIN])] == [2, 1]
    assert [line.number for line in next_steps([replace(MINE, needs=(2,))])] == [2]


def test_an_address_keeps_what_is_asked_and_nothing_else() -> None:
    wanted = wanted_of({"show": "open", "q": " a  b ", "sort": "owner", "owner": "o-A & B"})
    assert wanted.query() == "?show=open&owner=o-A+%26+B&q=a+b&sort=owner"
    assert wanted.query(show="all", owner="", q="", sort="phase") == ""
    assert not wanted.is_everything
    assert Wanted(sort="date").is_everything


@given(st.dictionaries(st.sampled_from(["show", "owner", "list", "q", "sort", "x"]), st.text(max_size=300)))
def test_nonsense_in_an_address_is_left_out(query: dict[str, str]) -> None:
    wanted = wanted_of(query)
    assert len(wanted.query()) < 6_000
    find(ALL, wanted, me=ME, today=TODAY)
