"""All surveys, where each leads on to, and deleting one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.models import Organization
from surveys.lifecycle import ask_again
from surveys.models import Comment, Response, Survey
from tests.cast import Cast

from .build import closed, draft, opened
from .screens import of, refusals, url

WHAT_IT_IS_FOR = "nobody can see what one person answered"


def test_every_member_opens_the_list_and_nobody_else(cast: Cast) -> None:
    assert not refusals(cast, url(cast, "index"), method="POST", reads=True)


def test_where_there_is_none_the_page_says_what_a_survey_is_for(cast: Cast) -> None:
    assertContains(cast.client("leader").get(url(cast, "index")), "Set up the first survey")
    page = cast.client("viewer").get(url(cast, "index"))
    assertContains(page, WHAT_IT_IS_FOR)
    assertNotContains(page, url(cast, "new"))


def test_each_survey_says_how_far_it_is(cast: Cast) -> None:
    closes = timezone.now() + timedelta(days=3)
    draft(cast.organization, name="First words")
    opened(cast.organization, name="Now", closes_at=closes)
    opened(cast.organization, name="Soon", opens_at=closes - timedelta(days=1), closes_at=closes)
    closed(cast.organization, name="Over")
    page = cast.client("leader").get(url(cast, "index"))
    for word in ("Being set up", "Open until", "Opens ", "Closed on", "First words", "Now", "Soon", "Over"):
        assertContains(page, word)
    assertNotContains(page, WHAT_IT_IS_FOR)


def test_who_runs_no_surveys_sees_no_drafts_and_no_buttons_to_change(cast: Cast, demo: Organization) -> None:
    secret = draft(cast.organization, name="First words")
    opened(cast.organization, name="Now")
    page = cast.client("viewer").get(url(cast, "index"))
    assertContains(page, "Now")
    assertNotContains(page, "First words")
    assertNotContains(page, "Delete…")
    assert cast.client("viewer").get(of(secret, "survey")).status_code == 404


def test_a_visitor_sees_the_demos_surveys_but_not_its_drafts(cast: Cast, demo: Organization) -> None:
    hidden, shown = draft(demo, name="First words"), opened(demo, name="Now")
    page = cast.client("visitor").get(f"/o/{demo.slug}/surveys/")
    assertContains(page, "Now")
    assertNotContains(page, "First words")
    assertContains(cast.client("visitor").get(of(shown, "survey")), "open until")
    assert cast.client("visitor").get(of(hidden, "survey")).status_code == 404


def test_rounds_stand_under_each_other(cast: Cast) -> None:
    first = closed(cast.organization, name="In spring")
    second = closed(cast.organization, name="In autumn", follows=first)
    Survey.objects.filter(pk=ask_again(survey=second, actor=cast.leader).pk).update(name="In winter")
    closed(cast.organization, name="Another matter")
    page = cast.client("leader").get(url(cast, "index"))
    found = [[(one.survey.name, one.number) for one in rounds] for rounds in page.context["chains"]]
    assert sorted(found) == [[("Another matter", 1)], [("In winter", 3), ("In autumn", 2), ("In spring", 1)]]
    assertContains(page, "Round 1: In spring")


def test_a_survey_leads_on_by_its_status(cast: Cast) -> None:
    for survey, to in (
        (draft(cast.organization), "setup"),
        (opened(cast.organization), "follow"),
        (closed(cast.organization), "results"),
    ):
        found = cast.client("leader").get(of(survey, "survey"))
        assertRedirects(found, of(survey, to), fetch_redirect_response=False)
        assert cast.client("outsider").get(of(survey, "survey")).status_code == 404


def test_who_runs_no_surveys_learns_until_when_it_is_open_and_no_count(cast: Cast) -> None:
    survey = opened(cast.organization, purpose="<b>Because</b>")
    page = cast.client("viewer").get(of(survey, "survey"))
    assertContains(page, "This survey is open until")
    assertContains(page, "&lt;b&gt;Because")
    for told in ("answered", "or more", "fewer than"):
        assertNotContains(page, told)


@pytest.mark.parametrize("make", [draft, opened, closed])
def test_deleting_asks_says_what_goes_and_deletes(cast: Cast, make) -> None:  # type: ignore[no-untyped-def]
    survey = make(cast.organization, name="<i>Ours</i>")
    kept = closed(cast.organization, name="Kept")
    assert not refusals(cast, of(survey, "delete"))
    page = cast.client("owner").get(of(survey, "delete"))
    assertContains(page, "cannot be undone")
    assertContains(page, "&lt;i&gt;Ours")
    for who in ("outsider", "viewer", "administrator"):
        cast.client(who).post(of(survey, "delete"))
    assert Survey.objects.count() == 2
    page = cast.client("owner").post(of(survey, "delete"), follow=True)
    assertContains(page, "is deleted")
    assert [one.pk for one in Survey.objects.all()] == [kept.pk]
    assert not Response.objects.exclude(survey=kept).exists()
    assert not Comment.objects.exclude(survey=kept).exists()


def test_the_navigation_leads_to_surveys(cast: Cast) -> None:
    for page in ("home", "assessments:index"):
        found = cast.client("viewer").get(f"/o/{cast.organization.slug}/" + ("assess/" if page != "home" else ""))
        assertContains(found, f'href="{url(cast, "index")}"')
