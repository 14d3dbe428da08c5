"""Following an open survey: what its page says, and above all what it does not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.lifecycle import reopen
from surveys.models import Survey, WorkerSeen
from tests.cast import Cast

from .build import answer, closed, draft, opened
from .followed import page, personal, undelivered, url


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


@pytest.mark.parametrize("route", ["follow", "address", "send-again"])
def test_outsider_gets_404_wrong_role_403_wrong_method_405(cast: Cast, route: str) -> None:
    survey = opened(cast.organization)
    address, method = url(cast, survey, route), "get" if route == "follow" else "post"
    assert getattr(cast.client("outsider"), method)(address).status_code == 404
    for who in ("administrator", "hr", "viewer"):
        assert getattr(cast.client(who), method)(address).status_code == 403
    assert cast.client("leader").delete(address).status_code == 405


@pytest.mark.parametrize("route", ["follow", "address", "send-again"])
def test_another_organizations_survey_is_404(cast: Cast, leader: Client, route: str) -> None:
    address = url(cast, opened(cast.elsewhere), route)
    assert (leader.get if route == "follow" else leader.post)(address).status_code == 404


def test_a_survey_that_is_not_open_leads_on(cast: Cast, leader: Client) -> None:
    for survey in (draft(cast.organization), closed(cast.organization)):
        to = reverse("surveys:survey", args=[cast.organization.slug, survey.pk])
        assertRedirects(leader.get(url(cast, survey)), to, fetch_redirect_response=False)
    response = leader.get(url(cast, survey), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Refresh"]) == (204, "true")


@pytest.mark.parametrize(("answered", "words"), [(0, "fewer than 5"), (4, "fewer than 5"), (9, "5 or more")])
def test_the_count_is_banded(cast: Cast, answered: int, words: str) -> None:
    survey = opened(cast.organization, {"A": 12})
    answer(survey, "A", {"s-1": "5"}, times=answered)
    assert f">{words}</span>" in page(cast, survey)


def test_whether_somebody_answered_changes_nothing_on_the_page(cast: Cast) -> None:
    survey, group = personal(cast)
    undelivered(survey, "ana@example.org", "unsure")
    other = draft(cast.organization, {"B": 6})
    before = page(cast, survey)
    answer(survey, "Clinical staff", {"s-1": "5"}, times=3)
    assert survey.invitees.filter(is_used=True).count() == 3
    assert without_token(page(cast, survey)) == without_token(before)
    assert other.pk
    assert group.pk


def without_token(html: str) -> str:
    return "".join(part.split('">', 1)[-1] for part in html.split('name="csrfmiddlewaretoken" value="'))


def test_a_group_says_how_it_is_asked_and_how_many_are(cast: Cast) -> None:
    survey, _ = personal(cast)
    shown = page(cast, survey)
    assert "3 people, each with a personal link by e-mail." in shown
    assert "answered, of 3 who are asked" in shown
    assert "3 of 3</span>" in shown


def test_a_shared_link_is_absolute_and_on_no_page_that_is_kept(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization, {"Peer workers": 8})
    group = survey.groups.get()
    response = leader.get(url(cast, survey))
    link = "http://testserver" + reverse("answer:open", args=[group.shared_key])
    assertContains(response, f'value="{link}"')
    assertContains(response, url(cast, survey, "poster", group.pk))
    assert "no-store" in response.headers["Cache-Control"]


def test_an_opening_that_is_ahead_is_said(cast: Cast) -> None:
    survey, _ = personal(cast, opens_at=timezone.now() + timedelta(days=1, minutes=1))
    assert "Opens tomorrow at" in page(cast, survey)


def test_a_closing_time_that_has_come_is_said(cast: Cast) -> None:
    survey = opened(cast.organization)
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    assert "no more answers are taken" in page(cast, survey)


def test_reminders_are_shown_with_their_dates_and_whom_they_go_to(cast: Cast) -> None:
    survey, _ = personal(cast, reminders=2)
    first = survey.mailings.get(kind="reminder", number=1)
    first.finished_at = timezone.now()
    first.save()
    shown = page(cast, survey)
    assert "Went out today at" in shown
    assert shown.count("Planned: ") == 1
    assert "whether or not they have answered" in shown


def test_it_is_said_where_no_worker_is_running(cast: Cast, leader: Client) -> None:
    survey = opened(cast.organization)
    assertContains(leader.get(url(cast, survey)), "background worker")
    WorkerSeen.objects.create(at=timezone.now())
    assertNotContains(leader.get(url(cast, survey)), "background worker")


def test_after_reopening_it_leads_to_the_addresses(cast: Cast, leader: Client) -> None:
    survey, group = personal(cast)
    Survey.objects.filter(pk=survey.pk).update(status="closed")
    survey.invitees.all().delete()
    reopen(survey=survey, closes_at=timezone.now() + timedelta(days=3), actor=cast.leader)
    response = leader.get(url(cast, survey))
    assertContains(response, "Nobody is invited in “Clinical staff” now.")
    assertContains(response, url(cast, survey, "people", group.pk))
