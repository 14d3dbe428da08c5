"""When a member was at an organization's home page last, so that it can say what has changed since."""

from datetime import datetime, timedelta

from organizations.models import Membership

VISIT = timedelta(hours=1)
"""Who comes back within this is on the same visit: nothing is written, and the page says the same again."""


def since_last_visit(membership: Membership | None, now: datetime) -> datetime | None:
    """The visit before this one, None for the first. Writes at most once a visit; a visitor has no membership."""
    if membership is None:
        return None
    if membership.seen_at is not None and now - membership.seen_at < VISIT:
        return membership.seen_before
    # Of two pages opened at once one alone writes, or the second would call the first the visit before.
    unseen = Membership.objects.filter(pk=membership.pk, seen_at=membership.seen_at)
    unseen.update(seen_at=now, seen_before=membership.seen_at)
    return membership.seen_at
