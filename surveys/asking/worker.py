"""The worker: does the background jobs, one after the other, for as long as it runs. `manage.py work` starts it.

Only one works at a time (`alone.py`), others wait for their turn. So whenever it is between two jobs, whatever is
marked as being done was left by one that is dead.
"""

import logging
import time
import uuid
from datetime import datetime, timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from checklists.telling.mailing import give_up_unfinished as give_up_plan_mail
from organizations.ending import give_up_unfinished as give_up_owner_mail
from organizations.jobs import forget_old

from ..models import WorkerSeen
from .alone import StillSo, alone
from .due import enqueue_due
from .mailing import give_up_unfinished

EVERY = 20.0
"""Seconds between two looks at what is due."""
LOOK = 1.0
"""Seconds between two looks into the empty queue."""
PAUSE = 3.0
"""Seconds before a worker asks for its turn again, and after trouble with the database."""
MOST_CLAIMS = 5
"""How often a task is begun that never ends, as when it takes more memory than there is."""
GONE_AFTER = timedelta(minutes=3)
KEPT = timedelta(days=1)
KEPT_FAILED = timedelta(days=14)
log = logging.getLogger(__name__)


def work(stop: Event) -> None:
    """Do what is due until `stop` is set, then finish the job at hand. Trouble with the database is waited out."""
    waits = False
    while not stop.is_set():
        try:
            with alone() as still:
                if still is None and not waits:
                    log.warning("Another worker is at work; this one waits for its turn.")
                waits = still is None
                if still is not None:
                    _work_alone(stop, still)
        except DatabaseError as error:
            log.error("The worker goes on in a moment, after %s.", type(error).__name__)
            connection.close()
        stop.wait(PAUSE)


def worker_seen_at() -> datetime | None:
    """When a worker last said that it is at work; None where none ever was. One query."""
    return WorkerSeen.objects.values_list("at", flat=True).first()


def is_at_work(now: datetime) -> bool:
    """Whether mail goes out and surveys close on time: a worker was at work a moment ago. One query."""
    seen = worker_seen_at()
    return seen is not None and now - seen < GONE_AFTER


def tick(now: datetime) -> None:
    """Say that a worker is at work, clear up behind a dead one, and find what is due. Only between two jobs."""
    WorkerSeen.objects.update_or_create(pk=1, defaults={"at": now})
    sweep()
    prune(now)
    enqueue_due(now)


def sweep() -> None:
    """Take up what a dead worker left: its task is done again, its mail that may have gone out is not."""
    for task in DBTaskResult.objects.running():
        if len(task.worker_ids) < MOST_CLAIMS:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
        else:
            task.set_failed(WorkerDiedError(f"{MOST_CLAIMS} workers ended in the middle of it."))
    give_up_unfinished()
    give_up_plan_mail()
    give_up_owner_mail()


def prune(now: datetime) -> None:
    """Delete what is known of finished tasks after a day, of failed ones after two weeks; and files made long ago."""
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEPT_FAILED).delete()
    forget_old(now)


def run_one(runner: Worker) -> bool:
    """Do the next task of the queue; return whether there was one."""
    ready = DBTaskResult.objects.ready().filter(backend_name=runner.backend_name)
    with transaction.atomic():
        task = ready.get_locked() if ready.exists() else None
        if task:
            task.claim(runner.worker_id)
    if task:
        runner.run_task(task)
    return task is not None


def runner() -> Worker:
    """What does a task and writes down how it went; the loop around it is ours."""
    return Worker(
        queue_names=["*"],
        interval=LOOK,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    )


class WorkerDiedError(Exception):
    """A task was given up: one worker after the other ended in the middle of it."""


def _work_alone(stop: Event, still: StillSo) -> None:
    mine, due = runner(), 0.0
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() >= due:
            if not still():
                return
            tick(timezone.now())
            due = time.monotonic() + EVERY
        if not run_one(mine):
            stop.wait(LOOK)
