"""The poster of a shared link, and its QR code."""

import re
from datetime import timedelta

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import launch
from surveys.models import Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import closed, draft, opened

ROUTES = ("poster", "qr")


def url(cast: Cast, survey: Survey, route: str = "poster", group: int | None = None) -> str:
    pk = survey.groups.get().pk if group is None else group
    return reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk, pk])


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization, {"Peer workers": 8}, name="How ready are we?")


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


@pytest.mark.parametrize("route", ROUTES)
def test_outsider_gets_404_wrong_role_403_wrong_method_405(cast: Cast, survey: Survey, route: str) -> None:
    assert cast.client("outsider").get(url(cast, survey, route)).status_code == 404
    for who in ("administrator", "hr", "viewer"):
        assert cast.client(who).get(url(cast, survey, route)).status_code == 403
    assert cast.client("leader").post(url(cast, survey, route)).status_code == 405


@pytest.mark.parametrize("route", ROUTES)
def test_another_surveys_group_and_one_with_personal_links_are_404(
    cast: Cast, survey: Survey, leader: Client, route: str
) -> None:
    other = opened(cast.organization, {"Others": 8}).groups.get().pk
    personal = GroupFactory(survey=survey, name="By mail", way=Way.PERSONAL).pk
    for group in (other, personal, 0, 10**12):
        assert leader.get(url(cast, survey, route, group)).status_code == 404


@pytest.mark.parametrize("route", ROUTES)
def test_before_and_after_there_is_none(cast: Cast, leader: Client, route: str) -> None:
    for survey in (draft(cast.organization, {"A": 6}), closed(cast.organization, {"A": 6})):
        to = reverse("surveys:survey", args=[cast.organization.slug, survey.pk])
        assertRedirects(leader.get(url(cast, survey, route)), to, fetch_redirect_response=False)


def test_it_says_who_asks_what_is_promised_and_to_answer_once(cast: Cast, survey: Survey, leader: Client) -> None:
    response = leader.get(url(cast, survey))
    for words in (
        "How ready are we?",
        "Harbor House asks: Peer workers",
        "Jordan Lee, program leader",
        "Our organization cannot see what you answered",
        "if at least 5 people in it answered",
        "Please answer once",
        "About 2 minutes",
        "Open until ",
    ):
        assertContains(response, words)
    link = reverse("answer:open", args=[survey.groups.get().shared_key])
    assertContains(response, f"<span>testserver{link}</span>")


def test_it_says_from_when_where_that_is_ahead(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, {"A": 6}, opens_at=timezone.now() + timedelta(days=2))
    assertContains(leader.get(url(cast, survey)), "From ")
    assertNotContains(leader.get(url(cast, survey)), "Open until")


def test_the_code_is_a_drawing_without_style_or_script(cast: Cast, survey: Survey, leader: Client) -> None:
    response = leader.get(url(cast, survey, "qr"))
    drawing = response.content.decode()
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert 'fill="#fff"' in drawing  # a ground of its own: readable in the dark too
    assert "viewBox=" in drawing
    assert not re.search(r"style|script|class=|<!DOCTYPE", drawing)


def test_the_code_is_that_of_the_link(cast: Cast, survey: Survey, leader: Client) -> None:
    link = "http://testserver" + reverse("answer:open", args=[survey.groups.get().shared_key])
    expected = re.search(
        r'stroke="#000"[^>]* d="([^"]+)"', segno.make(link, error="m").svg_inline(border=4, dark="#000")
    )
    assert expected
    assert expected[1] in leader.get(url(cast, survey, "qr")).content.decode()


def test_the_code_is_another_for_each_group(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, {"A": 6, "B": 6})
    drawings = {leader.get(url(cast, survey, "qr", group.pk)).content for group in survey.groups.all()}
    assert len(drawings) == 2


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_on_the_way_keeps_it(cast: Cast, survey: Survey, leader: Client, route: str) -> None:
    assert "no-store" in leader.get(url(cast, survey, route)).headers["Cache-Control"]


def test_its_address_does_not_hold_the_link(cast: Cast, survey: Survey) -> None:
    """So the server's log of the leader's pages cannot tell it."""
    key = survey.groups.get().shared_key
    assert not [route for route in ROUTES if key in url(cast, survey, route)]


def test_a_group_that_is_invited_by_mail_stands_beside_it(cast: Cast, leader: Client) -> None:
    survey = draft(cast.organization, {"Peer workers": 6})
    add_people(
        group=GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL), addresses=read_addresses("a@example.org")
    )
    launch(survey=survey, actor=cast.leader)
    assert leader.get(url(cast, survey, group=survey.groups.get(way="shared").pk)).status_code == 200
    assert leader.get(url(cast, survey, group=survey.groups.get(way="personal").pk)).status_code == 404
