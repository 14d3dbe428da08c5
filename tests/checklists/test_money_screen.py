"""The page on funding."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checklists.models import FundingStatus
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import MEMBERS, Cast
from tests.factories import EntryFactory
from tests.real import load_real_fixtures

from .money import costs, saved_source

YEAR = timezone.localdate().year


def url(organization: Organization) -> str:
    return reverse("checklists:money", args=[organization.slug])


def test_outsider_gets_404_and_it_is_only_read(cast: Cast) -> None:
    assert cast.client("outsider").get(url(cast.organization)).status_code == 404
    assert cast.client("owner").post(url(cast.organization)).status_code == 405


@pytest.mark.parametrize("who", MEMBERS)
def test_every_member_reads_it_and_those_who_work_the_plan_change_it(cast: Cast, who: str) -> None:
    saved_source(cast.organization)
    assert ("Add a source" in page(cast.client(who), url(cast.organization))) == (who != "viewer")


def test_visitors_read_the_demo(demo: Organization) -> None:
    saved_source(demo, "The demo's grant")
    shown = page(Client(), url(demo))
    assert "The demo&#x27;s grant" in shown
    assert "Remove…" not in shown


def test_nothing_yet_says_what_to_do_first(cast: Cast) -> None:
    shown = page(cast.client("leader"), url(cast.organization))
    assert reverse("checklists:money-costs", args=[cast.organization.slug]) in shown
    assert "Year by year" not in shown
    assert "Nobody has put in yet" in page(cast.client("viewer"), url(cast.organization))


def test_it_shows_what_is_needed_secured_applied_for_and_missing(cast: Cast) -> None:
    costs(cast.organization, {YEAR: 90_000, YEAR + 1: 100_000})
    saved_source(cast.organization)
    applied = [{"year": YEAR, "amount": "10000.50"}]
    saved_source(cast.organization, "Medicaid", status=FundingStatus.APPLIED, amounts=applied)
    shown = page(cast.client("viewer"), url(cast.organization))
    for figure in ("$190,000", "$50,000", "$10,000.50", "$129,999.50"):
        assert f'<span class="stat-figure">{figure}</span>' in shown
    years = part(shown, "years")
    assert "$40,000, of which $10,000.50 is applied for" in years
    assert f"{YEAR}: needed $90,000, secured $50,000, applied for $10,000.50, gap $40,000." in years


def test_warnings_stand_with_the_toolkits_advice_and_its_source(cast: Cast) -> None:
    costs(cast.organization, {YEAR: 50_000, YEAR + 1: 100_000})
    saved_source(cast.organization, "The grant")
    EntryFactory(key="prcoe-plan-funding", title="Plan the funding for the long run", text="Several sources.")
    warnings = part(page(cast.client("viewer"), url(cast.organization)), "warnings")
    assert "“The grant”, which is given for a time only" in warnings
    assert f"Nothing is secured yet for {YEAR + 1}" in warnings
    assert f"ends on December 31, {YEAR}" in warnings
    assert "Several sources." in warnings
    assert "After <cite>A Handbook</cite>, What helps, page 12" in warnings
    assert reverse("toolkits:advice", args=[cast.organization.slug, "prcoe-plan-funding"]) in warnings
    assert "PeerReady heuristic" in warnings


def test_nothing_is_warned_of_where_two_sources_carry_it(cast: Cast) -> None:
    costs(cast.organization, {YEAR: 50_000})
    saved_source(cast.organization)
    saved_source(cast.organization, "Indirect", ends=False)
    assert 'id="warnings"' not in page(cast.client("viewer"), url(cast.organization))


def test_the_toolkits_options_show_pros_cons_and_what_is_made_of_them(cast: Cast) -> None:
    load_real_fixtures()
    made = saved_source(cast.organization, "County money", key="prcoe-financing/grants")
    options = part(page(cast.client("leader"), url(cast.organization)), "options")
    assert options.count("card-soft money-option") == 9
    assert "Funding is time-limited" in options
    assert "check them for your state" in options
    assert "look up each program before you plan with it" in options
    grants = options.split("card-soft money-option")[1]
    assert f"#source-{made.pk}" in grants
    assert "Secured" in grants
    assert "?from=prcoe-financing%2Fmedicaid" in options
    assert "?from=" not in page(cast.client("viewer"), url(cast.organization))


def test_what_people_typed_is_text_and_questioned_where_it_reads_like_a_client(cast: Cast) -> None:
    saved_source(cast.organization, "<script>alert(1)</script>", notes="Jane Roe, born 04/05/1980 =1+1")
    shown = page(cast.client("viewer"), url(cast.organization))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "This reads as if it were about somebody you serve" in shown


def test_anothers_sources_are_not_there(cast: Cast) -> None:
    saved_source(cast.elsewhere, "Elsewhere's grant")
    costs(cast.elsewhere, {YEAR: 5})
    assert "Elsewhere" not in page(cast.client("owner"), url(cast.organization))


def test_more_of_everything_takes_no_more_queries(cast: Cast) -> None:
    client = cast.client("owner")
    costs(cast.organization, {YEAR: 1})
    saved_source(cast.organization)
    at_one = queries(client, url(cast.organization))
    costs(cast.organization, {YEAR + n: 1 for n in range(1, 60)})
    for n in range(30):
        saved_source(cast.organization, f"Grant {n}")
    assert queries(client, url(cast.organization)) == at_one <= 12
    assert "more years stand in the table" in page(client, url(cast.organization))
