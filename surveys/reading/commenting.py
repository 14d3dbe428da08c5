"""What is done with comments once there are enough of them to be read: names taken out, shown, or withheld.

Until then nobody reads them: every query here leaves NEW ones out.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from ..models import Comment, Survey

Status = Comment.Status
LEFT_OUT = "[…]"
MARKS = {LEFT_OUT, "[...]", "…", "..."}


class NotARedactionError(Exception):
    """The text has words that the comment does not have, or none. Nothing was changed."""


@dataclass(frozen=True)
class Comments:
    """What somebody may read of the comments. `waiting` and `withheld` only for whoever runs surveys."""

    waiting: tuple[Comment, ...]
    shown: tuple[Comment, ...]
    withheld: tuple[Comment, ...]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.shown or self.withheld)


def readable(survey: Survey) -> QuerySet[Comment]:
    """The comments that anybody may read by now, in the order of their random keys, which tells nothing and stays."""
    return survey.comments.exclude(status=Status.NEW).order_by("pk")


def comments_of(survey: Survey, *, may_run: bool) -> Comments:
    """The comments for somebody who runs surveys, or for everybody else: shown ones only. One query."""
    found = readable(survey) if may_run else readable(survey).filter(status=Status.SHOWN)
    by_status = {status: tuple(c for c in found if c.status == status) for status in Status}
    return Comments(by_status[Status.WAITING], by_status[Status.SHOWN], by_status[Status.WITHHELD])


def redact(original: str, shortened: str) -> str:
    """The comment without the words that `shortened` leaves out; "[…]" stands in their place.

    Words can be taken out, not put in or turned round: they are somebody else's. Raises NotARedactionError.
    """
    kept = [word for word in shortened.split() if word not in MARKS]
    if not kept:
        raise NotARedactionError
    parts: list[str] = []
    for token in re.findall(r"\s*\S+", original):
        if kept and token.strip() == kept[0]:
            kept.pop(0)
            parts.append(token)
        elif not parts or not parts[-1].endswith(LEFT_OUT):
            parts.append(f" {LEFT_OUT}")
    if kept:
        raise NotARedactionError
    return "".join(parts).strip()


def show(*, comment: Comment, text: str) -> None:
    """Let everybody read the comment, without the words that `text` leaves out. Raises NotARedactionError."""
    _decide(comment, Status.SHOWN, redact(comment.text, text))


def withhold(*, comment: Comment) -> None:
    """Let nobody but those who run surveys read it."""
    _decide(comment, Status.WITHHELD, "")


def put_back(*, comment: Comment) -> None:
    """Undo what was decided: the comment is to be looked at again, as it was written."""
    _decide(comment, Status.WAITING, "")


def _decide(comment: Comment, status: Comment.Status, text: str) -> None:
    with transaction.atomic():
        # A comment that nobody may read yet stays so, whatever comes.
        found = Comment.objects.filter(pk=comment.pk).exclude(status=Status.NEW)
        found.update(status=status, shown_text=text)
