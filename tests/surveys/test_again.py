"""Asking again: the next round from the last, in one step."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from assessments.models import InstrumentVersion
from surveys.asking.inviting import add_people, read_addresses
from surveys.closing import close
from surveys.lifecycle import ask_again, launch, suggested_closing
from surveys.models import Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import closed, draft, opened, survey_instrument


def url(cast: Cast, survey: Survey, route: str = "again") -> str:
    return reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk])


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
    assert cast.client("leader").post(url(cast, closed(cast.elsewhere))).status_code == 404


def test_only_a_closed_survey_has_a_next_round(cast: Cast, leader: Client) -> None:
    for survey in (draft(cast.organization), opened(cast.organization)):
        response = leader.post(url(cast, survey))
        assertRedirects(response, url(cast, survey, "survey"), fetch_redirect_response=False)
    assert Survey.objects.count() == 2


def test_looking_makes_nothing_and_pressing_leads_to_the_new_draft(cast: Cast, leader: Client) -> None:
    survey = closed(cast.organization)
    assertContains(leader.get(url(cast, survey)), "Nobody is asked yet")
    assert Survey.objects.count() == 1
    response = leader.post(url(cast, survey))
    again = Survey.objects.get(follows=survey)
    assertRedirects(response, url(cast, again, "setup"))


def test_pressed_twice_there_is_one_draft_and_it_is_said(cast: Cast, leader: Client) -> None:
    survey = closed(cast.organization)
    for _ in range(2):
        leader.post(url(cast, survey))
    assert Survey.objects.filter(follows=survey).count() == 1
    assertContains(leader.get(url(cast, survey)), "begun already")


def test_once_that_is_launched_another_can_be_made(cast: Cast) -> None:
    survey = closed(cast.organization)
    first = ask_again(survey=survey, actor=cast.leader)
    Survey.objects.filter(pk=first.pk).update(status="open")
    assert ask_again(survey=survey, actor=cast.leader) != first


def test_it_keeps_everything_but_times_and_addresses(cast: Cast) -> None:
    instruments = [survey_instrument("b"), survey_instrument("a")]
    survey = draft(
        cast.organization,
        {"Leadership": 6, "Peer workers": 5},
        instruments,
        purpose="To learn.",
        takes_comments=True,
        fewest_for_scores=6,
        fewest_for_details=12,
        reminders=3,
    )
    staff = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL, position=9)
    add_people(group=staff, addresses=read_addresses("ana@example.org\nbo@example.org"))
    launch(survey=survey, actor=cast.owner)
    close(survey=survey)
    again = ask_again(survey=survey, actor=cast.leader)
    kept = ("name", "asked_by", "purpose", "takes_comments", "fewest_for_scores", "fewest_for_details", "reminders")
    assert [getattr(again, name) for name in kept] == [getattr(survey, name) for name in kept]
    assert list(again.groups.values_list("name", "kind", "expected", "way")) == [
        ("Leadership", "leadership", 6, "shared"),
        ("Peer workers", "peers", 5, "shared"),
        ("Staff", "other", 2, "personal"),
    ]
    assert [one.version.instrument_id for one in again.instruments.all()] == ["b", "a"]
    assert (again.status, again.opens_at, again.launched_at) == ("draft", None, None)
    assert again.closes_at == suggested_closing(timezone.now())
    assert (again.follows, again.created_by, again.organization) == (survey, cast.leader, cast.organization)
    assert again.public_id != survey.public_id
    assert not again.invitees.exists()
    assert not again.groups.exclude(shared_key="").exists()
    assert not again.responses.exists()


def test_it_asks_the_version_that_is_current_now(cast: Cast) -> None:
    instrument = survey_instrument("a")
    before = draft(cast.organization, {"A": 6}, [instrument])
    launch(survey=before, actor=cast.leader)
    close(survey=before)
    old = instrument.current_version
    assert old
    instrument.current_version = InstrumentVersion.objects.create(
        instrument=instrument, version="2", content_json=old.content_json, content_hash="f" * 64
    )
    instrument.save()
    again = ask_again(survey=before, actor=cast.leader)
    assert again.instruments.get().version == instrument.current_version
    assert before.instruments.get().version == old
