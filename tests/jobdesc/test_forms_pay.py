"""Pay in plain dollars, and what the law of a state asks for."""

import pytest
from django.http import QueryDict

from jobdesc.drafting.document import Document
from jobdesc.drafting.forms.pay import PayForm
from jobdesc.drafting.money import pay
from jobdesc.models import PayRule
from tests.cast import Cast

from .build import description_of
from .pages import at, send


def form(document: Document | None = None, **typed: str) -> PayForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    return PayForm(data, document=document or Document())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("22.50", "22.50"),
        ("$22.5", "22.50"),
        ("$ 45,000", "45000"),
        ("45000.00", "45000.00"),
        ("", ""),
    ],
)
def test_dollars_are_taken_however_they_are_written(typed: str, kept: str) -> None:
    found = form(pay_low=typed)
    assert found.apply(Document()).pay_low == kept
    assert not found.errors


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("twenty", "in figures"),
        ("20 dollars", "in figures"),
        ("€20", "U.S. dollars only"),
        ("20 EUR", "U.S. dollars only"),
        ("£20", "U.S. dollars only"),
        ("-20", "cannot be negative"),
        ("$ -20", "cannot be negative"),
        ("0", "cannot be 0"),
        ("9999999", "cannot be more than"),
        ("1e5", "in figures"),
        ("4,50", "in figures"),
        ("٢٢", "in figures"),
        ("=1+1", "in figures"),
    ],
)
def test_what_is_no_pay_in_dollars_is_refused_in_words_and_nothing_changed(typed: str, words: str) -> None:
    before = Document(pay_low="20")
    found = form(before, pay_low=typed)
    assert words in str(found.errors["pay_low"])
    assert found.apply(before).pay_low == "20"


def test_a_range_upside_down_is_refused_whole() -> None:
    before = Document(pay_low="20", pay_high="25", pay_per="hour")
    found = form(before, pay_low="30", pay_high="27", pay_per="hour", hours="Half days")
    assert "lower than the lowest" in str(found.errors["pay_high"])
    after = found.apply(before)
    assert (after.pay_low, after.pay_high, after.hours) == ("20", "25", "Half days")
    assert not form(pay_low="27", pay_high="27").errors


def test_an_hour_is_no_choice_until_there_is_pay() -> None:
    assert form(pay_per="hour").apply(Document()).pay_per == ""
    assert form(pay_per="hour", pay_low="20").apply(Document()).pay_per == "hour"
    assert form(pay_per="year").apply(Document()).pay_per == "year"


@pytest.mark.parametrize("day", ["1999-12-31", "2101-01-01", "2027-02-30", "soon"])
def test_a_closing_date_exists_and_lies_in_our_time(day: str) -> None:
    found = form(closes_on=day)
    assert "closes_on" in found.errors
    assert found.apply(Document(closes_on="2027-05-31")).closes_on == "2027-05-31"


@pytest.mark.parametrize(
    ("low", "high", "per", "words"),
    [
        ("22.50", "27", "hour", "$22.50 to $27.00 an hour"),
        ("45000", "52000", "year", "$45,000 to $52,000 a year"),
        ("20", "20", "hour", "$20 an hour"),
        ("", "30", "hour", "up to $30 an hour"),
        ("", "", "hour", ""),
    ],
)
def test_pay_reads_as_people_say_it(low: str, high: str, per: str, words: str) -> None:
    assert pay(Document(pay_low=low, pay_high=high, pay_per=per)) == words


def test_the_states_law_stands_beside_it_and_the_organizations_word_goes_before(cast: Cast) -> None:
    made = description_of(cast.organization, Document(title="x"))
    client = cast.client("hr")

    def said(state: str) -> str:
        typed = {"version": "1", "state": state}
        return send(
            client, made, "pay", typed | {"version": str(made.revisions.count())}, in_place=True
        ).content.decode()

    assert "In Colorado, the pay has to be named in the advertisement" in (colorado := said("CO"))
    assert "not legal advice" in colorado
    assert "no law in Wyoming" in said("WY")
    PayRule.objects.create(organization=cast.organization, state="CO", is_required=False, note="Counsel said so.")
    PayRule.objects.create(organization=cast.elsewhere, state="WY", is_required=True, note="Not ours")
    assert "By your own rule" in (own := said("CO"))
    assert "Counsel said so." in own
    assert "Not ours" not in said("WY")
    assert "no law in Wyoming" in client.get(at(made, "draft/pay/")).content.decode()
