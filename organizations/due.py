"""Which organizations have owners to be told of their end, or are to be deleted: found in our own tables."""

from collections.abc import Callable
from datetime import datetime

from django_tasks.base import Task

from .ending import NOTICE, ended_by
from .models import Organization, OwnerMail
from .tasks import end_organization, tell_owners_of

Due = list[tuple[Task[..., None], list[int]]]
_others: list[Callable[[datetime], Due]] = []


def also(find: Callable[[datetime], Due]) -> None:
    """Register what finds more that is due, in a room that the worker's may not import."""
    _others.append(find)


def find_due(now: datetime) -> Due:
    """The tasks to do at this moment, each with its ids. Three queries, and those of whoever registered."""
    waiting = OwnerMail.objects.ready(now).values_list("membership__organization", flat=True)
    untold = Organization.objects.filter(delete_at__lte=now + NOTICE, deletion_told_at=None)
    tell = {*waiting, *untold.values_list("pk", flat=True)}
    over = ended_by(now).order_by("pk").values_list("pk", flat=True)
    more = [job for find in _others for job in find(now)]
    return [*((tell_owners_of, [pk]) for pk in sorted(tell)), *((end_organization, [pk]) for pk in over), *more]
