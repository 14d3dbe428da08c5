"""The first step of setting up: a new draft, what it says, when it is open, and from how many answers it shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from surveys.lifecycle import launch
from surveys.models import Survey
from tests.cast import Cast
from tests.factories import InstrumentFactory, OwnInstrumentFactory

from .build import draft, survey_instrument
from .screens import of, refusals, url

YEAR = timezone.now().year + 1
NEW = {"name": "Ours", "asked_by": "Jo", "purpose": "To learn."}


def details(survey: Survey, **changes: Any) -> dict[str, Any]:
    soon = timezone.localtime() + timedelta(days=10)
    return {
        **NEW,
        "revision": survey.revision,
        "opens_at": "",
        "closes_at": soon.strftime("%Y-%m-%dT17:00"),
        "reminders": "1",
        "fewest_for_scores": "5",
        "fewest_for_details": "10",
        **changes,
    }


def test_only_who_runs_surveys_begins_one(cast: Cast) -> None:
    assert not refusals(cast, url(cast, "new"))
    assert not refusals(cast, of(draft(cast.organization), "setup"))


def test_the_first_page_is_filled_in_as_far_as_can_be(cast: Cast) -> None:
    survey_instrument()
    form = cast.client("leader").get(url(cast, "new")).context["form"]
    assert form["asked_by"].value() == "Leader Person"
    assert str(timezone.localdate().year) in form["name"].value()
    assert form["purpose"].value()


def test_a_new_draft_asks_what_was_chosen_and_closes_in_two_weeks(cast: Cast) -> None:
    survey_instrument("zebra"), survey_instrument("apple")
    page = cast.client("leader").post(url(cast, "new"), {**NEW, "instrument": ["zebra", "nothing"]})
    survey = Survey.objects.get()
    assertRedirects(page, of(survey, "setup"))
    assert [one.version.instrument_id for one in survey.instruments.all()] == ["zebra"]
    assert (survey.status, survey.created_by, survey.organization) == ("draft", cast.leader, cast.organization)
    assert survey.closes_at
    assert timezone.localtime(survey.closes_at).hour == 17
    assert (survey.closes_at - timezone.now()).days in (13, 14)


def test_without_an_assessment_or_a_name_nothing_is_made_and_all_is_kept(cast: Cast) -> None:
    survey_instrument("zebra")
    page = cast.client("leader").post(url(cast, "new"), {**NEW, "name": "<b>Bold</b>"})
    assertContains(page, "Choose at least one assessment.", status_code=422)
    assertContains(page, "&lt;b&gt;Bold&lt;/b&gt;", status_code=422)
    page = cast.client("leader").post(url(cast, "new"), {**NEW, "name": " ​ ", "instrument": "zebra"})
    assertContains(page, "Give the survey a name.", status_code=422)
    assertContains(page, 'value="zebra" id="ask-zebra" checked', status_code=422)
    assert not Survey.objects.exists()


def test_what_a_team_cannot_be_asked_and_what_is_anothers_cannot_be_chosen(cast: Cast) -> None:
    InstrumentFactory(slug="of-a-person", about="person")
    OwnInstrumentFactory(slug="own-theirs", organization=cast.elsewhere)
    sent = {**NEW, "instrument": ["of-a-person", "own-theirs"]}
    assert cast.client("leader").post(url(cast, "new"), sent).status_code == 422
    assert not Survey.objects.exists()


def test_saving_goes_on_to_the_questions(cast: Cast) -> None:
    survey = draft(cast.organization)
    sent = details(survey, opens_at=f"{YEAR}-02-01T09:30", closes_at=f"{YEAR}-02-20 17:00", takes_comments="on")
    page = cast.client("leader").post(of(survey, "setup"), {**sent, "fewest_for_scores": "7"})
    assertRedirects(page, of(survey, "setup-questions"))
    survey.refresh_from_db()
    assert (survey.name, survey.asked_by, survey.purpose, survey.reminders) == ("Ours", "Jo", "To learn.", 1)
    assert (survey.takes_comments, survey.fewest_for_scores, survey.fewest_for_details) == (True, 7, 10)
    assert survey.opens_at
    assert timezone.localtime(survey.opens_at).strftime("%m-%d %H:%M") == "02-01 09:30"
    assert survey.revision == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"closes_at": "2020-01-01T10:00"}, "in the past"),
        ({"closes_at": ""}, "Give a date and a time"),
        ({"closes_at": "next Friday"}, "Give a date and a time"),
        ({"closes_at": "9999-12-31T23:59"}, "120 days"),
        ({"closes_at": "0001-01-01T00:00"}, "in the past"),
        ({"opens_at": "2020-01-01T10:00"}, "in the past"),
        ({"opens_at": f"{YEAR}-05-01T10:00", "closes_at": f"{YEAR}-04-01T10:00"}, "would close before it opens"),
        ({"closes_at": f"{YEAR + 2}-04-01T10:00"}, "120 days"),
        ({"fewest_for_scores": "4"}, "never lowered"),
        ({"fewest_for_scores": "-1"}, "never lowered"),
        ({"fewest_for_details": "9"}, "never lowered"),
        ({"fewest_for_scores": "12", "fewest_for_details": "11"}, "Not fewer than for shares"),
        ({"fewest_for_scores": "1e9"}, "whole number"),
        ({"fewest_for_details": "100000"}, "200"),
        ({"reminders": "4"}, "valid choice"),
        ({"name": "x" * 121}, "120"),
    ],
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(cast: Cast, changes: dict[str, str], told: str) -> None:
    survey = draft(cast.organization, name="As it was")
    page = cast.client("leader").post(of(survey, "setup"), details(survey, **changes))
    assertContains(page, told, status_code=422)
    assertContains(page, "To learn.", status_code=422)
    survey.refresh_from_db()
    assert (survey.name, survey.revision, survey.fewest_for_scores) == ("As it was", 1, 5)


def test_a_time_that_the_clocks_skip_or_repeat_is_explained(cast: Cast, settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    survey = draft(cast.organization)
    for time in ("2027-03-14T02:30", "2027-11-07T01:30"):
        page = cast.client("leader").post(of(survey, "setup"), details(survey, closes_at=time))
        assertContains(page, "The clocks change around this time", status_code=422)


def test_a_stale_save_is_refused_and_both_are_shown(cast: Cast) -> None:
    survey = draft(cast.organization)
    first = details(survey, name="Theirs first")
    assert cast.client("owner").post(of(survey, "setup"), first).status_code == 302
    page = cast.client("leader").post(of(survey, "setup"), details(survey, name="Mine later"))
    assert page.status_code == 409
    assertContains(page, "<dd>Theirs first</dd>", status_code=409, html=True)
    assertContains(page, 'value="Mine later"', status_code=409)
    again = details(survey, name="Mine later", revision=page.context["revision"])
    assert cast.client("leader").post(of(survey, "setup"), again).status_code == 302
    survey.refresh_from_db()
    assert survey.name == "Mine later"


@pytest.mark.parametrize("revision", ["", "x", "-1", "10" * 40, "²"])
def test_a_save_that_is_based_on_nothing_is_stale(cast: Cast, revision: str) -> None:
    survey = draft(cast.organization)
    assert cast.client("leader").post(of(survey, "setup"), details(survey, revision=revision)).status_code == 409


def test_once_launched_setting_up_leads_on_and_changes_nothing(cast: Cast) -> None:
    survey = draft(cast.organization, name="As launched")
    launch(survey=survey, actor=cast.leader)
    for step in ("setup", "setup-questions", "setup-groups", "check", "preview"):
        assertRedirects(
            cast.client("leader").get(of(survey, step)), of(survey, "survey"), fetch_redirect_response=False
        )
    page = cast.client("leader").post(of(survey, "setup"), details(survey), follow=True)
    assertContains(page, "has been launched meanwhile")
    survey.refresh_from_db()
    assert (survey.name, survey.fewest_for_scores) == ("As launched", 5)
