"""What is due, found in our own tables and never in the queue: a queue that lost everything would lose nothing.

The rooms that surveys may import find theirs themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from checklists.telling.due import find_due as find_plan_mail
from organizations.due import find_due as find_endings
from organizations.jobs import do_job
from organizations.models import Job

from ..models import Delivery, Erasure, Mailing, Survey
from .tasks import close_due_survey, purge_closed, send_mailing

AFTER_FAILURE = timedelta(minutes=5)
"""How long a job is left alone that has just failed."""


@dataclass(frozen=True)
class Due:
    """The mailings to go on with, the surveys to close, whether a closed one waits to be purged."""

    mailings: tuple[int, ...] = ()
    closings: tuple[int, ...] = ()
    purge: bool = False


def find_due(now: datetime) -> Due:
    """What is due at this moment. Four queries at most."""
    return Due(
        mailings=tuple(_mailings(now).values_list("pk", flat=True)),
        closings=tuple(Survey.objects.due_to_close(now).order_by("closes_at", "pk").values_list("pk", flat=True)),
        purge=Survey.objects.closed().filter(purged_at=None).exists() or Erasure.objects.exists(),
    )


def enqueue_due(now: datetime) -> int:
    """Hand what is due to the queue, but for what waits there or has just failed; return how much that was."""
    due = find_due(now)
    jobs: list[tuple[Task[..., None], list[int]]] = [
        *((close_due_survey, [pk]) for pk in due.closings),
        *((send_mailing, [pk]) for pk in due.mailings),
        *([(purge_closed, [])] if due.purge else []),
        *find_plan_mail(now),
        *find_endings(now),
        *((do_job, [pk]) for pk in Job.objects.unfinished().order_by("pk").values_list("pk", flat=True)),
    ]
    there = _there(now) if jobs else []
    new = [(task, ids) for task, ids in jobs if (task.module_path, ids) not in there]
    for task, ids in new:
        task.enqueue(*ids)
    return len(new)


def _mailings(now: datetime) -> QuerySet[Mailing]:
    """Mailings of which something can be sent, or nothing is left to be sent; not those that wait for another try."""
    waiting = Delivery.objects.filter(mailing=OuterRef("pk"), status=Delivery.Status.WAITING)
    ready = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now))
    begun = Mailing.objects.filter(due_at__lte=now, finished_at=None, survey__in=Survey.objects.answerable(now))
    return begun.filter(Exists(ready) | ~Exists(waiting)).order_by("due_at", "pk")


def _there(now: datetime) -> list[tuple[str, list[int]]]:
    """Tasks that wait or run, or failed a moment ago."""
    at_work = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gt=now - AFTER_FAILURE)
    rows = DBTaskResult.objects.filter(at_work | failed).values_list("task_path", "args_kwargs")
    return [(path, arguments["args"]) for path, arguments in rows]
