"""The order in which parts are offered, moving them, and what is said of those that have nothing to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.composing.lacking import in_order, moved, offered
from reports.composing.material import gather
from reports.composing.parts import KINDS, parts_for
from tests.cast import Cast
from tests.invariants.routes import our_routes

KEYS = list(KINDS)


@given(st.lists(st.sampled_from([*KEYS, "no-such"])))
def test_every_part_is_offered_once_and_those_wanted_keep_their_order(parts: list[str]) -> None:
    found = in_order(parts)
    assert sorted(found) == sorted(KEYS)
    wanted = [key for key in dict.fromkeys(parts) if key in KINDS]
    assert [key for key in found if key in wanted] == wanted


def test_a_part_that_is_left_out_stands_behind_the_one_that_it_usually_follows() -> None:
    found = in_order(["method", "summary", "plan"])
    assert found.index("standing") == found.index("summary") + 1
    assert found[0] == "introduction"


def test_moving_goes_as_far_as_there_are_parts() -> None:
    assert moved(["a", "b", "c"], "b", -1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "b", 1) == ["a", "c", "b"]
    assert moved(["a", "b"], "a", -1) == moved(["a", "b"], "b", 1) == moved(["a", "b"], "x", 1) == ["a", "b"]


@pytest.mark.django_db
def test_of_an_empty_organization_every_part_says_why_and_where_to_go(cast: Cast) -> None:
    found = {
        one.kind.key: one
        for one in offered(parts_for("whole"), gather(cast.organization), {"introduction": " ", "asked": "x"})
    }
    assert {key for key, one in found.items() if not one.why} == {
        "summary",
        "standing",
        "instruments",
        "method",
        "sources",
        "asked",
    }
    assert found["introduction"].why == "Nothing is written yet."
    routes = {route.name for route in our_routes()}
    assert {one.route for one in found.values() if one.route} <= routes
    assert all(one.is_in for one in found.values())
