"""Sending the mails about plans: nobody gets one twice, however often and wherever a worker is killed.

The rows of a mail are marked SENDING in a transaction of their own before it is handed over; whoever changes them from
WAITING is the one who sends. What a dead worker left SENDING becomes UNSURE, and is not sent again.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from organizations.models import Organization
from organizations.sending import (
    BATCH,
    INTERRUPTED,
    UNREACHABLE,
    Fate,
    Said,
    UnreachableError,
    connect,
    disconnect,
    hand_over,
    in_time,
)

from ..models import Sent
from ..models.telling import SentQuerySet
from .composing import letters_for
from .letters import Letter, write
from .reminding import note_due
from .weeks import week_of

Status = Sent.Status
log = logging.getLogger(__name__)


def send_batch(*, organization_id: int, now: datetime) -> bool:
    """Send what is due in an organization, to BATCH of its members at most; return whether more can go at once."""
    organization = Organization.objects.filter(pk=organization_id, delete_at=None).first()
    if organization is None:
        return False
    today, week = timezone.localdate(now), week_of(now)
    note_due(organization, now, today, week)
    rows = _batch(organization, now)
    letters = letters_for(organization, rows, today, week)
    _drop(rows, letters)
    if letters:
        try:
            connection = connect()
        except UnreachableError as error:
            _postpone(letters, Said(Fate.LATER, f"{UNREACHABLE}: {error}"), now)
        else:
            try:
                _send(connection, letters, now)
            finally:
                disconnect(connection)
    return _ready(organization, now).exists()


def give_up_unfinished() -> int:
    """Mark what a dead worker left SENDING: it may have arrived. Only for who knows that nobody else sends."""
    return Sent.objects.filter(status=Status.SENDING).update(status=Status.UNSURE, problem=INTERRUPTED)


def _ready(organization: Organization, now: datetime) -> SentQuerySet:
    return Sent.objects.ready(now).filter(membership__organization=organization)


def _batch(organization: Organization, now: datetime) -> list[Sent]:
    """All that waits for the first members: what one of them is told of several tasks stays together."""
    ready = _ready(organization, now)
    members = list(ready.order_by("membership").values_list("membership", flat=True).distinct()[:BATCH])
    return list(ready.filter(membership__in=members).select_related("membership__user", "task__plan").order_by("pk"))


def _drop(rows: Sequence[Sent], letters: Sequence[Letter]) -> None:
    """Mark rows for which there is nothing to say any more."""
    said = {row.pk for letter in letters for row in letter.rows}
    unsaid = [row.pk for row in rows if row.pk not in said]
    Sent.objects.filter(pk__in=unsaid, status=Status.WAITING).update(status=Status.NOTHING)


def _send(connection: BaseEmailBackend, letters: Sequence[Letter], now: datetime) -> None:
    for letter in in_time(connection, letters):
        message = write(letter)
        if _claim(letter):
            _note(letter, hand_over(connection, message), now)


def _claim(letter: Letter) -> bool:
    """Mark all rows of a letter SENDING, or none: where one is gone, with its member or task, it is no more so."""
    with transaction.atomic():
        mine = Sent.objects.filter(pk__in=[row.pk for row in letter.rows], status=Status.WAITING)
        if mine.update(status=Status.SENDING, tries=F("tries") + 1, next_try_at=None) == len(letter.rows):
            return True
        transaction.set_rollback(True)
    return False


def _note(letter: Letter, said: Said, now: datetime) -> None:
    """Write down what became of a mail that this process has claimed."""
    changes = said.changes(max(row.tries for row in letter.rows) + 1, now)
    if changes["status"] not in (Status.WAITING, Status.SENT):
        log.warning("plan mail %s could not be sent, or may not have been", letter.rows[0].pk)
    Sent.objects.filter(pk__in=[row.pk for row in letter.rows], status=Status.SENDING).update(**changes)


def _postpone(letters: Sequence[Letter], said: Said, now: datetime) -> None:
    """Count a try for all that could have been sent, and wait the longer the more there were."""
    for row in (row for letter in letters for row in letter.rows):
        mine = Sent.objects.filter(pk=row.pk, status=Status.WAITING, tries=row.tries)
        mine.update(**said.changes(row.tries + 1, now), tries=row.tries + 1)
    log.warning("plan mail: the mail server could not be reached")
