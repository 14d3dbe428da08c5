"""What the weekly mail says, to whom, and when there is none."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checklists.models import MailChoice, Plan, Sent, Status, Task
from checklists.planning.making import archive
from checklists.telling.digest import Digest, digests
from checklists.telling.lines import MOST_LINES
from checklists.working.changing import Edit, change
from checklists.working.values import due_values, status_values
from organizations.membership import remove_member
from organizations.models import Membership, Role
from tests.cast import MEMBERS, Cast
from tests.factories import MeasureFactory

from .build import add, plan_of
from .telling import MONDAY, at, give, html_of, send_all, settle


def due(plan: Plan, member: Membership | None, title: str, on: date | None) -> Task:
    (task,) = add(plan, title)
    return give(task, member, **due_values(on))


def digest_of(cast: Cast, who: str = "leader", today: date = MONDAY) -> Digest:
    member = cast.membership(who)
    return digests(cast.organization, [member], today, today - timedelta(today.weekday()))[member.pk]


def titles(lines: object) -> list[str]:
    return [line.title for line in lines.shown]  # type: ignore[attr-defined]


def finish(task: Task, on: date, status: str = Status.DONE) -> None:
    values = {**status_values(status), "finished_on": on}
    change(plan=task.plan, actor=None, kind="edited", summary="Done", edits=[Edit(task, values)])  # type: ignore[arg-type]


def test_ones_open_tasks_stand_under_past_next_days_and_the_one_after_that(cast: Cast) -> None:
    plan, mine = plan_of(cast.organization), cast.membership("leader")
    for title, days in (("Old", -30), ("Yesterday", -1), ("Today", 0), ("Sunday", 6), ("Next Monday", 7), ("Far", 50)):
        due(plan, mine, title, MONDAY + timedelta(days))
    due(plan, mine, "No date", None)
    due(plan, cast.membership("hr"), "Not mine", MONDAY)
    finish(due(plan, mine, "Done", MONDAY), MONDAY)
    found = digest_of(cast)
    assert titles(found.overdue) == ["Old", "Yesterday"]
    assert titles(found.soon) == ["Today", "Sunday"]
    assert found.later
    assert found.later.title == "Next Monday"


def test_what_was_done_in_the_week_before_in_plans_with_a_task_of_ones_own(cast: Cast) -> None:
    plan, other = plan_of(cast.organization), plan_of(cast.organization)
    due(plan, cast.membership("leader"), "Mine", MONDAY + timedelta(300))
    for where, title, days in ((plan, "Sunday", -1), (plan, "Monday", -7), (plan, "Before", -8), (plan, "Now", 0)):
        finish(due(where, cast.membership("hr"), title, MONDAY), MONDAY + timedelta(days))
    finish(due(other, None, "Elsewhere", MONDAY), MONDAY - timedelta(3))
    finish(due(plan, None, "Not needed", MONDAY), MONDAY - timedelta(3), Status.NOT_NEEDED)
    assert titles(digest_of(cast).finished) == ["Monday", "Sunday"]
    assert titles(digest_of(cast, today=MONDAY + timedelta(3)).finished) == ["Monday", "Sunday"], (
        "caught up on Thursday"
    )
    assert not digest_of(cast, "viewer")


def test_measures_ask_those_who_may_work_the_plan(cast: Cast) -> None:
    MeasureFactory(organization=cast.organization, name="Retention", starts_on=MONDAY - timedelta(200))
    MeasureFactory(organization=cast.organization, name="Not yet", starts_on=MONDAY)
    asked = {who: [one.name for one in digest_of(cast, who).measures] for who in MEMBERS}
    assert asked == {who: [] if who == "viewer" else ["Retention"] for who in MEMBERS}


def test_owners_and_leaders_hear_of_tasks_whose_owner_has_left_and_the_one_who_left_hears_nothing(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    for title in ("One", "Two"):
        due(plan, cast.membership("hr"), title, MONDAY)
    finish(due(plan, cast.membership("hr"), "Done", MONDAY), MONDAY)
    settle(cast.organization)
    remove_member(membership=cast.membership("hr"), actor=cast.owner, actor_role=Role.OWNER)
    assert [(one.plan, one.count) for one in digest_of(cast, "owner").orphans] == [("Our program", 2)]
    assert {who: bool(digest_of(cast, who).orphans) for who in ("leader", "administrator", "viewer")} == {
        "leader": True,
        "administrator": False,
        "viewer": False,
    }
    send_all(cast.organization, at(MONDAY))
    assert sorted(one.to[0] for one in mail.outbox) == ["leader@example.org", "owner@example.org"]
    assert "2 tasks in Our program lost their owner" in mail.outbox[0].body


def test_nothing_of_plans_put_away_or_of_somebodys_first_months_to_who_may_not_read_them(cast: Cast) -> None:
    person, away = plan_of(cast.organization, kind="onboarding", name="JM"), plan_of(cast.organization)
    for who in MEMBERS:
        due(person, cast.membership(who), f"Of {who}", MONDAY)
        due(away, cast.membership(who), "Away", MONDAY)
    archive(plan=away, actor=None, now=timezone.now())
    assert {who: titles(digest_of(cast, who).soon) for who in MEMBERS} == {
        "owner": ["Of owner"],
        "administrator": [],
        "leader": ["Of leader"],
        "hr": ["Of hr"],
        "viewer": [],
    }


def test_a_long_list_is_cut_and_says_how_many_more_there_are(cast: Cast) -> None:
    plan, mine = plan_of(cast.organization), cast.membership("leader")
    for n in range(MOST_LINES + 5):
        due(plan, mine, f"Task {n}", MONDAY)
    found = digest_of(cast).soon
    assert (len(found), len(found.shown), found.more) == (MOST_LINES + 5, MOST_LINES, 5)
    settle(cast.organization)
    send_all(cast.organization, at(MONDAY))
    assert "and 5 more" in mail.outbox[0].body
    assert "and 5 more" in html_of(mail.outbox[0])  # type: ignore[arg-type]


def test_a_thousand_tasks_and_all_members_take_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = plan_of(cast.organization)
    add(plan, *(f"Task {n}" for n in range(999)))
    Task.objects.update(owner=cast.membership("leader"), owner_kind="member", due=MONDAY)
    MeasureFactory.create_batch(3, organization=cast.organization, starts_on=MONDAY - timedelta(200))
    members = list(Membership.objects.filter(organization=cast.organization).select_related("user"))
    with django_assert_num_queries(7):
        digests(cast.organization, members, MONDAY, MONDAY)


def test_the_mail_says_it_as_text_and_as_html_with_links_and_how_to_stop_it(cast: Cast) -> None:
    plan, mine = plan_of(cast.organization), cast.membership("leader")
    old = due(plan, mine, "Write <b>it</b> & more", MONDAY - timedelta(3))
    due(plan, mine, "=HYPERLINK(1)", MONDAY + timedelta(1))
    finish(due(plan, cast.membership("hr"), "Hired", MONDAY), MONDAY - timedelta(2))
    settle(cast.organization)
    Plan.objects.update(reminder_days=0)
    MailChoice.objects.create(membership=cast.membership("hr"), weekly=False)
    send_all(cast.organization, at(MONDAY))
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["leader@example.org"], "Harbor House: your tasks this week")
    link = f"http://testserver/o/{cast.organization.slug}/plan/{plan.pk}/tasks/{old.number}/"
    for words in (
        "Hello Leader Person,",
        "PAST THEIR DATE (1)",
        "- Write <b>it</b> & more (Friday, January 15, 2027)",
        link,
    ):
        assert words in sent.body
    assert "Hired (Hr Person)" in sent.body
    html = html_of(sent)  # type: ignore[arg-type]
    assert f'<a href="{link}">Write &lt;b&gt;it&lt;/b&gt; &amp; more</a>, Friday, January 15, 2027' in html
    assert "«undefined" not in sent.body + html
    for outside in ("src=", "<img", "<link", "<style", "style="):
        assert outside not in html
    stop = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("http://testserver/mail/stop/")
    assert stop in sent.body
    assert stop in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "plan/mail/" in sent.body


@pytest.mark.parametrize("why", ["nothing to do", "only far away", "unwanted", "inactive", "put away"])
def test_no_mail_where_there_is_nothing_to_say_and_nobody_who_wants_it(cast: Cast, why: str) -> None:
    plan = plan_of(cast.organization)
    if why != "nothing to do":
        due(plan, cast.membership("leader"), "One", MONDAY + timedelta(60 if why == "only far away" else 0))
    if why == "unwanted":
        MailChoice.objects.create(membership=cast.membership("leader"), weekly=False)
    if why == "inactive":
        cast.leader.is_active = False
        cast.leader.save()
    settle(cast.organization)
    if why == "put away":
        plan_of(cast.organization)
        settle(cast.organization)
        archive(plan=plan, actor=None, now=timezone.now())
    Task.objects.update(changed_at=at(MONDAY, 20))  # so that nothing but the weekly mail could be due
    send_all(cast.organization, at(MONDAY))
    assert not mail.outbox
    assert set(Sent.objects.values_list("status", flat=True)) <= {"nothing"}


def test_what_people_type_puts_no_header_into_a_mail(cast: Cast) -> None:
    cast.organization.name = "Harbor\r\nBcc: all@example.com"
    cast.organization.save()
    due(plan_of(cast.organization), cast.membership("leader"), "One\r\nBcc: all@example.com", MONDAY)
    settle(cast.organization)
    send_all(cast.organization, at(MONDAY))
    for sent in mail.outbox:
        assert sent.recipients() == ["leader@example.org"]
        assert "\n" not in sent.subject
        assert sent.message()["Bcc"] is None
    assert mail.outbox
