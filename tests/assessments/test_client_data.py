"""A text that looks like a client's record is noticed; what organizations write about themselves is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.client_data import looks_like_client_record

from . import build


@pytest.mark.parametrize(
    "text",
    [
        "DOB 3/4/1980",
        "d.o.b.: 03-04-80",
        "D.O.B. 3.4.1980",
        "She was born on 3/4/1980.",
        "date of birth:\n12/31/1999",
        "Case no. 48213",
        "docket number: CR-20241",
        "MRN # 00123",
        "Client ID 5512",
        "inmate no 88231",
        "123-45-6789",
        "Jane Doe, 3/4/1980",
        "Jane Doe (03/04/80)",
    ],
)
def test_a_record_is_noticed_wherever_it_stands(text: str) -> None:
    assert looks_like_client_record(text)
    assert looks_like_client_record(f"We talked at length.\n{text}\nAnd then we agreed.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We serve 1,200 people a year in 3 counties.",
        "The board met on 3/4/2025 and again on 4/1/2025.",
        "In case 3 people apply, we hire 2.",
        "Call 555-123-4567 or 1-800-662-4357.",
        "Our program was born out of two listening sessions in 2023.",
        "42 CFR Part 2 and 45 CFR 164.512",
        "Ann Lee and Bob Roe will report by May 2025.",
        "Every client has a number of rights.",
        "We keep the case record for 7 years.",
    ],
)
def test_what_an_organization_says_of_itself_is_not_questioned(text: str) -> None:
    assert not looks_like_client_record(text)


@pytest.mark.parametrize("slug", ["prcoe-motivation", "legere-motivation"])
def test_the_questions_themselves_do_not_look_like_records(slug: str) -> None:
    assert not [item.text for item in build.real(slug).items if looks_like_client_record(item.text)]


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert looks_like_client_record(text) in (True, False)


@pytest.mark.parametrize("piece", ["born ", "Ab Cd ", "case no. ", "client" + " " * 50, "A", "1/1/", "d.o.b:"])
def test_the_longest_text_is_looked_at_without_delay(piece: str) -> None:
    """Nothing to time: a pattern that tried every way to read this would never come to an end."""
    assert not looks_like_client_record((piece * 20_000)[:20_000])
