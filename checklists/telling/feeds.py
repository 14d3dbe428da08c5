"""The life of a calendar link: made, read by calendar programs, revoked."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from organizations.audit import Action, note
from organizations.models import Membership
from organizations.models.invitation import token_hash

from ..models import Feed, Plan, Task
from ..models.task import TaskQuerySet
from .readers import PEOPLE_READERS, may_be_told, told_plans

MOST_FEEDS = 20
"""Links that one member can have at a time."""
MY_TASKS = "All my tasks"


class TooManyFeedsError(Exception):
    """A member has MOST_FEEDS already."""


@dataclass(frozen=True)
class Made:
    """A feed with its token, which is known only now: the database keeps a hash."""

    feed: Feed
    token: str


def label_of(feed: Feed) -> str:
    """What a link shows, in words. Who may no longer read somebody's first months is not told whose they are."""
    if feed.plan is None:
        return MY_TASKS
    may_know = not feed.plan.is_onboarding or feed.membership.role in PEOPLE_READERS
    return f"The plan “{feed.plan.name if may_know else feed.plan.audit_title}”"


def _audit_title(feed: Feed) -> str:
    """The same for the audit trail, which does not tell whose first months they are (Plan.audit_title)."""
    return f"The plan “{feed.plan.audit_title}”" if feed.plan else MY_TASKS


@transaction.atomic
def make_feed(*, membership: Membership, plan: Plan | None) -> Made:
    """Make a link to the tasks of a plan, or without one to all those of a member. Raises TooManyFeedsError."""
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if Feed.objects.filter(membership=membership, revoked_at=None).count() >= MOST_FEEDS:
        raise TooManyFeedsError
    token = secrets.token_urlsafe(32)
    organization = membership.organization
    feed = Feed.objects.create(
        organization=organization, membership=membership, plan=plan, token_hash=token_hash(token)
    )
    note(organization=organization, actor=membership.user, action=Action.FEED_MADE, subject=_audit_title(feed))
    return Made(feed, token)


@transaction.atomic
def revoke_feed(*, feed: Feed, now: datetime) -> bool:
    """End a link at once and for good; return whether it had not been ended before."""
    changed = Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now)
    if changed:
        actor, subject = feed.membership.user, _audit_title(feed)
        note(organization=feed.organization, actor=actor, action=Action.FEED_REVOKED, subject=subject)
    return bool(changed)


def find_feed(token: str) -> Feed | None:
    """The feed that a link opens; None for unknown and revoked ones, and where its member may not read it any more."""
    found = Feed.objects.filter(token_hash=token_hash(token), revoked_at=None)
    feed = found.select_related("membership__user", "organization", "plan").first()
    return feed if feed and works(feed) else None


def works(feed: Feed) -> bool:
    """Whether a link that has not been revoked opens something: not if its plan was put away, or is none to read."""
    if feed.plan:
        return may_be_told(feed.membership, feed.plan)
    return feed.membership.user.is_active


def tasks_of(feed: Feed) -> TaskQuerySet:
    """The tasks that a feed shows, with their plans: those that have a date, open or finished."""
    tasks = Task.objects.present().exclude(due=None).select_related("plan")
    if feed.plan:
        return tasks.filter(plan=feed.plan)
    return tasks.filter(owner=feed.membership, plan__in=told_plans(feed.membership))


def note_read(feed: Feed, today: date) -> None:
    """Remember on which day a link was read last, no more."""
    if feed.read_on != today:
        Feed.objects.filter(pk=feed.pk).update(read_on=today)
