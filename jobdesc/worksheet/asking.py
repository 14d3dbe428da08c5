"""Asking colleagues by mail to fill the worksheet: each at most once a day, and only whom somebody has chosen.

A row says so before the mail is handed over, and what became of it behind that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organizations.models import Membership, User
from organizations.sending import Fate, Said, hand_over_all, render_plain
from organizations.text import clean_line

from ..models import Asked, Description, MailState
from .filling import lock_open

AGAIN_AFTER = timedelta(days=1)
"""Nobody is asked twice within this time."""
MOST = 30
"""So many are asked at once."""
ENDS = {Fate.SENT: MailState.SENT, Fate.UNSURE: MailState.UNSURE}


@dataclass(frozen=True)
class Sent:
    """Whose mail went out, and whose did not; `problem` in the mail server's words."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    problem: str = ""


def worksheet_url(description: Description) -> str:
    """The address that people are sent."""
    return settings.SITE_URL + reverse("jobdesc:worksheet", args=[description.organization.slug, description.pk])


def may_be_asked(asked: Asked | None) -> bool:
    """Whether somebody can be asked now: not within a day of the last mail, unless that one failed."""
    recent = asked is not None and asked.asked_at > timezone.now() - AGAIN_AFTER
    return asked is None or not recent or asked.mail == MailState.FAILED


def letter(description: Description, *, name: str, address: str, actor: User) -> EmailMessage:
    """The mail to one of them."""
    organization = description.organization
    context = {
        "name": clean_line(name),
        "actor": clean_line(str(actor)),
        "organization": clean_line(organization.name),
        "title": clean_line(str(description)),
        "url": worksheet_url(description),
    }
    return EmailMessage(
        subject=clean_line(f"{context['actor']} asks what you think belongs in a role"),
        body=render_plain("jobdesc/worksheet/mail/asked.txt", context),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )


def ask(*, description: Description, members: Sequence[Membership], actor: User) -> Sent:
    """Mail the worksheet's address to these members, MOST at once, and say to whom it went.

    Whoever was asked within the last day is passed over. Raises PutAwayError and ClosedError.
    """
    claimed = _claim(description, members[:MOST], actor)
    letters = [letter(description, name=str(one.user), address=one.user.email, actor=actor) for _, one in claimed]
    result = Sent()
    for (row, member), said in zip(claimed, hand_over_all(letters), strict=True):
        result = _note(result, row, member, said)
    return result


@transaction.atomic
def _claim(description: Description, members: Sequence[Membership], actor: User) -> list[tuple[Asked, Membership]]:
    """Write a row for each who may be asked, under the description's lock, so that two clicks send one mail."""
    now = lock_open(description)
    there = {one.person_id: one for one in now.asked.all()}
    claimed = []
    for member in members:
        row = there.get(member.user_id)
        if may_be_asked(row):
            row = row or Asked(description=now, person=member.user)
            row.mail, row.problem = MailState.SENDING, ""
            row.asked_at, row.asked_by_name = timezone.now(), str(actor)[:150]
            row.save()
            claimed.append((row, member))
    return claimed


def _note(result: Sent, row: Asked, member: Membership, said: Said) -> Sent:
    """Write down what became of one mail."""
    state = ENDS.get(said.fate, MailState.FAILED)
    Asked.objects.filter(pk=row.pk).update(mail=state, problem=said.words[:200])
    names = result.failed if state == MailState.FAILED else result.sent
    names.append(str(member.user))
    return Sent(result.sent, result.failed, result.problem or (said.words if names is result.failed else ""))
