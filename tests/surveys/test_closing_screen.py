"""Choosing another closing time, and closing now."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from organizations.models import AuditEvent
from surveys.lifecycle import change_closing
from surveys.models import Survey
from tests.cast import Cast

from .build import answer, closed, draft, opened


def url(cast: Cast, survey: Survey, route: str = "closing") -> str:
    return reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk])


def typed(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def in_days(days: float) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


@pytest.mark.parametrize("route", ["closing", "close"])
def test_outsider_gets_404_wrong_role_403_wrong_method_405(cast: Cast, route: str) -> None:
    survey = opened(cast.organization)
    for method in ("get", "post"):
        assert getattr(cast.client("outsider"), method)(url(cast, survey, route)).status_code == 404
        for who in ("administrator", "hr", "viewer"):
            assert getattr(cast.client(who), method)(url(cast, survey, route)).status_code == 403
    assert cast.client("leader").delete(url(cast, survey, route)).status_code == 405
    survey.refresh_from_db()
    assert survey.is_open


@pytest.mark.parametrize("route", ["closing", "close"])
def test_only_an_open_survey_of_ones_own_is_closed(cast: Cast, leader: Client, route: str) -> None:
    assert leader.post(url(cast, opened(cast.elsewhere), route)).status_code == 404
    for survey in (draft(cast.organization), closed(cast.organization)):
        to = reverse("surveys:survey", args=[cast.organization.slug, survey.pk])
        assertRedirects(leader.post(url(cast, survey, route)), to, fetch_redirect_response=False)
        before = survey.status
        survey.refresh_from_db()
        assert survey.status == before


def test_another_time_is_saved_and_noted(cast: Cast, leader: Client) -> None:
    survey, later = opened(cast.organization), in_days(30)
    form = leader.get(url(cast, survey)).context["form"]
    response = leader.post(url(cast, survey), {"closes_at": typed(later), "was": form["was"].value()}, follow=True)
    assertContains(response, "The survey now closes on ")
    survey.refresh_from_db()
    assert survey.closes_at == later
    assert AuditEvent.objects.filter(action="survey-extended").count() == 1


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        (-1, "in the past"),
        (0, "in the past"),
        (121, "120 days at most"),
        ("2026-03-08T02:30", "clocks change"),
        ("2026-11-01T01:30", "clocks change"),
        ("", "date and a time"),
        ("soon", "date and a time"),
        ("0001-01-01T00:00", "in the past"),
        ("9999-12-31T23:59", "120 days at most"),
        ("2030-02-30T12:00", "date and a time"),
        ("\0", "date and a time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(
    cast: Cast, leader: Client, closes_at: float | str, words: str
) -> None:
    survey = opened(cast.organization)
    sent = closes_at if isinstance(closes_at, str) else typed(in_days(closes_at))
    assertContains(leader.post(url(cast, survey), {"closes_at": sent}), words, status_code=422)
    before = survey.closes_at
    survey.refresh_from_db()
    assert survey.closes_at == before


def test_a_time_before_the_opening_is_refused(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, opens_at=in_days(5))
    response = leader.post(url(cast, survey), {"closes_at": typed(in_days(2))})
    assertContains(response, "close before it opens", status_code=422)


def test_extending_again_and_again_does_not_go_beyond_120_days_from_the_opening(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization)
    Survey.objects.filter(pk=survey.pk).update(opens_at=in_days(-100))
    assert leader.post(url(cast, survey), {"closes_at": typed(in_days(21))}).status_code == 422
    assert leader.post(url(cast, survey), {"closes_at": typed(in_days(19))}).status_code == 302


def test_of_two_who_extend_at_once_the_second_is_told_and_can_insist(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization)
    form = leader.get(url(cast, survey)).context["form"]
    theirs, mine = in_days(20), in_days(25)
    change_closing(survey=survey, closes_at=theirs, actor=cast.owner)
    response = leader.post(url(cast, survey), {"closes_at": typed(mine), "was": form["was"].value()})
    assertContains(response, "Somebody has changed the closing time meanwhile", status_code=422)
    survey.refresh_from_db()
    assert survey.closes_at == theirs
    was = response.context["form"]["was"].value()
    assert leader.post(url(cast, survey), {"closes_at": typed(mine), "was": was}).status_code == 302
    survey.refresh_from_db()
    assert survey.closes_at == mine


@pytest.mark.parametrize("was", ["yesterday", "2030-01-01T00:00", "9" * 500])
def test_a_forged_mark_does_no_harm(cast: Cast, leader: Client, was: str) -> None:
    response = leader.post(url(cast, opened(cast.organization)), {"closes_at": typed(in_days(3)), "was": was})
    assert response.status_code in (302, 422)


def test_closing_is_explained_and_done_only_by_pressing(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, {"A": 6}, fewest_for_scores=7)
    response = leader.get(url(cast, survey, "close"))
    for words in ("all e-mail addresses are erased", "Answers that were not sent are lost", "fewer than 7 answers"):
        assertContains(response, words)
    survey.refresh_from_db()
    assert survey.is_open


def test_it_closes_with_ones_name_and_leads_to_the_results(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, {"A": 6})
    answer(survey, "A", {"s-1": "5"}, times=6)
    to = reverse("surveys:survey", args=[cast.organization.slug, survey.pk])
    assertRedirects(leader.post(url(cast, survey, "close")), to, fetch_redirect_response=False)
    survey.refresh_from_db()
    assert survey.is_closed
    assert survey.purged_at is None  # that is the background job's
    assert AuditEvent.objects.get(action="survey-closed").actor_name == str(cast.leader)


def test_pressed_twice_it_closes_once(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization)
    assert [leader.post(url(cast, survey, "close")).status_code for _ in range(2)] == [302, 302]
    assert survey.snapshots.count() == AuditEvent.objects.filter(action="survey-closed").count() == 1
