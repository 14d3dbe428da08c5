"""Mail about plans on a real mail server: once to each, and again where it was surely not taken, whoever is killed."""

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from checklists.models import Plan, Sent
from checklists.telling import mailing
from checklists.telling.due import find_due
from checklists.telling.mailing import give_up_unfinished
from checklists.telling.mentions import tell_mentioned
from checklists.telling.weeks import week_of
from checklists.working.values import due_values
from organizations.models import Membership, Organization
from organizations.sending import MOST_TRIES, PAUSES
from surveys.asking.worker import sweep
from tests.cast import Cast
from tests.factories import MembershipFactory, UserFactory
from tests.surveys.mail_server import DROP, Mailbox, mail_server
from tests.surveys.mailed import start_worker, use_mail_server

from .build import add, plan_of
from .telling import MONDAY, at, give, send_all, settle

LEADER, HR = "leader@example.org", "hr@example.org"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as found:
        use_mail_server(settings, found)
        yield found


def two_with_tasks(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One", "Two")
    Plan.objects.update(reminder_days=0)
    for task, who in zip(plan.tasks.all(), ("leader", "hr"), strict=True):
        give(task, cast.membership(who), **due_values(MONDAY))
    settle(cast.organization)


def fates() -> Counter[str]:
    return Counter(Sent.objects.exclude(status="nothing").values_list("status", flat=True))


def test_each_gets_a_mail_of_their_own_by_one_connection_in_two_forms(cast: Cast, mailbox: Mailbox) -> None:
    two_with_tasks(cast)
    send_all(cast.organization, at(MONDAY))
    send_all(cast.organization, at(MONDAY, 9))
    assert mailbox.recipients == {LEADER: 1, HR: 1}
    assert (mailbox.connections, mailbox.together) == (1, 1)
    (sent,) = mailbox.mails_to(LEADER)
    assert sent.get_content_type() == "multipart/alternative"
    text, html = sent.get_payload()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")  # type: ignore[union-attr]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "".join(sent["List-Unsubscribe"].split()).startswith("<http://testserver/mail/stop/")
    assert HR not in sent.as_string()


def test_who_is_refused_for_good_fails_alone(cast: Cast, mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    two_with_tasks(cast)
    mailbox.replies[LEADER] = "550 No such user"
    send_all(cast.organization, at(MONDAY))
    assert fates() == {"failed": 1, "sent": 1}
    assert Sent.objects.get(status="failed").problem == "550 No such user"
    assert "example.org" not in caplog.text
    assert not find_due(at(MONDAY, 20))


@pytest.mark.parametrize("reply", ["451 Later", "421 Too many", DROP])
def test_what_was_surely_not_taken_is_tried_again_after_growing_pauses(
    cast: Cast, mailbox: Mailbox, reply: str
) -> None:
    two_with_tasks(cast)
    mailbox.replies[LEADER] = reply
    now = at(MONDAY)
    for tries, pause in enumerate(PAUSES, 1):
        send_all(cast.organization, now)
        row = Sent.objects.get(membership=cast.membership("leader"))
        assert (row.status, row.tries) == ("waiting", tries)
        assert not find_due(now + pause / 2)
        now += pause + timedelta(seconds=5)
        assert find_due(now)
    send_all(cast.organization, now)
    row.refresh_from_db()
    assert (row.status, row.tries) == ("failed", MOST_TRIES)
    assert mailbox.recipients == {HR: 1}


def test_what_was_tried_again_arrives_once(cast: Cast, mailbox: Mailbox) -> None:
    two_with_tasks(cast)
    mailbox.at_text[LEADER] = "452 disk full"
    send_all(cast.organization, at(MONDAY))
    del mailbox.at_text[LEADER]
    send_all(cast.organization, at(MONDAY, 7, 2))
    send_all(cast.organization, at(MONDAY, 7, 30))
    assert mailbox.recipients == {LEADER: 1, HR: 1}
    assert fates() == {"sent": 2}


def test_a_connection_that_breaks_off_behind_the_text_is_never_tried_again(cast: Cast, mailbox: Mailbox) -> None:
    two_with_tasks(cast)
    mailbox.at_text[LEADER] = DROP
    for hour in (7, 8, 12):
        send_all(cast.organization, at(MONDAY, hour))
    assert mailbox.recipients == {LEADER: 1, HR: 1}
    assert fates() == {"unsure": 1, "sent": 1}


def test_where_there_is_no_mail_server_all_of_it_waits_and_is_given_up_in_the_end(
    cast: Cast, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server() as gone:
        use_mail_server(settings, gone)
    two_with_tasks(cast)
    now = at(MONDAY)
    for pause in (*PAUSES, timedelta()):
        send_all(cast.organization, now)
        now += pause + timedelta(seconds=5)
    assert fates() == {"failed": 2}
    assert set(Sent.objects.filter(status="failed").values_list("tries", flat=True)) == {MOST_TRIES}
    assert "example.org" not in caplog.text


def test_what_waits_when_its_week_is_over_is_not_sent_in_the_next(cast: Cast, mailbox: Mailbox) -> None:
    two_with_tasks(cast)
    mailbox.replies |= {LEADER: "451 Later", HR: "451 Later"}
    send_all(cast.organization, at(MONDAY))
    mailbox.replies.clear()
    send_all(cast.organization, at(MONDAY + timedelta(9)))
    assert mailbox.recipients == {LEADER: 1, HR: 1}
    assert set(Sent.objects.filter(status="sent").values_list("what", flat=True)) == {"weekly 2027-W04"}


def test_what_a_dead_worker_left_may_have_arrived_and_is_not_sent_again(cast: Cast, mailbox: Mailbox) -> None:
    two_with_tasks(cast)
    send_all(cast.organization, at(MONDAY))
    Sent.objects.filter(status="sent").update(status="sending")
    sweep()
    assert fates() == {"unsure": 2}
    assert give_up_unfinished() == 0
    send_all(cast.organization, at(MONDAY, 8))
    assert mailbox.recipients == {LEADER: 1, HR: 1}


def test_batches_by_member_keep_what_one_is_told_together(
    cast: Cast, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "BATCH", 1)
    two_with_tasks(cast)
    plan = cast.organization.plans.get()
    Plan.objects.update(reminder_days=3)
    for task in add(plan, "Three", "Four"):
        give(task, cast.membership("hr"), **due_values(MONDAY))
    settle(cast.organization)
    send_all(cast.organization, at(MONDAY))
    assert mailbox.recipients == {LEADER: 2, HR: 2}  # the week, and reminders in one


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def mention_everybody(organization: Organization, people: int) -> None:
    """Mail that is due at once, whatever day it is."""
    plan = plan_of(organization, "One")
    comment = plan.tasks.get().comments.create(author_name="Somebody", text="Look at this.")
    users = [UserFactory(email=f"person-{n}@example.org") for n in range(people)]
    members = [MembershipFactory(organization=organization, user=user, role="viewer") for user in users]
    tell_mentioned(comment=comment, memberships=members)


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_nobody_gets_two(cast: Cast, mailbox: Mailbox) -> None:
    mention_everybody(cast.organization, 60)
    mailbox.dawdle = 0.02
    started: list[subprocess.Popen[bytes]] = []
    try:
        for taken in (5, 20, 21):
            started.append(start_worker(mailbox))
            wait_until(lambda taken=taken: len(mailbox.taken) >= taken)  # type: ignore[misc]
            started[-1].send_signal(signal.SIGKILL)
            started[-1].wait()
        started.append(start_worker(mailbox))
        wait_until(lambda: not Sent.objects.filter(status__in=("waiting", "sending")).exists())
        started[-1].terminate()
        assert started[-1].wait(timeout=30) == 0
    finally:
        for one in started:
            one.kill()
            one.wait()
    assert set(mailbox.recipients.values()) == {1}
    known = fates()
    assert known["sent"] + known["unsure"] == 60
    assert known["unsure"] <= 3
    sent = set(Sent.objects.filter(status="sent").values_list("membership__user__email", flat=True))
    assert sent <= set(mailbox.recipients)


@pytest.mark.django_db(transaction=True)
def test_three_at_once_send_nothing_twice(cast: Cast, mailbox: Mailbox) -> None:
    mailbox.dawdle = 0.01
    mention_everybody(cast.organization, 30)
    errors: list[BaseException] = []

    def send(now: datetime) -> None:
        try:
            send_all(cast.organization, now)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(timezone.now(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert mailbox.recipients == {f"person-{n}@example.org": 1 for n in range(30)}
    assert fates() == {"sent": 30}


def test_a_member_who_goes_while_a_batch_is_sent_gets_nothing_more(
    cast: Cast, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_with_tasks(cast)
    written = mailing.write

    def write_and_go(letter: mailing.Letter) -> object:
        Membership.objects.filter(pk=cast.membership("hr").pk).delete() if letter.member.user == cast.hr else None
        return written(letter)

    monkeypatch.setattr(mailing, "write", write_and_go)
    send_all(cast.organization, at(MONDAY))
    assert mailbox.recipients == {LEADER: 1}
    assert week_of(at(MONDAY)).what in set(Sent.objects.values_list("what", flat=True))
