"""Opening a closed survey again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.models import Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import closed, draft, opened


def url(cast: Cast, survey: Survey, route: str = "reopen") -> str:
    return reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk])


def typed(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def test_outsider_gets_404_wrong_role_403_wrong_method_405(cast: Cast) -> None:
    survey = closed(cast.organization)
    for method in ("get", "post"):
        assert getattr(cast.client("outsider"), method)(url(cast, survey)).status_code == 404
        for who in ("administrator", "hr", "viewer"):
            assert getattr(cast.client(who), method)(url(cast, survey)).status_code == 403
    assert cast.client("leader").delete(url(cast, survey)).status_code == 405


def test_another_organizations_survey_is_404(cast: Cast, leader: Client) -> None:
    assert leader.post(url(cast, closed(cast.elsewhere)), {"closes_at": typed(3)}).status_code == 404


def test_what_is_not_closed_leads_on_and_stays_as_it_is(cast: Cast, leader: Client) -> None:
    for survey in (draft(cast.organization), opened(cast.organization)):
        before = Survey.objects.filter(pk=survey.pk).values().get()
        response = leader.post(url(cast, survey), {"closes_at": typed(3)})
        assertRedirects(response, url(cast, survey, "survey"), fetch_redirect_response=False)
        assert Survey.objects.filter(pk=survey.pk).values().get() == before


def test_it_says_honestly_what_reopening_means(cast: Cast, leader: Client) -> None:
    survey = closed(cast.organization, fewest_for_scores=6)
    response = leader.get(url(cast, survey))
    for words in ("All links are new", "could answer again", "at least 6 more people", "cannot be read"):
        assertContains(response, words)
    assertNotContains(response, "E-mail addresses are needed again")
    GroupFactory(survey=survey, name="Clinical team", way=Way.PERSONAL)
    assertContains(leader.get(url(cast, survey)), "for “Clinical team”")


def test_it_opens_until_the_time_that_was_chosen_and_leads_to_following(cast: Cast, leader: Client) -> None:
    survey = closed(cast.organization)
    offered = leader.get(url(cast, survey)).context["form"].initial["closes_at"]
    response = leader.post(url(cast, survey), {"closes_at": typed(3)})
    assertRedirects(response, url(cast, survey, "follow"))
    survey.refresh_from_db()
    assert survey.is_open
    assert offered > timezone.now() + timedelta(days=12)


@pytest.mark.parametrize(
    ("sent", "words"),
    [(typed(-1), "in the past"), (typed(122), "120 days"), ("", "date and a time"), ("2026-11-01T01:30", "clocks")],
)
def test_a_time_that_cannot_be_is_refused_in_words(cast: Cast, leader: Client, sent: str, words: str) -> None:
    survey = closed(cast.organization)
    assertContains(leader.post(url(cast, survey), {"closes_at": sent}), words, status_code=422)
    survey.refresh_from_db()
    assert survey.is_closed


def test_pressed_twice_it_opens_once(cast: Cast, leader: Client) -> None:
    survey = closed(cast.organization, {"A": 6})
    leader.post(url(cast, survey), {"closes_at": typed(3)})
    key = survey.groups.get().shared_key
    assertContains(leader.post(url(cast, survey), {"closes_at": typed(9)}, follow=True), "nothing was changed")
    assert survey.groups.get().shared_key == key
