"""What is missing or odd about a description, and what a state's law asks for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jobdesc.drafting.document import Document, Responsibility, line
from jobdesc.drafting.steps import BY_KEY
from jobdesc.hiring.fixture import hiring
from jobdesc.reviewing.complete import missing
from jobdesc.reviewing.law import Correction, duty_in
from jobdesc.reviewing.marks import Ruling
from jobdesc.wording.rules import GROUPS, SEVERITIES
from tests.real import real_fixtures

from .build import a_document

TODAY = date(2026, 11, 22)
DUTIES = (line("Listen to people in the evening group"), line("Walk along to the clinic when somebody asks"))
WHOLE = replace(
    a_document(),
    responsibilities=tuple(Responsibility(f"r{n}", f"Part {n}", duties=DUTIES) for n in range(4)),
    competencies=("samhsa-competencies/x",),
    categories=("recovery-planning",),
)


def rules(document: Document, own: dict[str, Correction] | None = None, **more: Any) -> list[str]:
    pay = hiring().pay
    return [one.rule for one in missing(document, duty_in(document.state, pay, own or {}), TODAY, **more)]


def test_nothing_is_missing_from_a_whole_description() -> None:
    assert rules(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"title": ""}, "no-title"),
        ({"peer_workers": "1"}, "one-alone"),
        ({"employer": "peer-run"}, "no-employer"),
        ({"competencies": ()}, "no-competencies"),
        ({"categories": ("a", "b", "c", "d", "e")}, "many-categories"),
        ({"function": ()}, "no-function"),
        ({"reports_to": ""}, "one-supervisor"),
        ({"supportive_supervisor": ""}, "one-supervisor"),
        ({"supervision": ""}, "no-rhythm"),
        ({"responsibilities": ()}, "no-responsibilities"),
        ({"responsibilities": WHOLE.responsibilities[:3]}, "few-responsibilities"),
        ({"responsibilities": WHOLE.responsibilities * 2}, "many-responsibilities"),
        ({"required": (line("Kindness"),)}, "no-lived-experience"),
        ({"conditions": ()}, "no-conditions"),
        ({"growth": ""}, "no-growth"),
        ({"hours": ""}, "no-terms"),
        ({"growth": "A lead in [program] or [agency]"}, "blanks"),
        ({"how_to_apply": ""}, "no-way-to-apply"),
        ({"closes_on": "2026-11-21"}, "closed-already"),
        ({"accommodation": ""}, "no-accommodation"),
        ({"pay_low": "", "pay_high": ""}, "no-pay"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, Any], rule: str) -> None:
    assert rules(replace(WHOLE, **change)) == [rule]


def test_an_empty_description_lacks_every_component() -> None:
    found = set(rules(Document()))
    assert found >= {"no-function", "no-supervisor", "no-responsibilities", "no-qualifications", "no-conditions"}


@pytest.mark.parametrize("text", ["Other duties as assigned", "Outreach", "Filing, phones, etc.", "Help out"])
def test_vague_duties_are_found_and_lead_to_their_line(text: str) -> None:
    vague = line(text)
    first = replace(WHOLE.responsibilities[0], duties=(*DUTIES, vague))
    document = replace(WHOLE, responsibilities=(first, *WHOLE.responsibilities[1:]))
    (found,) = missing(document, duty_in("OH", hiring().pay, {}), TODAY)
    assert (found.rule, found.anchor) == (f"vague-{vague.id}", f"row-{vague.id}")


def test_a_closing_date_today_is_not_past() -> None:
    assert rules(replace(WHOLE, closes_on="2026-11-22")) == []


def test_what_was_overruled_comes_with_its_reason() -> None:
    ruling = Ruling(1, "no-growth", "", "It is a pilot of six months.", "Ana")
    other = Ruling(2, "no-growth", "growth", "Of a mark, not of this.", "Ana")
    (found,) = missing(replace(WHOLE, growth=""), duty_in("OH", hiring().pay, {}), TODAY, [ruling, other])
    assert found.ruling == ruling


@pytest.mark.parametrize(
    ("state", "own", "rule"),
    [
        ("CA", None, "no-pay-range"),
        ("NV", None, "no-pay-range"),
        ("OH", None, "no-pay"),
        ("", None, "no-pay"),
        ("OH", Correction("OH", is_required=True, note="City of Columbus"), "no-pay-range"),
        ("CA", Correction("CA", is_required=False), "no-pay"),
    ],
)
def test_pay_is_asked_for_by_the_table_or_the_organizations_own_rule(
    state: str, own: Correction | None, rule: str
) -> None:
    document = replace(WHOLE, state=state, pay_low="", pay_high="")
    assert rules(document, {state: own} if own else {}) == [rule]
    assert rules(replace(document, pay_low="20")) == []


def test_the_law_is_named_with_its_date_and_no_legal_advice() -> None:
    pay = hiring().pay
    document = replace(WHOLE, state="CA", pay_low="", pay_high="")
    (found,) = missing(document, duty_in("CA", pay, {}), TODAY, note=pay.note)
    assert found.text == "California wants the pay range in the advertisement"
    assert (found.group, found.severity) == ("lawful", "change")
    assert "432.3" in found.source
    assert "January 2023" in found.source
    assert "not legal advice" in found.reason
    own = Correction("OH", is_required=True, note="City of Columbus")
    (theirs,) = missing(replace(document, state="OH"), duty_in("OH", pay, {"OH": own}), TODAY)
    assert "City of Columbus" in theirs.source


def test_each_leads_to_a_step_and_to_something_in_the_library() -> None:
    there = {one.key for one in real_fixtures()}
    found = missing(replace(Document(), peer_workers="1", state="CA"), duty_in("CA", hiring().pay, {}), TODAY)
    assert len(found) > 10
    for one in found:
        assert one.step in BY_KEY
        assert one.group in GROUPS
        assert one.severity in SEVERITIES
        assert "/" in one.entry or not one.entry or one.entry in there, one.entry
