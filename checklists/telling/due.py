"""Which organizations have mail about plans that is due, found in our own tables and never in the queue."""

from datetime import datetime

from django.utils import timezone
from django_tasks.base import Task

from ..models import Sent
from .reminding import members_to_write_to, tasks_to_remind_of
from .tasks import send_plan_mail
from .weeks import week_of


def find_due(now: datetime) -> list[tuple[Task[..., None], list[int]]]:
    """The jobs to do at this moment, each with its ids; none of an organization that waits to be deleted.

    Four queries at most.
    """
    mine, stays = Sent.objects.ready(now), {"organization__delete_at": None}
    waiting = mine.filter(membership__organization__delete_at=None).values_list("membership__organization", flat=True)
    weekly = members_to_write_to(now, week_of(now)).filter(**stays).values_list("organization", flat=True)
    reminders = tasks_to_remind_of(now, timezone.localdate(now)).filter(**stays).values_list("organization", flat=True)
    found = {pk for rows in (waiting, weekly, reminders) for pk in rows.order_by().distinct()}
    return [(send_plan_mail, [pk]) for pk in sorted(found)]
