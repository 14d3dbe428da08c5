"""Which organizations have owners to be told of their end, or are to be deleted: found in our own tables."""

from datetime import datetime

from django_tasks.base import Task

from .ending import NOTICE, ended_by
from .models import Organization, OwnerMail
from .tasks import end_organization, tell_owners_of


def find_due(now: datetime) -> list[tuple[Task[..., None], list[int]]]:
    """The tasks to do at this moment, each with its ids. Three queries."""
    waiting = OwnerMail.objects.ready(now).values_list("membership__organization", flat=True)
    untold = Organization.objects.filter(delete_at__lte=now + NOTICE, deletion_told_at=None)
    tell = {*waiting, *untold.values_list("pk", flat=True)}
    over = ended_by(now).order_by("pk").values_list("pk", flat=True)
    return [*((tell_owners_of, [pk]) for pk in sorted(tell)), *((end_organization, [pk]) for pk in over)]
