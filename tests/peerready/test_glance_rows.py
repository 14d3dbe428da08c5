"""What an organization's home page says is open, and to whom."""

import pytest
from django.db.models import F
from django.utils import timezone

from checklists.models import Task
from jobdesc.kit.publishing import publish, withdraw
from jobdesc.models import Description, Verdict
from surveys.lifecycle import launch
from surveys.models import Survey
from tests.assessments.screen import part
from tests.cast import MEMBERS, Cast
from tests.checklists.build import plan_of
from tests.factories import InstrumentFactory, RecordFactory
from tests.jobdesc.build import a_document, description_of
from tests.peerready.glance import DAY, home, in_review
from tests.peerready.portfolio.build import asked, portfolio_of
from tests.reports.issues import issue_of, link_to
from tests.surveys.build import draft, leader_of

pytestmark = pytest.mark.django_db


def test_with_nothing_begun_there_is_no_list_of_what_is_open(cast: Cast) -> None:
    text = home(cast)
    assert 'id="open"' not in text
    assert 'id="changed"' not in text


def test_what_is_open_is_named_with_how_far_it_is(cast: Cast) -> None:
    begun = InstrumentFactory(title="Our <b>culture</b>")
    RecordFactory(organization=cast.organization, instrument=begun)
    survey = draft(cast.organization, name="What we think")
    launch(survey=survey, actor=leader_of(cast.organization))
    job = in_review(cast)
    plan = plan_of(cast.organization, "Late", "Other")
    Task.objects.filter(title="Late").update(due=timezone.localdate() - DAY)
    listed = part(home(cast, "viewer"), "open")
    assert "1 task of “" in listed
    assert f'href="/o/{cast.organization.slug}/plan/{plan.pk}/"' in listed
    assert "The survey “What we think” is open until" in listed
    assert f"The job description “{job.title}” waits for 1 reader" in listed
    assert "“Our &lt;b&gt;culture&lt;/b&gt;”: 2 of 4 answered" in listed


def test_those_who_have_not_spoken_are_counted_once_each(cast: Cast) -> None:
    in_review(cast, viewer="", hr=Verdict.AGREED, owner="")
    assert "waits for 2 readers" in part(home(cast), "open")


def test_what_was_saved_since_somebody_agreed_waits_for_them_again(cast: Cast) -> None:
    job = in_review(cast, viewer=Verdict.AGREED, hr=Verdict.AGREED)
    Description.objects.filter(pk=job.pk).update(version=F("version") + 1)
    assert "waits for 2 readers" in part(home(cast), "open")


def test_who_wants_a_change_is_not_waited_for_and_nothing_is_to_be_approved(cast: Cast) -> None:
    job = in_review(cast, viewer=Verdict.CHANGE, owner=Verdict.AGREED)
    text = home(cast)
    assert f"1 reader wants a change in the job description “{job.title}”" in part(text, "open")
    assert "waits for" not in part(text, "open")
    assert "approve" not in part(text, "open").casefold()
    assert "Approve the job description" not in part(text, "next")


@pytest.mark.parametrize("who", MEMBERS)
def test_a_link_that_runs_out_is_told_to_those_who_share_reports(cast: Cast, who: str) -> None:
    issue = issue_of(cast.organization)
    now = timezone.now()
    link_to(issue, "soon", ends_at=now + 3 * DAY)
    link_to(issue, "revoked", ends_at=now + DAY, revoked_at=now)
    link_to(issue, "over", ends_at=now - DAY)
    link_to(issue, "later", ends_at=now + 30 * DAY)
    link_to(issue, "for good")
    link_to(issue_of(cast.elsewhere), "elsewhere", ends_at=now + DAY)
    text, day = home(cast, who), timezone.localdate(now + 3 * DAY)
    told = f"A link to “{issue.name}” ends on {day:%B} {day.day}"
    assert text.count(told) == text.count("A link to “") == (1 if who in ("owner", "administrator", "leader") else 0)


def test_a_public_page_that_closes_soon_is_told_with_its_last_day(cast: Cast) -> None:
    today = timezone.localdate()
    for days, title in ((2, "Soon"), (3, "Taken back"), (30, "Later")):
        job = description_of(cast.organization, a_document(title=title), approved=True)
        publish(description=job, closes_on=today + days * DAY, actor=None)
        if title == "Taken back":
            withdraw(description=job, actor=None)
    day = today + 2 * DAY
    text = home(cast, "viewer")
    assert f"The public page of “Soon” closes on {day:%B} {day.day}<" in part(text, "open")
    assert text.count("The public page of “") == 1


def test_a_survey_whose_time_is_over_is_to_be_closed_by_who_may(cast: Cast) -> None:
    launch(survey=draft(cast.organization, name="What we think"), actor=leader_of(cast.organization))
    Survey.objects.update(opens_at=timezone.now() - 9 * DAY, closes_at=timezone.now() - DAY)
    assert "Close the survey “What we think”" in part(home(cast), "next")
    assert "and is not closed" in part(home(cast, "viewer"), "open")
    assert "Close the survey" not in part(home(cast, "viewer"), "next")


def test_who_asks_to_see_how_it_stands_is_told_to_those_who_answer(cast: Cast) -> None:
    asked(portfolio_of(cast.outsider, "Ohio <programs>"), cast.organization)
    assert "“Ohio &lt;programs&gt;” asks to see how you stand" in part(home(cast, "owner"), "open")
    assert "asks to see" not in home(cast, "leader")
