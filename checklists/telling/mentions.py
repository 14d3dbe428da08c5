"""Telling members that somebody mentions them in a comment."""

from collections.abc import Sequence

from organizations.models import Membership

from ..models import Sent, TaskComment
from .choosing import choices_of
from .readers import may_be_told

MENTION = "mention "


def mention_of(comment: int) -> str:
    """How the mail about a comment is called."""
    return f"{MENTION}{comment}"


def tell_mentioned(*, comment: TaskComment, memberships: Sequence[Membership]) -> list[Membership]:
    """Have those mentioned mailed, but for the author, those who do not want it, and those who may not read the plan.

    Returns those who are. Writes rows of Sent, in the transaction of the comment; the worker sends.
    """
    plan = comment.task.plan
    choices = choices_of(memberships)
    told = [
        one
        for one in dict.fromkeys(memberships)
        if one.user_id != comment.author_id and may_be_told(one, plan) and choices[one.pk].mentions
    ]
    rows = (Sent(membership=one, what=mention_of(comment.pk), task=comment.task) for one in told)
    Sent.objects.bulk_create(rows, ignore_conflicts=True)
    return told
