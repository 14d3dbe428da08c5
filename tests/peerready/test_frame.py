"""The frame of every page: where one can go, where one is, and whose organization this is."""

import re

import pytest
from django.template.loader import render_to_string

from organizations.models import Role
from peerready.templatetags.frame import kept
from tests.assessments.screen import page
from tests.cast import MEMBERS, Cast
from tests.factories import MembershipFactory, OrganizationFactory
from tests.jobdesc.build import description_of

pytestmark = pytest.mark.django_db
EVERYBODY_GOES = ["Home", "Assess", "Surveys", "Plan", "Hiring", "Library", "Reports"]


def navigation(text: str) -> str:
    return text.split('aria-label="Main"')[1].split("</nav>")[0] if 'aria-label="Main"' in text else ""


def labels(text: str) -> list[str]:
    return re.findall(r">([A-Z]\w+)</a>", navigation(text))


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("owner", ["Members", "Settings"]),
        ("administrator", ["Members", "Settings"]),
        ("leader", ["Members"]),
        ("hr", ["Members"]),
        ("viewer", ["Members"]),
    ],
)
def test_the_navigation_leads_where_the_role_may_go(cast: Cast, who: str, more: list[str]) -> None:
    client = cast.client(who)
    text = page(client, f"/o/{cast.organization.slug}/")
    assert labels(text) == [*EVERYBODY_GOES, *more]
    for url in re.findall(r'href="([^"]+)"', navigation(text)):
        assert client.get(url).status_code == 200


def test_a_visitor_of_the_demo_is_led_to_what_can_be_read(cast: Cast, demo: object) -> None:
    assert labels(page(cast.client("visitor"), "/o/demo-house-b3n8vc/")) == EVERYBODY_GOES


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("", "Home"),
        ("assess/", "Assess"),
        ("assess/areas/", "Assess"),
        ("surveys/", "Surveys"),
        ("plan/", "Plan"),
        ("plan/goals/", "Plan"),
        ("hiring/", "Hiring"),
        ("library/", "Library"),
        ("reports/", "Reports"),
        ("reports/readiness/", "Reports"),
        ("members/", "Members"),
        ("settings/", "Settings"),
    ],
)
def test_the_part_that_one_is_in_is_marked_alone(cast: Cast, address: str, label: str) -> None:
    text = navigation(page(cast.client("owner"), f"/o/{cast.organization.slug}/{address}"))
    assert re.findall(r'aria-current="page">(\w+)<', text) == [label]


def test_the_papers_of_a_job_are_part_of_hiring(cast: Cast) -> None:
    job = description_of(cast.organization)
    text = navigation(page(cast.client("owner"), f"/o/{cast.organization.slug}/reports/jobs/{job.pk}/"))
    assert re.findall(r'aria-current="page">(\w+)<', text) == ["Hiring"]


@pytest.mark.parametrize("address", ["/about/", "/account/", "/organizations/?all"])
def test_outside_an_organization_there_is_no_navigation(cast: Cast, address: str) -> None:
    text = page(cast.client("owner"), address)
    assert not navigation(text)
    assert "menu-organization" not in text


def test_one_can_switch_between_ones_own_organizations_only(cast: Cast) -> None:
    second = OrganizationFactory(name="A Second House")
    MembershipFactory(organization=second, user=cast.hr, role=Role.VIEWER)
    menu = page(cast.client("hr"), f"/o/{second.slug}/").split("menu-organization")[1].split("</details>")[0]
    assert f'href="/o/{second.slug}/" aria-current="true"' in menu
    assert f'href="/o/{cast.organization.slug}/">' in menu
    assert cast.elsewhere.name not in menu


@pytest.mark.parametrize("who", MEMBERS)
def test_it_says_who_is_signed_in_and_how_to_sign_out(cast: Cast, who: str) -> None:
    text = page(cast.client(who), f"/o/{cast.organization.slug}/")
    menu = text.split("menu-user")[1].split("</details>")[0]
    assert f"{who.title()} Person" in menu
    assert 'action="/accounts/logout/"' in menu
    assert "Nothing can be changed here" not in text


def test_what_is_kept_for_every_page_knows_nothing_of_who_asks(cast: Cast) -> None:
    for name in ("partials/head.html", "partials/footer.html"):
        assert kept(name) == render_to_string(name)
        assert kept(name) is kept(name), "rendered once"
    text = page(cast.client("owner"), f"/o/{cast.organization.slug}/")
    foot = text.split('class="site-foot"')[1]
    assert cast.owner.email not in foot
    assert cast.organization.name not in foot
