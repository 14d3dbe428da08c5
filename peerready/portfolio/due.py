"""Which organizations are to be told that somebody asks to see how they stand: found in our own tables."""

from datetime import datetime

from organizations.due import Due, also

from .models import PortfolioEntry
from .tasks import tell_of_requests


def find_due(now: datetime) -> Due:
    """The organizations to tell, each a task. One query."""
    due = PortfolioEntry.objects.to_tell(now).order_by().values_list("organization", flat=True).distinct()
    return [(tell_of_requests, [pk]) for pk in sorted(pk for pk in due if pk is not None)]


also(find_due)
