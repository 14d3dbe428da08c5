"""From rows that wait to the letters that they are sent for, as things stand now."""

from collections.abc import Sequence
from datetime import date

from organizations.models import Membership, Organization

from ..models import MailChoice, Sent, TaskComment
from .choosing import choices_of
from .digest import digests
from .letters import Letter, mention, reminder, weekly
from .mentions import MENTION
from .readers import may_be_told
from .reminding import REMINDER, reminder_of
from .weeks import Week


def letters_for(organization: Organization, rows: Sequence[Sent], today: date, week: Week) -> list[Letter]:
    """The letters for rows of an organization; rows for which there is none have nothing to say any more.

    Rows need their membership with its user, and their task with its plan. A dozen queries at most.
    """
    members = {row.membership_id: row.membership for row in rows}
    for member in members.values():
        member.organization = organization
    choices = choices_of(members.values())
    return [
        *_weekly(organization, [row for row in rows if row.what == week.what], choices, today, week),
        *_reminders([row for row in rows if row.what.startswith(REMINDER)], choices, today),
        *_mentions([row for row in rows if row.what.startswith(MENTION)], choices),
    ]


def _weekly(
    organization: Organization, rows: Sequence[Sent], choices: dict[int, MailChoice], today: date, week: Week
) -> list[Letter]:
    wanted = [row for row in rows if choices[row.membership_id].weekly and row.membership.user.is_active]
    if not wanted:
        return []
    found = digests(organization, [row.membership for row in wanted], today, week.monday)
    return [weekly(row, found[row.membership_id]) for row in wanted if found[row.membership_id]]


def _reminders(rows: Sequence[Sent], choices: dict[int, MailChoice], today: date) -> list[Letter]:
    by_member: dict[Membership, list[Sent]] = {}
    for row in rows:
        if choices[row.membership_id].reminders and _still_reminds(row, today):
            by_member.setdefault(row.membership, []).append(row)
    return [reminder(theirs, [row.task for row in theirs if row.task]) for theirs in by_member.values()]


def _still_reminds(row: Sent, today: date) -> bool:
    task = row.task
    if task is None or task.due is None or task.due < today or row.what != reminder_of(task.due):
        return False
    is_open = not task.is_finished and not task.is_removed
    return is_open and task.owner_id == row.membership_id and may_be_told(row.membership, task.plan)


def _mentions(rows: Sequence[Sent], choices: dict[int, MailChoice]) -> list[Letter]:
    numbers = {row.pk: int(row.what.removeprefix(MENTION)) for row in rows}
    comments = TaskComment.objects.filter(removed_at=None).select_related("task__plan").in_bulk(set(numbers.values()))
    letters = []
    for row in rows:
        comment = comments.get(numbers[row.pk])
        if comment and choices[row.membership_id].mentions and may_be_told(row.membership, comment.task.plan):
            letters.append(mention(row, comment))
    return letters
