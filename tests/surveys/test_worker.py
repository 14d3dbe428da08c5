"""The worker: one at a time, clears up behind a dead one, and nobody gets two mails however it is killed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from surveys.asking import worker
from surveys.asking.alone import alone
from surveys.asking.mailing import send_batch
from surveys.asking.tasks import send_mailing
from surveys.asking.worker import GONE_AFTER, MOST_CLAIMS, is_at_work, prune, run_one, sweep, tick, work, worker_seen_at
from surveys.models import Delivery, Mailing, Survey, WorkerSeen
from tests.cast import Cast

from .mail_server import Mailbox, mail_server
from .mailed import addresses, fates, invitation, invited, queued, start_worker, use_mail_server, use_queue

Start = Callable[[], subprocess.Popen[bytes]]
PEOPLE = 200
KILLED_AFTER = (15, 60, 61, 110)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture
def start(mailbox: Mailbox) -> Iterator[Start]:
    """Starts workers, none of which outlives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def another() -> subprocess.Popen[bytes]:
        started.append(start_worker(mailbox))
        return started[-1]

    yield another
    for one in started:
        one.kill()
        one.wait()


def test_a_worker_says_that_it_is_at_work_and_silence_says_that_none_is(cast: Cast) -> None:
    now = timezone.now()
    assert worker_seen_at() is None
    assert not is_at_work(now)
    tick(now - timedelta(hours=1))
    tick(now)
    assert worker_seen_at() == now
    assert WorkerSeen.objects.count() == 1
    assert is_at_work(now + GONE_AFTER / 2)
    assert not is_at_work(now + GONE_AFTER)


@pytest.mark.django_db(transaction=True)
def test_a_tick_finds_what_is_due_and_the_worker_does_it(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_queue(settings)
    survey = invited(cast.organization)
    stop = Event()
    monkeypatch.setattr(worker, "run_one", lambda runner: run_one(runner) or stop.set())
    work(stop)
    assert len(mail.outbox) == 3
    assert fates(invitation(survey)) == {"sent": 3}


def test_a_task_that_a_dead_worker_left_is_done_again_but_not_for_ever(cast: Cast, settings: Settings) -> None:
    use_queue(settings)
    send_mailing.enqueue(1)
    for n in range(MOST_CLAIMS):
        DBTaskResult.objects.get().claim(f"worker-{n}")
        sweep()
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert "WorkerDiedError" in row.exception_class_path
    send_mailing.enqueue(2)
    second = DBTaskResult.objects.exclude(pk=row.pk).get()
    second.claim("worker-4")
    sweep()
    second.refresh_from_db()
    assert second.status == "READY"


def test_a_mail_that_a_dead_worker_left_may_have_arrived_and_is_not_sent_again(cast: Cast) -> None:
    survey = invited(cast.organization)
    while send_batch(mailing_id=invitation(survey).pk, now=timezone.now()):
        continue
    Delivery.objects.update(status=Delivery.Status.SENDING)
    Mailing.objects.filter(pk=invitation(survey).pk).update(finished_at=None)
    tick(timezone.now())
    assert fates(invitation(survey)) == {"unsure": 3}
    assert invitation(survey).finished_at
    assert len(mail.outbox) == 3


def test_what_is_known_of_old_tasks_is_deleted(cast: Cast, settings: Settings) -> None:
    use_queue(settings)
    for n in range(4):
        send_mailing.enqueue(n)
    rows = list(DBTaskResult.objects.order_by("enqueued_at"))
    now = timezone.now()
    for row, status, days in zip(rows, ("SUCCESSFUL", "SUCCESSFUL", "FAILED", "FAILED"), (0, 2, 2, 15), strict=True):
        DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=now - timedelta(days=days))
    prune(now)
    assert queued() == [("send_mailing", [0]), ("send_mailing", [2])]


@pytest.mark.django_db(transaction=True)
def test_only_one_is_alone_and_the_next_one_as_soon_as_it_is_gone() -> None:
    with alone() as still:
        assert still
        assert still()
        with alone() as second:
            assert second is None
        assert still()
    with alone() as third:
        assert third


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's lock is a file's, which nobody else can take away")
@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_session_was_ended_knows_that_it_is_not_alone_any_more() -> None:
    with alone() as still:
        assert still
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        assert not still()


@pytest.mark.django_db(transaction=True)
def test_trouble_with_the_database_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, seen = Event(), []

    def trouble(now: object) -> None:
        seen.append(now)
        if len(seen) == 1:
            connection.cursor().execute("SELECT nonsense")
        stop.set()

    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "tick", trouble)
    work(stop)
    assert len(seen) == 2


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_in_the_middle_of_a_mailing_nobody_gets_two(
    cast: Cast, mailbox: Mailbox, start: Start
) -> None:
    survey = invited(cast.organization, people=PEOPLE)
    mailbox.dawdle = 0.01
    for taken in KILLED_AFTER:
        process = start()
        wait_until(lambda taken=taken: len(mailbox.taken) >= taken)  # type: ignore[misc]
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = start()
    wait_until(lambda: invitation(survey).finished_at is not None)
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert set(mailbox.recipients.values()) == {1}
    known = dict(invitation(survey).deliveries.values_list("invitee__email", "status"))
    assert set(known) == set(addresses(PEOPLE))
    sent = {address for address, status in known.items() if status == "sent"}
    unsure = {address for address, status in known.items() if status == "unsure"}
    assert sent | unsure == set(known)
    assert sent <= set(mailbox.recipients)
    assert len(unsure) <= len(KILLED_AFTER)
    assert mailbox.together == 1
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_nothing_twice_and_the_second_takes_over(
    cast: Cast, mailbox: Mailbox, start: Start
) -> None:
    survey = invited(cast.organization, people=60)
    mailbox.dawdle = 0.02
    workers = [start(), start()]
    wait_until(lambda: invitation(survey).finished_at is not None)
    assert mailbox.recipients == dict.fromkeys(addresses(60), 1)
    assert fates(invitation(survey)) == {"sent": 60}
    first = WorkerSeen.objects.get().at
    busy = _the_one_at_work(workers)
    busy.terminate()
    assert busy.wait(timeout=30) == 0
    Survey.objects.update(closes_at=timezone.now())
    wait_until(lambda: Survey.objects.closed().exists())
    assert WorkerSeen.objects.get().at > first


@pytest.mark.django_db(transaction=True)
def test_even_without_the_lock_two_who_send_the_same_mailing_send_nothing_twice(
    cast: Cast, mailbox: Mailbox, settings: Settings
) -> None:
    use_mail_server(settings, mailbox)
    mailbox.dawdle = 0.01
    survey = invited(cast.organization, people=40)
    number = invitation(survey).pk

    def send() -> None:
        try:
            while send_batch(mailing_id=number, now=timezone.now()):
                continue
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mailbox.recipients == dict.fromkeys(addresses(40), 1)
    assert fates(invitation(survey)) == {"sent": 40}


def _the_one_at_work(workers: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """The other one says that it waits."""
    waiting: list[subprocess.Popen[bytes]] = []
    wait_until(lambda: bool(waiting.extend(one for one in workers if _says_that_it_waits(one)) or waiting))
    return next(one for one in workers if one not in waiting)


def _says_that_it_waits(process: subprocess.Popen[bytes]) -> bool:
    assert process.stderr
    os.set_blocking(process.stderr.fileno(), False)
    return b"waits for its turn" in (process.stderr.read() or b"")
