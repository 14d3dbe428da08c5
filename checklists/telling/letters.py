"""What the mails about plans say, and how they are written: as text and as HTML, with nothing that is fetched."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from organizations.models import Membership
from organizations.text import clean_line, clean_text

from ..models import Sent, Task, TaskComment
from .choosing import Kind, stop_url
from .digest import Digest
from .lines import absolute, line, lines

MOST_WORDS = 4000
"""Characters of a comment that a mail quotes."""
LONGEST_TITLE = 90


@dataclass(frozen=True)
class Letter:
    """A mail that is due: the rows that it is sent for, and what its template says."""

    rows: Sequence[Sent]
    member: Membership
    kind: Kind
    subject: str
    said: Mapping[str, Any]


def weekly(row: Sent, digest: Digest) -> Letter:
    """The weekly mail."""
    subject = f"{row.membership.organization.name}: your tasks this week"
    slug = row.membership.organization.slug
    said = {"digest": digest, "plans_url": absolute("checklists:index", slug)}
    return Letter([row], row.membership, "weekly", subject, said)


def reminder(rows: Sequence[Sent], tasks: Sequence[Task]) -> Letter:
    """One mail for all tasks of a member that are due soon."""
    member = rows[0].membership
    tasks = sorted(tasks, key=lambda task: (task.due is None, task.due, task.pk))
    first = tasks[0]
    subject = f"{len(tasks)} of your tasks are due soon"
    if len(tasks) == 1:
        subject = f"Due on {first.due:%A, %B} {first.due.day if first.due else ''}: {_short(first.title)}"
    return Letter(rows, member, "reminders", subject, {"lines": lines(tasks, member.organization.slug)})


def mention(row: Sent, comment: TaskComment) -> Letter:
    """What somebody said to a member in a comment."""
    task = comment.task
    text = clean_text(comment.text)
    author = clean_line(comment.author_name) or "Somebody"
    said = {
        "line": line(task, row.membership.organization.slug),
        "author": author,
        "text": text[:MOST_WORDS],
        "is_cut": len(text) > MOST_WORDS,
    }
    return Letter([row], row.membership, "mentions", f"{author} mentions you in “{_short(task.title)}”", said)


def write(letter: Letter) -> EmailMultiAlternatives:
    """The mail. Its headers say how to stop such mail with one click (RFC 8058), and name no machine."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    organization = letter.member.organization
    stop = stop_url(letter.member, letter.kind)
    context = {
        **letter.said,
        "name": clean_line(letter.member.user.name),
        "organization": clean_line(organization.name),
        "subject": clean_line(letter.subject),
        "stop_url": stop,
        "choice_url": absolute("checklists:mail-choice", organization.slug),
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=_tidy(render_to_string(f"checklists/telling/mail/{letter.kind}.txt", context)),
        to=[letter.member.user.email],
        headers={
            "Message-ID": f"<{secrets.token_hex(16)}@{host}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(render_to_string(f"checklists/telling/mail/{letter.kind}.html", context), "text/html")
    return message


def _tidy(text: str) -> str:
    """Without the empty lines that parts left out of a template leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _short(title: str) -> str:
    title = clean_line(title)
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
