"""An advertisement from a description, as text and as HTML."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jobdesc.drafting.document import Document, line
from jobdesc.drafting.money import amount, pay
from jobdesc.hiring.content import PayLaw
from jobdesc.kit.advertising import (
    About,
    is_lived_experience,
    long_form,
    pay_missing,
    place_in_words,
    short_form,
    who_we_are,
)
from jobdesc.kit.rendering import as_html, as_text
from jobdesc.reviewing.law import Correction, Duty
from tests.jobdesc.build import a_document

HOUSE = About("Harbor House", "treatment", "Ohio")
COLORADO = PayLaw("CO", True, date(2021, 1, 1), "Employers with one employee", "Revised Statutes 8-5-201")
HOSTILE = '</script><b onclick="x">]]> & \u2028=1+1'


def test_short_form_names_responsibilities_and_the_long_one_their_duties() -> None:
    document = a_document(2)
    short, long = as_text(short_form(document, HOUSE)), as_text(long_form(document, HOUSE))
    assert "- Be there for people, part 1" in short
    assert "Listen to people 1" not in short
    assert "- Listen to people 1" in long
    assert len(short) < len(long)


def test_short_form_has_what_a_short_ad_has_and_nothing_else() -> None:
    short = short_form(replace(a_document(), closes_on="2027-05-31"), HOUSE)
    assert [part.key for part in short.parts] == ["who", "do", "lived", "pay", "place", "apply"]
    text = as_text(short)
    assert "We are Harbor House, a treatment provider in Ohio." in text
    assert "$22.50 to $27.00 an hour, 32 hours a week." in text
    assert "Columbus, OH." in text
    assert "Write to us.\nApply by May 31, 2027." in text


@pytest.mark.parametrize("inside", ["Program director", "Lead peer worker", "Every week"])
def test_nothing_is_said_of_who_works_there(inside: str) -> None:
    document = replace(a_document(), supervises="Two aides", caseload="25 people")
    for form in (short_form, long_form):
        text = as_text(form(document, HOUSE))
        assert inside not in text
        assert "Two aides" not in text
        assert "25 people" not in text


def test_lived_experience_comes_first_by_its_origin_or_its_words() -> None:
    asked = (
        line("A driver's license"),
        line("Somebody who has been there", source="wise-lived-experience/adult-clients"),
        line("Personal experience of receiving mental health services"),
        line("Experience with spreadsheets"),
    )
    assert [is_lived_experience(one) for one in asked] == [False, True, True, False]
    long = long_form(replace(a_document(), required=asked), HOUSE)
    assert [one for group in long.part("lived").groups for one in group.items] == [asked[1].text, asked[2].text]
    assert [one for group in long.part("required").groups for one in group.items] == [asked[0].text, asked[3].text]


def test_where_no_line_asks_for_it_the_populations_say_it() -> None:
    document = replace(a_document(), required=(), populations=("wise-lived-experience/adult-clients", "gone/away"))
    found = short_form(document, HOUSE, {"wise-lived-experience/adult-clients": "Lived experience of recovery"})
    assert found.part("lived").groups[0].items == ("Lived experience of recovery",)


def test_a_peer_run_organization_that_employs_is_who_hires() -> None:
    document = replace(a_document(), employer="peer-run", employer_name="Peers Together")
    assert who_we_are(document, HOUSE).startswith("Peers Together, a peer-run organization, employs you.")
    assert short_form(document, HOUSE).employer == "Peers Together"
    assert who_we_are(a_document(), About("Elm", "other", "Ohio")) == "We are Elm."


@pytest.mark.parametrize(
    ("typed", "dollars"),
    [
        ("22.50", Decimal("22.50")),
        ("$45,000", Decimal(45000)),
        (" 18 ", Decimal(18)),
        ("about 20", None),
        ("20 EUR", None),
        ("1" * 40, None),
        ("-5", None),
        ("٣٠", None),
        ("", None),
    ],
)
def test_an_amount_is_dollars_or_none(typed: str, dollars: Decimal | None) -> None:
    assert amount(typed) == dollars


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("22.5", "27", "$22.50 to $27.00 an hour"),
        ("20", "20", "$20 an hour"),
        ("", "27", "up to $27 an hour"),
        ("45000", "$52,000", "$45,000 to $52,000 an hour"),
        ("by agreement", "", "by agreement an hour"),
        ("", "", ""),
    ],
)
def test_pay_is_said_in_words(low: str, high: str, said: str) -> None:
    assert pay(Document(pay_low=low, pay_high=high, pay_per="hour")) == said


@pytest.mark.parametrize(
    ("place", "state", "said"),
    [("Columbus", "OH", "Columbus, OH"), ("Columbus, OH", "OH", "Columbus, OH"), ("", "OH", "OH"), ("Elm", "", "Elm")],
)
def test_place_in_words(place: str, state: str, said: str) -> None:
    assert place_in_words(Document(place=place, state=state)) == said


def test_pay_is_missed_where_the_law_or_the_organization_says_so() -> None:
    without = Document(state="CO")
    law = Duty("CO", COLORADO, None)
    assert "8-5-201" in pay_missing(without, law)
    assert pay_missing(Document(state="CO", pay_low="20", pay_per="hour"), law) == ""
    assert pay_missing(without, Duty("CO", COLORADO, Correction("CO", is_required=False))) == ""
    assert "has noted" in pay_missing(Document(state="TX"), Duty("TX", None, Correction("TX", is_required=True)))
    assert pay_missing(Document(state="TX"), Duty("TX", None, None)) == ""


def test_nothing_hostile_gets_out_of_the_html() -> None:
    document = replace(a_document(), title=HOSTILE, how_to_apply=f"{HOSTILE}\nsecond line", hours=HOSTILE)
    html = as_html(long_form(document, About(HOSTILE)))
    assert "<b onclick" not in html
    assert "</script>" not in html
    assert "=1+1<br>second line" in html
    assert html.startswith("<h2>&lt;/script&gt;")
    assert "<h2>" in as_html(long_form(document, HOUSE), with_title=False)


def test_an_empty_description_is_a_short_advertisement_and_no_fault() -> None:
    assert [part.key for part in long_form(Document(), HOUSE).parts] == ["who"]
    assert short_form(Document(closes_on="soon"), HOUSE).facts == ()
