"""The check before launch, the preview, and the launch itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import touch
from surveys.models import Draft, Response, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory, SurveyFactory

from .build import GROUPS, draft
from .screens import of, refusals

LARGE = {"Leadership": 12, "Clinical staff": 40}


def launch(cast: Cast, survey: Survey, **sent: object):  # type: ignore[no-untyped-def]
    return cast.client("leader").post(of(survey, "check"), {"revision": survey.revision, **sent})


def test_only_who_runs_surveys_checks_and_previews(cast: Cast) -> None:
    survey = draft(cast.organization)
    assert not refusals(cast, of(survey, "check"))
    assert not refusals(cast, of(survey, "preview"), method="POST")
    assert not refusals(cast, of(survey, "preview-page", 1), method="POST")
    for who in ("outsider", "viewer"):
        cast.client(who).post(of(survey, "check"), {"revision": 1})
    assert Survey.objects.get().is_draft


def test_what_is_missing_leads_to_the_step_that_mends_it(cast: Cast) -> None:
    survey = SurveyFactory(organization=cast.organization, closes_at=None)
    group = GroupFactory(survey=survey, name="Nights", way=Way.PERSONAL)
    page = cast.client("leader").get(of(survey, "check"))
    for where in (of(survey, "setup"), of(survey, "setup-questions"), of(survey, "setup-people", group.pk)):
        assertContains(page, f'<li><a href="{where}">')
    assertNotContains(page, "Launch the survey")
    group.delete()
    assertContains(cast.client("leader").get(of(survey, "check")), f'<li><a href="{of(survey, "setup-groups")}">')
    assertContains(launch(cast, survey), "Say who is asked", status_code=422)
    assert Survey.objects.get().is_draft


def test_it_says_what_will_be_seen_sent_and_fixed(cast: Cast) -> None:
    survey = draft(cast.organization, LARGE, closes_at=timezone.now() + timedelta(days=10), takes_comments=True)
    Survey.objects.filter(pk=survey.pk).update(fewest_for_scores=7, fewest_for_details=12)
    add_people(
        group=GroupFactory(survey=survey, name="Nights", way=Way.PERSONAL, expected=50),
        addresses=read_addresses(",".join(f"p{n}@example.org" for n in range(9))),
    )
    page = cast.client("leader").get(of(survey, "check"))
    for said in (
        "Shares from 7 answers",
        "Details from 12",
        "Nothing before it closes",
        "4 questions on 2 pages",
        "7 or more of the 61",
        "if 6 people of a group of 7 told each other",
        "that comments are taken",
        "It opens as soon as you launch",
        "A reminder by e-mail",
        "It closes ",
    ):
        assertContains(page, said)
    assert {g.name: g.risk for g in page.context["outlook"].groups} == {
        "Leadership": "protects",
        "Clinical staff": "",
        "Nights": "unlikely",
    }


def test_without_personal_links_no_reminder_is_announced(cast: Cast) -> None:
    assertNotContains(cast.client("leader").get(of(draft(cast.organization), "check")), "A reminder by e-mail")


def test_a_small_team_is_led_to_a_talk_and_may_still_launch(cast: Cast) -> None:
    survey = draft(cast.organization, {"All of us": 4})
    page = cast.client("leader").get(of(survey, "check"))
    assertContains(page, "you would learn nothing")
    assertContains(page, "Answer together instead")
    assert launch(cast, survey).status_code == 302


def test_it_is_said_before_launch_where_no_group_would_be_seen_by_itself(cast: Cast) -> None:
    warning = "You will probably see no group by itself"
    hidden = draft(cast.organization, {"Leadership": 3, "Clinical staff": 14, "Peer workers": 6})
    assertContains(cast.client("leader").get(of(hidden, "check")), warning)
    seen = draft(cast.organization, {"Leadership": 10, "Clinical staff": 14, "Peer workers": 10})
    assertNotContains(cast.client("leader").get(of(seen, "check")), warning)


def test_launching_opens_it_and_leads_to_where_it_is_followed(cast: Cast) -> None:
    survey = draft(cast.organization, GROUPS, name="<b>Ours</b>")
    page = launch(cast, survey)
    assertRedirects(page, of(survey, "follow"), fetch_redirect_response=False)
    survey.refresh_from_db()
    assert survey.is_open
    assertRedirects(launch(cast, survey), of(survey, "survey"), fetch_redirect_response=False)


def test_what_was_changed_since_one_looked_is_not_launched(cast: Cast) -> None:
    survey = draft(cast.organization)
    touch(survey=Survey.objects.get(), revision=1)
    page = launch(cast, survey)
    assertContains(page, "Somebody changed this survey meanwhile", status_code=409)
    survey.refresh_from_db()
    assert survey.is_draft
    assertContains(page, f'name="revision" value="{survey.revision}"', status_code=409)
    for revision in ("", "x", "-1", "9" * 40):
        assert launch(cast, survey, revision=revision).status_code == 422
    survey.refresh_from_db()
    assert (survey.is_draft, survey.revision) == (True, 2)


@pytest.mark.parametrize("scores", [("fewest_for_scores", "1"), ("status", "closed")])
def test_nothing_else_in_the_post_is_taken(cast: Cast, scores: tuple[str, str]) -> None:
    survey = draft(cast.organization)
    launch(cast, survey, **dict([scores]))
    survey.refresh_from_db()
    assert (survey.status, survey.fewest_for_scores) == ("open", 5)


def test_the_preview_shows_every_page_and_keeps_nothing(cast: Cast) -> None:
    survey = draft(cast.organization, purpose="<b>Because</b>")
    client = cast.client("leader")
    assertContains(client.get(of(survey, "preview")), "&lt;b&gt;Because")
    for page in (1, 2, "review", "thanks"):
        shown = client.get(of(survey, "preview-page", page))
        assertContains(shown, "preview")
        assertContains(shown, of(survey, "check"))
        assert survey.public_id not in shown.content.decode()
    assertContains(client.get(of(survey, "preview-page", 1)), "Statement 1 holds here.")
    for page in (0, 3, "begin", "9" * 30, "²"):
        assert client.get(of(survey, "preview-page", page)).status_code == 404
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
