"""Adding, changing and removing a source of money."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse

from checklists.models import FundingSource
from checklists.money.amounts import BELOW_ZERO, HOW, TOO_LARGE
from organizations.models import Organization
from tests.assessments.screen import page
from tests.cast import Cast
from tests.real import load_real_fixtures

from .money import saved_source

TYPED = {"name": "County grant", "status": "secured", "ends": "on", "amount-2027": "85,000", "notes": "Ask in May."}


def new(organization: Organization) -> str:
    return reverse("checklists:source-new", args=[organization.slug])


def of(source: FundingSource, what: str = "source") -> str:
    return reverse(f"checklists:{what}", args=[source.organization.slug, source.pk])


def test_who_may_come_here(cast: Cast) -> None:
    source = saved_source(cast.organization)
    for url in (new(cast.organization), of(source), of(source, "source-remove")):
        assert cast.client("outsider").get(url).status_code == 404
        assert cast.client("viewer").post(url, TYPED).status_code == 403
        assert cast.client("owner").delete(url).status_code == 405
        assert cast.client("hr").get(url).status_code == 200


@pytest.mark.parametrize("key", ["nowhere/nothing", "\0", "x" * 5_000])
def test_an_option_that_no_toolkit_names_is_passed_over(cast: Cast, key: str) -> None:
    assert cast.client("leader").get(new(cast.organization), {"from": key}).status_code == 200


@pytest.mark.parametrize("what", ["source", "source-remove"])
def test_anothers_source_is_404_under_ones_own_address(cast: Cast, what: str) -> None:
    source = saved_source(cast.elsewhere)
    url = reverse(f"checklists:{what}", args=[cast.organization.slug, source.pk])
    assert cast.client("owner").get(url).status_code == 404
    assert cast.client("owner").post(url, {**TYPED, "version": "1"}).status_code == 404
    assert FundingSource.objects.get().name == source.name
    assert cast.client("owner").get(url.replace(f"/{source.pk}/", f"/{10**40}/")).status_code == 404


def add(cast: Cast, **data: str) -> HttpResponse:
    return cast.client("leader").post(new(cast.organization), {**TYPED, **data})


def test_a_source_of_ones_own_is_added(cast: Cast) -> None:
    data = {"covers_from": "2027-01-01", "covers_to": "2028-12-31", "amount-2028": "$90,000.50", "amount-2029": ""}
    assert add(cast, **data).status_code == 302
    source = FundingSource.objects.get()
    assert source.organization == cast.organization
    assert source.amounts == [{"year": 2027, "amount": "85000.00"}, {"year": 2028, "amount": "90000.50"}]
    assert (source.covers_to, source.ends, source.version) == (date(2028, 12, 31), True, 1)
    assert source.changed_by_name == "Leader Person"
    assert source.key == ""


def test_a_toolkits_option_leads_to_the_form_filled_in(cast: Cast) -> None:
    load_real_fixtures()
    url = f"{new(cast.organization)}?from=lappa-funding/state-opioid-response"
    shown = page(cast.client("leader"), url)
    assert 'value="Substance Abuse and Mental Health Services Administration State Opioid Response Grants"' in shown
    assert 'id="id_ends" checked' in shown
    assert "Check what holds now" in shown
    assert 'id="id_ends" checked' not in page(
        cast.client("leader"), f"{new(cast.organization)}?from=prcoe-financing/medicaid"
    )
    assert cast.client("leader").post(url, TYPED).status_code == 302
    assert FundingSource.objects.get().key == "lappa-funding/state-opioid-response"


@pytest.mark.parametrize("key", ["nowhere/nothing", "prcoe-implementation/identify-funding", "x" * 5_000, "<b>"])
def test_what_is_no_option_is_a_source_of_ones_own(cast: Cast, key: str) -> None:
    assert cast.client("leader").post(f"{new(cast.organization)}?from={key}", TYPED).status_code == 302
    assert FundingSource.objects.get().key == ""


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"name": " \u200b "}, "Give it a name."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"status": "stolen"}, "Select a valid choice"),
        ({"notes": "word " * 5_000}, "at most 5000 characters"),
        ({"amount-2028": "-5"}, BELOW_ZERO),
        ({"amount-2028": "NaN"}, HOW),
        ({"amount-2028": "1e400"}, HOW),
        ({"amount-2028": "1234567890123"}, TOO_LARGE),
        ({"covers_from": "0001-01-01"}, "Give a date from 2000 to 2100."),
        ({"covers_to": "9999-12-31"}, "Give a date from 2000 to 2100."),
        ({"covers_to": "2027-02-30"}, "Give a date that exists"),
        ({"covers_from": "2028-01-01", "covers_to": "2027-01-01"}, "before the day from which it pays"),
        ({"covers_from": "2028-01-01"}, "It does not pay in 2027"),
        ({"covers_to": "2026-01-01"}, "It does not pay in 2027"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(cast: Cast, data: dict[str, str], problem: str) -> None:
    response = add(cast, **data)
    shown = response.content.decode()
    assert response.status_code == 422
    assert problem in shown
    assert 'value="85,000"' in shown
    assert FundingSource.objects.count() == 0


def test_without_javascript_a_button_shows_the_years_of_the_dates(cast: Cast) -> None:
    data = {
        "do": "years",
        "covers_from": "2031-05-01",
        "covers_to": "2033-01-01",
        "amount-2028": "",
        "name": "Half <b>",
    }
    response = add(cast, **data)
    shown = response.content.decode()
    assert response.status_code == 200
    assert [f'name="amount-{year}"' in shown for year in range(2027, 2035)] == [1, 0, 0, 0, 1, 1, 1, 0]
    assert 'value="Half &lt;b&gt;"' in shown
    assert 'value="2031-05-01"' in shown
    assert FundingSource.objects.count() == 0


def test_a_source_is_changed_and_its_version_counts_on(cast: Cast) -> None:
    source = saved_source(cast.organization, key="prcoe-financing/grants")
    response = cast.client("hr").post(of(source), {**TYPED, "name": "Other", "version": "1"})
    assert response.status_code == 302
    source.refresh_from_db()
    assert (source.name, source.version, source.changed_by_name) == ("Other", 2, "Hr Person")
    assert source.key == "prcoe-financing/grants"


def test_a_stale_save_is_refused_with_both_texts_and_can_be_saved_on_top(cast: Cast) -> None:
    source = saved_source(cast.organization, "As it was")
    cast.client("hr").post(of(source), {**TYPED, "name": "By HR", "notes": "Theirs", "version": "1"})
    mine = {**TYPED, "name": "By the leader", "amount-2027": "99", "notes": "Mine"}
    response = cast.client("leader").post(of(source), {**mine, "version": "1"})
    shown = " ".join(response.content.decode().split())
    assert response.status_code == 409
    for text in ("By HR", "By the leader", "Theirs", "Mine", "$85,000", "$99"):
        assert f'<p dir="auto">{text}</p>' in shown
    assert 'name="name" value="By the leader"' in shown
    assert 'name="version" value="2"' in shown
    assert FundingSource.objects.get().name == "By HR"
    assert cast.client("leader").post(of(source), {**mine, "version": "2"}).status_code == 302
    assert FundingSource.objects.get().name == "By the leader"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 50])
def test_a_save_that_names_no_version_is_a_stale_one(cast: Cast, version: str) -> None:
    source = saved_source(cast.organization)
    assert cast.client("leader").post(of(source), {**TYPED, "version": version}).status_code == 409


def test_removing_asks_first_and_not_over_what_somebody_just_changed(cast: Cast) -> None:
    source = saved_source(cast.organization)
    client, url = cast.client("leader"), of(source, "source-remove")
    assert "Its amounts and notes go with it" in page(client, url)
    cast.client("hr").post(of(source), {**TYPED, "name": "Changed", "version": "1"})
    response = client.post(url, {"version": "1"})
    assert response.status_code == 409
    assert "Hr Person changed it meanwhile" in response.content.decode()
    assert FundingSource.objects.count() == 1
    assert client.post(url, {"version": "2"}).status_code == 302
    assert FundingSource.objects.count() == 0
