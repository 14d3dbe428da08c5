"""What the latest value means, and whether a note seems to name somebody."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.goals.naming import may_name_somebody
from checklists.goals.words import TONES, WORDS, Said, meets_already, said_of
from checklists.models import Direction

MAYBE = st.none() | st.decimals(-1000, 1000, places=2)
FLIPPED = {"up": "down", "down": "up"}


@pytest.mark.parametrize(
    ("latest", "baseline", "target", "direction", "said"),
    [
        (None, 50, 80, "up", Said.NO_VALUE),
        (80, 50, 80, "up", Said.REACHED),
        (81, None, 80, "up", Said.REACHED),
        (10, 50, 20, "down", Said.REACHED),
        (60, 50, 80, "up", Said.CLOSER),
        (30, 50, 20, "down", Said.CLOSER),
        (50, 50, 80, "up", Said.SAME),
        (40, 50, 80, "up", Said.FURTHER),
        (60, 50, 20, "down", Said.FURTHER),
        (60, None, 80, "up", Said.NO_BASELINE),
        (60, 50, None, "up", Said.BETTER),
        (60, 50, None, "down", Said.WORSE),
        (50, 50, None, "down", Said.LIKE_BASELINE),
        (50, None, None, "up", Said.NOTHING),
        (70, 90, 80, "up", Said.FURTHER),
    ],
)
def test_the_latest_value_is_said_beside_target_and_baseline(latest, baseline, target, direction, said) -> None:
    numbers = (None if one is None else Decimal(one) for one in (latest, baseline, target))
    assert said_of(*numbers, direction) == said


@given(MAYBE, MAYBE, MAYBE, st.sampled_from(list(Direction)))
def test_less_is_better_is_more_is_better_in_a_mirror(latest, baseline, target, direction) -> None:
    mirrored = (None if one is None else -one for one in (latest, baseline, target))
    assert said_of(latest, baseline, target, direction) == said_of(*mirrored, FLIPPED[direction])


def test_everything_that_can_be_said_has_words_and_only_levels_have_a_tone() -> None:
    assert set(WORDS) == set(Said)
    assert set(TONES.values()) == {"strong", "middle", "low"}
    assert Said.NO_BASELINE.tone == ""


def test_a_baseline_that_meets_the_target_is_noticed() -> None:
    assert meets_already(Decimal(90), Decimal(80), "up")
    assert not meets_already(Decimal(90), Decimal(80), "down")
    assert not meets_already(None, Decimal(80), "up")


@pytest.mark.parametrize(
    "text",
    [
        "Asked Maria Lopez on the phone",
        "Mr. Miller said so",
        "told by dr. X, then by Dr. Xu",
        "from J.M. and K. T.",
        "client Anna was not there",
        "Client Anna was not there",
        "patient named Bob",
        "DOB 1/2/1980",
        "case no. 12345",
        "123-45-6789",
    ],
)
def test_what_looks_like_a_person_is_noticed(text: str) -> None:
    assert may_name_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "from 42 of 60 forms handed out in June",
        "Client Satisfaction Survey, first quarter",
        "counted at Harbor House on Tuesday",
        "U.S. average, from the D.C. office",
        "all clients who were there",
        "Electronic Health Record, report 12",
    ],
)
def test_how_a_value_is_usually_found_is_left_alone(text: str) -> None:
    assert not may_name_somebody(text)
