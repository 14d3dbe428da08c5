"""The first page, as a stranger and as somebody known sees it, and the way into the demo."""

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django.asserts import assertRedirects

from assessments.models import Instrument
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import EVERYBODY, MEMBERS, Cast
from tests.invariants.page import problems
from tests.real import load_real_fixtures
from toolkits.models import Toolkit

pytestmark = pytest.mark.django_db


def test_it_says_what_this_is_and_for_whom() -> None:
    text = page(Client(), "/")
    assert "<h1>Are you ready to hire peer support workers?</h1>" in text
    assert "treatment providers, recovery organizations, hospitals, jails, courts and probation" in text
    assert "never about the people you serve" in part(text, "promise")


def test_it_leads_to_the_demo_and_to_an_account() -> None:
    main = page(Client(), "/").split("<main")[1].split("</main>")[0]
    assert main.count('href="/demo/"') == main.count('href="/accounts/signup/"') == 2
    assert Client().get("/accounts/signup/").status_code == 200


def test_there_is_a_way_to_sign_in() -> None:
    assert 'href="/accounts/login/"' in page(Client(), "/").split("<main")[0]


def test_toolkits_and_numbers_that_it_names_are_those_that_are_loaded() -> None:
    load_real_fixtures()
    text = page(Client(), "/")
    named = [cite.split("</cite>")[0] for cite in part(text, "ground").split("<cite>")[1:]]
    titles = [escape(toolkit.title).replace("&#x27;", "'") for toolkit in Toolkit.objects.all()]
    assert len(named) == len(titles) == 5
    assert all(any(title.startswith(name) for title in titles) for name in named)
    assert "Nineteen assessments" in text
    assert Instrument.objects.count() == 19


@pytest.mark.parametrize("who", [*MEMBERS, "outsider"])
def test_whoever_is_signed_in_goes_on_to_their_organizations(cast: Cast, who: str) -> None:
    assertRedirects(cast.client(who).get("/"), "/organizations/", fetch_redirect_response=False)


def test_whoever_is_signed_in_can_read_it_all_the_same(cast: Cast) -> None:
    assert "Are you ready to hire" in page(cast.client("viewer"), "/?stay")


def test_it_asks_the_database_nothing_for_a_stranger() -> None:
    assert queries(Client(), "/") == 0


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_demo_opens_for_everybody(cast: Cast, demo: Organization, who: str) -> None:
    client = cast.client(who)
    assertRedirects(client.get("/demo/"), f"/o/{demo.slug}/", fetch_redirect_response=False)
    text = page(client, f"/o/{demo.slug}/")
    assert "You are looking around a demo organization. Nothing can be changed here." in text
    onward = text.split('class="band"')[1].split('href="')[1].split('"')[0]
    assert (onward == "/accounts/signup/") is (who == "visitor")
    assert client.get(onward, follow=True).status_code == 200


def test_without_a_demo_its_address_is_a_whole_404_page(cast: Cast) -> None:
    response = Client().get("/demo/")
    assert response.status_code == 404
    assert problems(response) == []


@pytest.mark.parametrize("address", ["/", "/demo/", "/about/", "/health"])
def test_these_are_only_for_reading(address: str) -> None:
    assert Client().post(address).status_code == 405
    assert Client().delete(address).status_code == 405
