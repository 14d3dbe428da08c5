"""The one next action: what somebody waits for, then what was begun, then what is new."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.access import MAY, VISITOR, Capability
from organizations.models import Role
from peerready.next_action import RULES, Assessment, Gap, Links, Place, Situation, nothing_pressing, recommend

LINKS = Links("/reports/", "/compose/", "/plan/new/", "/calls/")
BEGUN = Assessment("Our culture", "To see it.", "/assess/culture/", 3, 11, 10, is_begun=True)
NEW = replace(BEGUN, answered=0, is_begun=False)
ONE, TWO = Place("One", "/one/", date(2026, 5, 1)), Place("Two", "/two/", date(2026, 6, 1))
EVERYTHING: dict[str, Any] = {
    "overdue": (ONE, TWO),
    "past_closing": (ONE,),
    "to_read": (ONE,),
    "to_see": (ONE,),
    "to_approve": (ONE,),
    "assessment": BEGUN,
    "gap": Gap("We are paid fairly", "Pay", 2),
    "completed": 2,
    "completed_since": 1,
    "ever_issued": True,
}
ORDER = ("overdue", "close-survey", "read", "see-survey", "finish", "approve", "gap")
NEEDED = {
    "overdue": "overdue",
    "close-survey": "past_closing",
    "read": "to_read",
    "see-survey": "to_see",
    "finish": "assessment",
    "approve": "to_approve",
    "gap": "gap",
}


def situation(role: str = "owner", **given: Any) -> Situation:
    return Situation(may=MAY[role], links=LINKS, **given)


def test_each_goes_before_those_behind_it() -> None:
    left = dict(EVERYTHING)
    for key in ORDER:
        assert recommend(situation(**left)).key == key
        del left[NEEDED[key]]
    assert recommend(situation(**left)).key == "issue"
    assert recommend(situation(completed=2, ever_issued=True)).key == "all-done"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"assessment": NEW}, "first"),
        ({"assessment": NEW, "completed": 1}, "next"),
        ({"assessment": BEGUN}, "finish"),
        ({"completed": 1, "completed_since": 1}, "issue"),
        ({"has_assessments": False}, "none-loaded"),
        ({}, "all-done"),
    ],
)
def test_what_is_assessed_decides_where_nothing_presses(given: dict[str, Any], key: str) -> None:
    assert recommend(situation(**given)).key == key


@pytest.mark.parametrize("role", [*Role.values, VISITOR])
def test_nobody_is_sent_where_they_may_do_nothing(role: str) -> None:
    needs = {
        "close-survey": Capability.RUN_SURVEYS,
        "finish": Capability.ASSESS,
        "first": Capability.ASSESS,
        "next": Capability.ASSESS,
        "approve": Capability.DRAFT_JOBS,
        "gap": Capability.WORK_PLAN,
        "plan": Capability.WORK_PLAN,
        "issue": Capability.REPORT,
    }
    for rule in RULES:
        found = rule(situation(role, **EVERYTHING))
        assert found is None or needs.get(found.key) in (None, *MAY[role]), found
    theirs = recommend(situation(role, assessment=NEW))
    assert (theirs.url != "") is (Capability.ASSESS in MAY[role])


def test_without_a_plan_a_gap_asks_for_one() -> None:
    found = recommend(replace(situation(gap=Gap("Pay", "Culture", 0)), links=replace(LINKS, calls="")))
    assert (found.key, found.url) == ("plan", "/plan/new/")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"overdue": (ONE,)}, "This task is yours. It was due on May 1, 2026."),
        (
            {"overdue": (ONE, TWO)},
            "2 tasks of yours are overdue. This one has waited longest: it was due on May 1, 2026.",
        ),
        ({"past_closing": (ONE,)}, "Its time ended on May 1, 2026"),
        ({"to_see": (ONE,)}, "It closed on May 1, 2026, since you were here last."),
        ({"gap": Gap("Pay", "Culture", 1)}, "The same holds of 1 more answer."),
        ({"gap": Gap("Pay", "Culture", 2)}, "The same holds of 2 more answers."),
        ({"completed": 3, "completed_since": 2, "ever_issued": True}, "2 assessments were completed since"),
        ({"completed": 3, "completed_since": 1, "ever_issued": True}, "1 assessment was completed since"),
    ],
)
def test_the_reason_has_its_figures(given: dict[str, Any], said: str) -> None:
    assert said in recommend(situation(**given)).reason


def test_a_survey_without_a_day_is_over_all_the_same() -> None:
    assert "Its time is over" in recommend(situation(past_closing=(Place("One", "/one/"),))).reason


@given(st.sets(st.sampled_from(sorted(EVERYTHING))), st.sampled_from([*Role.values, VISITOR]))
def test_there_is_always_one_with_a_title_and_a_reason(there: set[str], role: str) -> None:
    found = recommend(situation(role, **{name: EVERYTHING[name] for name in there}))
    assert found.title
    assert found.reason
    assert bool(found.url) is bool(found.label)
    assert found == recommend(situation(role, **{name: EVERYTHING[name] for name in there}))


def test_the_last_one_leads_to_the_reports() -> None:
    assert nothing_pressing(situation()).url == "/reports/"
