"""What an organization's home page says is open, what has changed, and what to do next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checklists.models import Status, Task
from jobdesc.models import Description, DescriptionStatus, Reader, Revision, Verdict
from organizations.models import Membership, Role
from surveys.lifecycle import launch
from surveys.models import Survey
from tests.assessments.screen import page, part
from tests.assessments.test_results_screen import completed
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.factories import CompletionFactory, InstrumentFactory, MembershipFactory, RecordFactory
from tests.jobdesc.build import description_of
from tests.peerready.portfolio.build import asked, portfolio_of
from tests.reports.issues import issue_of
from tests.surveys.build import closed, draft, leader_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def home(cast: Cast, who: str = "leader") -> str:
    return page(cast.client(who), f"/o/{cast.organization.slug}/")


def was_here(cast: Cast, who: str = "leader") -> None:
    """As if they were here two days ago and not since, and everybody had joined long before."""
    Membership.objects.filter(organization=cast.organization).update(joined_at=timezone.now() - 30 * DAY)
    Membership.objects.filter(pk=cast.membership(who).pk).update(seen_at=timezone.now() - 2 * DAY)


def in_review(cast: Cast, *, reader: str = "viewer", verdict: str = "") -> Description:
    job = description_of(cast.organization)
    Description.objects.filter(pk=job.pk).update(status=DescriptionStatus.IN_REVIEW)
    Reader.objects.create(
        description=job,
        kind="peer",
        member=cast.membership(reader),
        name="P",
        asked_version=job.version,
        asked_at=timezone.now(),
        verdict=verdict,
        read_version=job.version if verdict else None,
    )
    job.refresh_from_db()
    return job


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


def test_the_first_visit_tells_no_changes_and_a_later_one_tells_them(cast: Cast) -> None:
    done = completed(cast.organization, InstrumentFactory(title="Our culture"), board="yes")
    assert 'id="changed"' not in home(cast)
    was_here(cast)
    type(done).objects.update(completed_at=timezone.now() - 3 * DAY)
    assert "Nothing has changed since" in part(home(cast), "changed")
    was_here(cast)
    type(done).objects.update(completed_at=timezone.now() - DAY)
    assert "“Our culture” was completed" in part(home(cast), "changed")


def test_what_came_since_is_told_with_its_link_and_nothing_older(cast: Cast) -> None:
    was_here(cast)
    closed(cast.organization, name="Closed now")
    older = closed(cast.organization, name="Closed before")
    Survey.objects.filter(pk=older.pk).update(closed_at=timezone.now() - 9 * DAY)
    job = description_of(cast.organization, approved=True)
    Revision.objects.filter(pk=job.approved_id).update(approved_at=timezone.now())
    plan = plan_of(cast.organization, "Ask", "Tell")
    Task.objects.filter(title="Ask").update(status=Status.DONE, finished_on=timezone.localdate())
    issue = issue_of(cast.organization)
    newcomer = MembershipFactory(organization=cast.organization, role=Role.VIEWER)
    told = part(home(cast), "changed")
    assert "The survey “Closed now” was closed" in told
    assert "Closed before" not in told
    assert f"The job description “{job.title}” was approved" in told
    assert f"1 task of “{plan.name}” was finished" in told
    assert f"“{issue.name}”, no. 1, was issued" in told
    assert f"{newcomer.user.name or newcomer.user.email} joined" in told


def test_nothing_of_another_organization_and_nothing_of_peoples_records_is_told(cast: Cast) -> None:
    closed(cast.elsewhere, name="Closed elsewhere")
    issue_of(cast.elsewhere)
    launch(survey=draft(cast.elsewhere, name="Open elsewhere"), actor=leader_of(cast.elsewhere))
    person = InstrumentFactory(about="person")
    CompletionFactory(record__organization=cast.organization, record__instrument=person, record__subject="JM")
    was_here(cast)
    text = home(cast)
    assert "elsewhere" not in text.casefold()
    assert "JM" not in text
    assert "Nothing has changed since" in text


def test_a_visitor_of_the_demo_sees_what_is_open_and_no_last_visit(cast: Cast, demo: object) -> None:
    in_demo = page(cast.client("visitor"), f"/o/{demo.slug}/")  # type: ignore[attr-defined]
    assert 'id="changed"' not in in_demo


def test_what_waits_for_the_reader_comes_first(cast: Cast) -> None:
    InstrumentFactory()
    job = in_review(cast)
    step = part(home(cast, "viewer"), "next")
    assert f"Read the job description “{job.title}”" in step
    assert f'href="/o/{cast.organization.slug}/hiring/{job.pk}/"' in step
    assert "Read the job description" not in part(home(cast), "next")


def test_what_everybody_agreed_to_is_to_be_approved_by_who_may(cast: Cast) -> None:
    in_review(cast, verdict=Verdict.AGREED)
    assert "Approve the job description" in part(home(cast, "hr"), "next")
    assert "Approve the job description" not in part(home(cast, "viewer"), "next")


def test_a_task_of_my_own_that_is_overdue_is_mine_alone(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask")
    add(plan, "Write to the <i>board</i>", member=cast.membership("leader"), phase="first-90-days")
    Task.objects.filter(title__startswith="Write").update(due=timezone.localdate() - DAY)
    assert "Write to the &lt;i&gt;board&lt;/i&gt;" in part(home(cast), "next")
    assert "Write to the" not in part(home(cast, "hr"), "next")


def test_a_low_answer_without_a_task_is_named(cast: Cast) -> None:
    completed(cast.organization, InstrumentFactory(area="culture"), board="no", budget="yes", pay="yes")
    step = part(home(cast), "next")
    assert "Make a plan" in step
    assert f'href="/o/{cast.organization.slug}/plan/new/"' in step


def test_who_asks_to_see_how_it_stands_is_told_to_those_who_answer(cast: Cast) -> None:
    asked(portfolio_of(cast.outsider, "Ohio <programs>"), cast.organization)
    assert "“Ohio &lt;programs&gt;” asks to see how you stand" in part(home(cast, "owner"), "open")
    assert "asks to see" not in home(cast, "leader")


def test_how_an_area_changed_stands_with_its_figure(cast: Cast) -> None:
    instrument = InstrumentFactory(area="culture")
    first = completed(cast.organization, instrument, board="no", budget="no", pay="no")
    type(first).objects.update(completed_at=timezone.now() - 60 * DAY)
    answers = {item: {"choice": "yes", "text": ""} for item in ("board", "budget", "pay")}
    CompletionFactory(record=first.record, number=2, answers=answers)
    assert "Up from 0% in" in part(home(cast), "areas")
