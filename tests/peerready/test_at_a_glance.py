"""What an organization's home page says has changed, and what to do next."""

import pytest
from django.utils import timezone

from checklists.models import Origin, Status, Task
from jobdesc.models import Revision, Verdict
from organizations.models import Role
from surveys.lifecycle import launch
from surveys.models import Survey
from tests.assessments.screen import page, part
from tests.assessments.test_results_screen import completed
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.factories import CompletionFactory, InstrumentFactory, LinkFactory, MembershipFactory
from tests.jobdesc.build import description_of
from tests.peerready.glance import DAY, home, in_review, was_here
from tests.reports.issues import issue_of
from tests.surveys.build import closed, draft, leader_of
from tests.toolkits.build import CollectionFactory, item_of

pytestmark = pytest.mark.django_db


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
    issue, today = issue_of(cast.organization), timezone.localdate()
    newcomer = MembershipFactory(organization=cast.organization, role=Role.VIEWER)
    told = part(home(cast), "changed")
    assert "The survey “Closed now” was closed" in told
    assert "Closed before" not in told
    assert f"The job description “{job.title}” was approved" in told
    assert f'1 task of “{plan.name}” was finished</a> <span class="small soft">{today:%B} {today.day}</span>' in told
    assert f"“{issue.name}”, no. 1, was issued" in told
    assert f"{newcomer.user.name or newcomer.user.email} joined" in told


def test_those_who_joined_are_one_line_and_of_all_that_came_six_are_told(cast: Cast) -> None:
    was_here(cast)
    names = [MembershipFactory(organization=cast.organization, role=Role.VIEWER).user.name for _ in range(3)]
    told = part(home(cast), "changed")
    assert f"{names[-1]} and 2 others joined" in told
    assert names[0] not in told
    for n in range(8):
        issue_of(cast.organization, n + 1)
    assert part(home(cast), "changed").count("<li>") == 6


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
    in_review(cast, viewer=Verdict.AGREED, owner=Verdict.AGREED)
    assert "Approve the job description" in part(home(cast, "hr"), "next")
    assert "Approve the job description" not in part(home(cast, "viewer"), "next")


def test_a_task_of_my_own_that_is_overdue_is_mine_alone(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask")
    add(plan, "Write to the <i>board</i>", member=cast.membership("leader"), phase="first-90-days")
    Task.objects.filter(title__startswith="Write").update(due=timezone.localdate() - DAY)
    assert "Write to the &lt;i&gt;board&lt;/i&gt;" in part(home(cast), "next")
    assert "Write to the" not in part(home(cast, "hr"), "next")


def low_answers(cast: Cast) -> list[str]:
    """A completed assessment with two low answers; their natural keys."""
    instrument = InstrumentFactory(area="culture")
    completed(cast.organization, instrument, board="no", budget="no", pay="yes")
    return [f"{instrument.slug}/board", f"{instrument.slug}/budget"]


def test_a_low_answer_without_a_task_is_named(cast: Cast) -> None:
    task = item_of(CollectionFactory(), "agree")
    for key in low_answers(cast):
        LinkFactory(from_key=key, entry=task)
    step = part(home(cast), "next")
    assert "Make a plan" in step
    assert "The same holds of 1 more answer." in step
    assert f'href="/o/{cast.organization.slug}/plan/new/"' in step
    plan = plan_of(cast.organization, "Ask")
    assert f'href="/o/{cast.organization.slug}/plan/{plan.pk}/called-for/"' in part(home(cast), "next")


def test_a_low_answer_that_a_task_comes_from_or_nobody_has_one_for_is_not(cast: Cast) -> None:
    board, _ = low_answers(cast)
    LinkFactory(from_key=board, entry=item_of(CollectionFactory(), "agree"))
    task = Task.objects.get(plan=plan_of(cast.organization, "Ask"))
    Origin.objects.create(
        task=task,
        source="assessment",
        item_key=board,
        item_text="T",
        where="W",
        said="No",
        found_on=timezone.localdate(),
    )
    step = part(home(cast), "next")
    assert "needs groundwork" not in step
    assert "Issue a report" in step
    Task.objects.update(is_removed=True)
    assert "needs groundwork" in part(home(cast), "next")


def test_how_an_area_changed_stands_with_its_figure(cast: Cast) -> None:
    instrument = InstrumentFactory(area="culture")
    first = completed(cast.organization, instrument, board="no", budget="no", pay="no")
    type(first).objects.update(completed_at=timezone.now() - 60 * DAY)
    answers = {item: {"choice": "yes", "text": ""} for item in ("board", "budget", "pay")}
    CompletionFactory(record=first.record, number=2, answers=answers)
    assert "Up from 0% in" in part(home(cast), "areas")
