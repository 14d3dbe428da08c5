"""Calendar links, mail and the moments at which it goes out, for tests."""

from datetime import date, datetime, time

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from checklists.models import Feed, Plan, Task
from checklists.telling.mailing import send_batch
from checklists.working.changing import Edit, change
from checklists.working.values import owner_values
from organizations.models import Membership, Organization
from organizations.models.invitation import token_hash

MONDAY = date(2027, 1, 18)
"""A Monday, of week 3. Tests that need a moment of their own begin from it."""


def at(day: date, hour: int = 7, minute: int = 0) -> datetime:
    """A moment in the site's time zone."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())


def settle(organization: Organization, before: date = MONDAY) -> None:
    """Have all that was made just now be there since long before a day."""
    then = at(date(before.year - 1, before.month, 1))
    Membership.objects.filter(organization=organization).update(joined_at=then)
    Plan.objects.filter(organization=organization).update(created_at=then)
    Task.objects.filter(organization=organization).update(changed_at=then)


def give(task: Task, member: Membership | None, **values: object) -> Task:
    """Make a member the owner of a task, and change what else is named, as the pages do."""
    owner = owner_values(member)
    change(plan=task.plan, actor=None, kind="edited", summary="Changed", edits=[Edit(task, {**owner, **values})])  # type: ignore[arg-type]
    task.refresh_from_db()
    return task


def send_all(organization: Organization, now: datetime) -> None:
    """Send all that is due in an organization at a moment."""
    while send_batch(organization_id=organization.pk, now=now):
        continue


def html_of(message: EmailMultiAlternatives) -> str:
    """The other form of a mail's text."""
    ((content, kind),) = message.alternatives
    assert kind == "text/html"
    return str(content)


def furnish_telling(organization: Organization, plan: Plan, token: str, rows: int) -> None:
    """So many calendar links of each member, one of which has this token."""
    members = list(Membership.objects.filter(organization=organization).order_by("pk"))
    feeds = [
        Feed(organization=organization, membership=member, plan=plan, token_hash=token_hash(f"{token} {member.pk} {n}"))
        for member in members
        for n in range(rows)
    ]
    feeds[-1].token_hash = token_hash(token)
    Feed.objects.bulk_create(feeds)
