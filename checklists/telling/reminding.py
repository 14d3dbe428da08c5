"""Which tasks remind their owners, and the weekly mails that are due: rows of Sent that wait to be sent."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from organizations.models import Membership, Organization

from ..models import MailChoice, Measure, Plan, Sent, Task
from .readers import OWNER_MAY_BE_TOLD
from .weeks import WEEKLY, Week, at_morning

REMINDER = "reminder "
KEPT = timedelta(60)
"""How long is remembered which weekly mails there were."""


def reminder_of(due: date) -> str:
    """How the reminder of a task that is due on this day is called: with another date it reminds again."""
    return f"{REMINDER}{due.isoformat()}"


def tasks_to_remind_of(now: datetime, today: date) -> QuerySet[Task]:
    """Open tasks whose owner has not been reminded of their date, as they stood this morning.

    What is changed during the day waits for the next morning, so that one mail a day says it all. A plan with 0 days
    reminds of nothing. One query, for the numbers of days that plans have.
    """
    morning = at_morning(today)
    if now < morning:
        return Task.objects.none()
    soon = Q(pk=None)
    reminding = Plan.objects.current().filter(reminder_days__gt=0)
    for days in reminding.order_by().values_list("reminder_days", flat=True).distinct():
        soon |= Q(plan__reminder_days=days, due__lte=today + timedelta(days))
    called = Concat(Value(REMINDER), Cast(OuterRef("due"), TextField()), output_field=TextField())
    told = Sent.objects.filter(membership=OuterRef("owner"), task=OuterRef("pk"), what=called)
    unwanted = MailChoice.objects.filter(membership=OuterRef("owner"), reminders=False)
    tasks = Task.objects.open().filter(soon, OWNER_MAY_BE_TOLD, due__gte=today, changed_at__lt=morning)
    return tasks.exclude(Exists(told)).exclude(Exists(unwanted))


def members_to_write_to(now: datetime, week: Week) -> QuerySet[Membership]:
    """Members whose weekly mail is due: those who were there on Monday morning, as was something to write about."""
    if now < week.begins:
        return Membership.objects.none()
    of_theirs = {"organization": OuterRef("organization")}
    plans = Plan.objects.current().filter(**of_theirs, created_at__lt=week.begins)
    measures = Measure.objects.filter(**of_theirs, ended_at=None, starts_on__lt=week.monday)
    told = Sent.objects.filter(membership=OuterRef("pk"), what=week.what)
    here = Membership.objects.filter(user__is_active=True, joined_at__lt=week.begins)
    members = here.filter(organization__is_demo=False)  # the demo's members are made up
    return members.filter(Exists(plans) | Exists(measures)).exclude(Exists(told)).order_by()


def note_due(organization: Organization, now: datetime, today: date, week: Week) -> None:
    """Write down what is due in an organization, to be sent. However often it is done, nothing is written twice.

    Forgets the weekly mails of long ago.
    """
    members = members_to_write_to(now, week).filter(organization=organization)
    weekly = [Sent(membership=member, what=week.what) for member in members]
    tasks = tasks_to_remind_of(now, today).filter(organization=organization)
    reminders = [
        Sent(membership_id=owner, what=reminder_of(due), task_id=pk)
        for pk, owner, due in tasks.values_list("pk", "owner", "due")
        if owner and due
    ]
    if weekly:
        old = Sent.objects.filter(membership__organization=organization, what__startswith=WEEKLY, at__lt=now - KEPT)
        old.delete()
    Sent.objects.bulk_create([*weekly, *reminders], batch_size=200, ignore_conflicts=True)
