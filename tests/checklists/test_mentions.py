"""Who is mentioned in a comment is mailed, behind the transaction and by the worker alone."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from checklists.models import MailChoice, Sent, TaskComment
from checklists.planning.making import archive
from checklists.telling.due import find_due
from checklists.telling.letters import MOST_WORDS
from checklists.telling.mentions import tell_mentioned
from organizations.membership import remove_member
from organizations.models import Role
from tests.cast import MEMBERS, Cast

from .build import plan_of
from .telling import html_of, send_all


def comment(cast: Cast, text: str = "Can you look, @Hr Person?", kind: str = "program") -> TaskComment:
    task = plan_of(cast.organization, "Write the policy", kind=kind).tasks.get()
    return TaskComment.objects.create(task=task, author=cast.leader, author_name=str(cast.leader), text=text)


def tell(cast: Cast, said: TaskComment, *who: str) -> list[str]:
    told = tell_mentioned(comment=said, memberships=[cast.membership(one) for one in who])
    return [one.user.email for one in told]


def test_who_is_mentioned_gets_the_words_and_a_link_by_a_job_and_once(cast: Cast) -> None:
    said = comment(cast, "Can you look?\n\nIt is <b>urgent</b>.")
    assert tell(cast, said, "hr", "hr") == ["hr@example.org"]
    assert not mail.outbox
    now = timezone.now()
    assert [ids for _, ids in find_due(now)] == [[cast.organization.pk]]
    send_all(cast.organization, now)
    tell(cast, said, "hr")
    send_all(cast.organization, now)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["hr@example.org"], "Leader Person mentions you in “Write the policy”")
    assert "Can you look?\n\nIt is <b>urgent</b>." in sent.body
    assert f"/plan/{said.task.plan_id}/tasks/{said.task.number}/" in sent.body
    assert "It is &lt;b&gt;urgent&lt;/b&gt;." in html_of(sent)  # type: ignore[arg-type]
    assert "«undefined" not in sent.body + html_of(sent)  # type: ignore[arg-type]


def test_nobody_is_mailed_of_a_comment_that_was_not_saved_after_all(cast: Cast) -> None:
    said = comment(cast)
    with transaction.atomic():
        tell(cast, said, "hr")
        transaction.set_rollback(True)
    assert not Sent.objects.exists()
    assert not find_due(timezone.now())


def test_not_the_author_not_who_does_not_want_it_and_not_those_of_other_organizations(cast: Cast) -> None:
    MailChoice.objects.create(membership=cast.membership("viewer"), mentions=False)
    said = comment(cast)
    assert tell(cast, said, "leader", "viewer", "owner") == ["owner@example.org"]
    elsewhere = cast.outsider.memberships.get()
    assert tell_mentioned(comment=said, memberships=[elsewhere]) == []


def test_only_those_who_may_read_the_plan(cast: Cast) -> None:
    assert tell(cast, comment(cast, kind="onboarding"), *MEMBERS) == ["owner@example.org", "hr@example.org"]


@pytest.mark.parametrize("why", ["comment removed", "unwanted", "gone", "inactive", "put away", "role"])
def test_what_became_untrue_before_it_was_sent_is_not_sent(cast: Cast, why: str) -> None:
    said = comment(cast, kind="onboarding")
    tell(cast, said, "hr")
    match why:
        case "comment removed":
            TaskComment.objects.update(removed_at=timezone.now())
        case "unwanted":
            MailChoice.objects.create(membership=cast.membership("hr"), mentions=False)
        case "gone":
            remove_member(membership=cast.membership("hr"), actor=cast.owner, actor_role=Role.OWNER)
        case "inactive":
            cast.hr.is_active = False
            cast.hr.save()
        case "put away":
            archive(plan=said.task.plan, actor=None, now=timezone.now())
        case "role":
            cast.organization.memberships.filter(user=cast.hr).update(role=Role.ADMINISTRATOR)
    send_all(cast.organization, timezone.now())
    assert not mail.outbox
    assert not find_due(timezone.now())


def test_a_very_long_comment_is_cut(cast: Cast) -> None:
    said = comment(cast, "word " * 5_000)
    tell(cast, said, "hr")
    send_all(cast.organization, timezone.now())
    assert MOST_WORDS < len(mail.outbox[0].body) < MOST_WORDS + 1_000
    assert " …" in mail.outbox[0].body
