"""An organization's own terms, what blocks, and what it knows of states' laws."""

import pytest
from django.test import Client
from django.urls import reverse

from jobdesc.models import OwnTerm, PayRule, WordingChoice
from jobdesc.reviewing.choosing import MOST_TERMS
from organizations.models import Organization
from tests.cast import Cast

TERM = {"term": "greenhorns", "replacement": "new colleagues", "reason": "Everybody begins once."}


def url(organization: Organization, name: str = "choices", *more: object) -> str:
    return reverse(f"jobdesc:{name}", args=[organization.slug, *more])


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("hr")


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, client: Client) -> None:
    one = OwnTerm.objects.create(organization=cast.organization, **TERM)
    theirs = OwnTerm.objects.create(organization=cast.elsewhere, **TERM)
    for name, more in (("choices", ()), ("term-new", ()), ("term", (one.pk,)), ("term-remove", (one.pk,))):
        assert cast.client("outsider").get(url(cast.organization, name, *more)).status_code == 404
        assert cast.client("viewer").get(url(cast.organization, name, *more)).status_code == 403
        assert client.delete(url(cast.organization, name, *more)).status_code == 405
    assert client.get(url(cast.organization, "blocking")).status_code == 405
    for name in ("term", "term-remove"):
        assert client.post(url(cast.organization, name, theirs.pk), TERM).status_code == 404
    assert OwnTerm.objects.filter(pk=theirs.pk).exists()


def test_a_term_is_added_and_shown_with_what_it_marks(cast: Cast, client: Client) -> None:
    client.post(url(cast.organization, "term-new"), TERM | {"term": "  Green\nhorns <i>  "})
    one = OwnTerm.objects.get()
    assert (one.term, one.saved_by_name) == ("Green horns <i>", "Hr Person")
    page = client.get(url(cast.organization)).content.decode()
    assert '<span class="visually-hidden">marked: </span>Green horns &lt;i&gt;' in page
    assert "Everybody begins once." in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"term": ""}, "Write a word or a few words."),
        ({"term": "..."}, "no letter"),
        ({"term": "x" * 101}, "at most 100"),
        ({"reason": ""}, "Say why in one sentence."),
        ({"replacement": "Greenhorns"}, "the word itself"),
    ],
)
def test_what_is_no_term_is_told_at_the_field(cast: Cast, client: Client, change: dict[str, str], said: str) -> None:
    refused = client.post(url(cast.organization, "term-new"), TERM | change)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not OwnTerm.objects.exists()


def test_a_pattern_is_only_the_letters_that_it_is_made_of(cast: Cast, client: Client) -> None:
    form = TERM | {"term": "(a+)+$|.*", "do": "try", "sample": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}
    assert "marks nothing in this sentence" in client.post(url(cast.organization, "term-new"), form).content.decode()


def test_a_term_is_tried_without_being_kept(cast: Cast, client: Client) -> None:
    form = TERM | {"do": "try", "sample": "We welcome Greenhorns."}
    page = client.post(url(cast.organization, "term-new"), form)
    assert page.status_code == 200
    assert '<span class="visually-hidden">marked: </span>Greenhorns' in page.content.decode()
    assert not OwnTerm.objects.exists()


def test_a_term_stands_once_in_any_letters_and_a_list_has_an_end(cast: Cast, client: Client) -> None:
    OwnTerm.objects.create(organization=cast.organization, **TERM)
    again = client.post(url(cast.organization, "term-new"), TERM | {"term": "GREENHORNS"})
    assert "on your list already" in again.content.decode()
    rows = (OwnTerm(organization=cast.organization, term=f"t{n}", reason="r") for n in range(MOST_TERMS - 1))
    OwnTerm.objects.bulk_create(rows)
    full = client.post(url(cast.organization, "term-new"), TERM | {"term": "one more"})
    assert f"{MOST_TERMS} terms at most" in full.content.decode()


def test_a_term_is_changed_and_removed_after_asking(cast: Cast, client: Client) -> None:
    one = OwnTerm.objects.create(organization=cast.organization, **TERM)
    client.post(url(cast.organization, "term", one.pk), TERM | {"reason": "Another reason."})
    one.refresh_from_db()
    assert one.reason == "Another reason."
    assert "Stop marking" in client.get(url(cast.organization, "term-remove", one.pk)).content.decode()
    assert OwnTerm.objects.exists()
    client.post(url(cast.organization, "term-remove", one.pk))
    assert not OwnTerm.objects.exists()


def test_nothing_blocks_unless_it_is_chosen(cast: Cast, client: Client) -> None:
    assert not WordingChoice.objects.exists()
    client.post(url(cast.organization, "blocking"), {"blocking": ["lawful", "role"]})
    assert WordingChoice.objects.get().blocking == ["role", "lawful"]
    client.post(url(cast.organization, "blocking"), {"blocking": ["no-such"]})
    assert WordingChoice.objects.get().blocking == ["role", "lawful"]
    client.post(url(cast.organization, "blocking"))
    assert WordingChoice.objects.get().blocking == []


def test_the_table_is_dated_and_an_own_rule_stands_in_its_place(cast: Cast, client: Client) -> None:
    page = client.get(url(cast.organization)).content.decode()
    assert "As known on" in page
    assert "not legal advice" in page
    client.post(url(cast.organization, "pay-rule", "CA"), {"is_required": "no", "note": "Exempt <b>, see counsel"})
    client.post(url(cast.organization, "pay-rule", "OH"), {"is_required": "yes"})
    assert dict(PayRule.objects.values_list("state", "is_required")) == {"CA": False, "OH": True}
    page = client.get(url(cast.organization)).content.decode()
    assert "Exempt &lt;b&gt;, see counsel" in page
    assert page.count("Your rule</span>") == 2
    client.post(url(cast.organization, "pay-rule", "CA"), {"do": "remove"})
    assert set(PayRule.objects.values_list("state", flat=True)) == {"OH"}


def test_a_state_is_one_and_a_rule_says_yes_or_no(cast: Cast, client: Client) -> None:
    assert client.get(url(cast.organization, "pay-rule", "XX")).status_code == 404
    assert client.post(url(cast.organization, "pay-rule", "CA"), {"note": "x"}).status_code == 422
    assert client.get(url(cast.organization, "pay-state"), {"state": "\0"})["Location"] == url(cast.organization)
    to = client.get(url(cast.organization, "pay-state"), {"state": "TX"})["Location"]
    assert to == url(cast.organization, "pay-rule", "TX")
