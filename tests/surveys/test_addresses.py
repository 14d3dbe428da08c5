"""What is read of pasted texts and files of addresses, and how they are added."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.asking.inviting import MOST_ADDRESSES, add_people, read_addresses
from surveys.models import Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import draft

ANA = ("ana@example.org",)


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.org",
        "  Ana@Example.ORG \r\n",
        "\ufeffana@example.org",
        "Ana Lee <ana@example.org>",
        '"Lee, Ana" <ana@example.org>',
        "Lee,Ana,ana@example.org,Nurse",
        "Lee;Ana;ana@example.org",
        "Ana\tana@example.org\t12",
        "mailto:ana@example.org",
        "'ana@example.org'",
        "E-mail\nana@example.org",
        "Name,E-mail,Team\nAna,ana@example.org,Nights",
        "\n\n,,,\nana@example.org\n;;",
    ],
)
def test_an_address_is_found_however_it_stands(text: str) -> None:
    found = read_addresses(text)
    assert (found.found, found.repeated, found.refused) == (ANA, 0, ())


def test_the_same_address_is_taken_once_and_said_to_be_repeated() -> None:
    found = read_addresses("ana@example.org\nANA@example.org,bo@example.org\nana@example.org")
    assert (found.found, found.repeated) == (("ana@example.org", "bo@example.org"), 2)


@pytest.mark.parametrize(
    "nonsense", ["ana@", "@example.org", "ana@example", "a@b@example.org", "ana at example.org@", "ana.example.org"]
)
def test_what_is_no_address_is_refused_and_told(nonsense: str) -> None:
    found = read_addresses(f"{nonsense}\nana@example.org")
    assert found.found == ANA
    assert found.refused == (nonsense,)


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(A1)", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "+1-555", "<script>@x</script>"]
)
def test_a_formula_is_no_address(cell: str) -> None:
    assert read_addresses(f"{cell}\nana@example.org").found == ANA


def test_an_address_longer_than_mail_allows_is_refused_in_short() -> None:
    found = read_addresses("a" * 64 + "@" + "b" * 60 + ".org" * 60)
    assert not found.found
    assert len(found.refused[0]) == 80


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    found = read_addresses(text)
    assert len(set(found.found)) == len(found.found)
    assert all(one == one.lower() and one.count("@") == 1 and one.split() == [one] for one in found.found)


@given(st.lists(st.sampled_from(['"', ",", ";", "@", "a@b.org", "\n", "\r", "<", ">", "\0", "x", "\t", "=", " "])))
def test_no_file_is_too_broken_to_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(one in text for one in read_addresses(text).found)


def test_ten_thousand_rows_are_read_at_once() -> None:
    rows = "\n".join(f"Person {n},person{n}@example.org,=1+{n}" for n in range(MOST_ADDRESSES))
    begun = time.monotonic()
    found = read_addresses(rows)
    assert (len(found.found), found.repeated, found.refused) == (MOST_ADDRESSES, 0, ())
    assert time.monotonic() - begun < 5


def test_reading_two_megabytes_of_nonsense_is_given_up() -> None:
    begun = time.monotonic()
    found = read_addresses("a@," * 660_000)
    assert found.is_nonsense
    assert len(found.refused) == MOST_ADDRESSES + 1
    assert time.monotonic() - begun < 5


def test_only_new_addresses_are_added_and_each_person_stays_in_one_group(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    first, second = GroupFactory.create_batch(2, survey=survey, way=Way.PERSONAL)
    assert add_people(group=first, addresses=read_addresses("ana@example.org, bo@example.org")) == 2
    assert add_people(group=second, addresses=read_addresses("ana@example.org, cleo@example.org")) == 1
    assert [one.email for one in first.invitees.all()] == ["ana@example.org", "bo@example.org"]
    assert [one.email for one in second.invitees.all()] == ["cleo@example.org"]


def test_a_group_with_a_shared_link_takes_no_addresses(cast: Cast) -> None:
    group = GroupFactory(survey=draft(cast.organization, {}), way=Way.SHARED)
    assert add_people(group=group, addresses=read_addresses("ana@example.org")) == 0
    assert not group.invitees.exists()
