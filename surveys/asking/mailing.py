"""Sending the invitations and reminders: nobody gets one twice, however often and wherever a worker is killed.

Each mail is marked SENDING in a transaction of its own before it is handed over. Whoever changes the row from WAITING
is the one who sends, so two workers at once do no harm; what a dead one left SENDING is UNSURE and is not sent again
unless a leader wants it.
"""

import logging
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from organizations import audit
from organizations.models import AuditEvent, User
from organizations.sending import (
    BATCH,
    INTERRUPTED,
    MOST_TRIES,
    UNREACHABLE,
    Fate,
    Said,
    UnreachableError,
    connect,
    disconnect,
    hand_over,
    in_time,
)

from ..lifecycle import lock
from ..models import Delivery, Invitee, Key, Mailing, Survey
from ..models.asking import DeliveryQuerySet, key_hash
from .inviting import new_key
from .letters import Letter, letter, write

Status = Delivery.Status
log = logging.getLogger(__name__)


def send_batch(*, mailing_id: int, now: datetime) -> bool:
    """Send what is due of a mailing, a batch at most; return whether more of it can go at once.

    Does nothing where the survey takes no answers at this moment, or the mailing is finished, erased, or not due yet.
    """
    mailing = _begin(mailing_id, now)
    if mailing is None:
        return False
    batch = list(ready(mailing, now)[:BATCH])
    if batch:
        try:
            connection = connect()
        except UnreachableError as error:
            _postpone_all(mailing, Said(Fate.LATER, f"{UNREACHABLE}: {error}"), now)
        else:
            try:
                _send(connection, letter(mailing, mailing.survey), batch, now)
            finally:
                disconnect(connection)
    return _finish(mailing, now)


def ready(mailing: Mailing, now: datetime) -> DeliveryQuerySet:
    """What of a mailing can be sent at this moment."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    return Delivery.objects.filter(due, mailing=mailing, status=Status.WAITING)


def give_up_unfinished() -> int:
    """Mark what a dead worker left SENDING: it may have arrived. Only for who knows that nobody else sends."""
    return Delivery.objects.filter(status=Status.SENDING).update(status=Status.UNSURE, problem=INTERRUPTED)


def send_again(*, survey: Survey, actor: User) -> int:
    """Send the invitations again that did not go out or may not have; return how many. They may arrive twice.

    Those taken out meanwhile are left alone. The audit trail says who wanted it.
    """
    with transaction.atomic():
        locked = lock(survey)
        if not locked.is_open:
            return 0
        undelivered = Delivery.objects.undelivered().filter(mailing__survey=locked, invitee__is_revoked=False)
        rows = dict(undelivered.values_list("pk", "mailing"))
        if rows:
            Delivery.objects.filter(pk__in=undelivered.values("pk")).update(
                status=Status.WAITING, tries=0, next_try_at=None, problem=""
            )
            locked.mailings.filter(pk__in=set(rows.values())).update(finished_at=None)
            action = AuditEvent.Action.SURVEY_SENT_AGAIN
            audit.note(organization=locked.organization, actor=actor, action=action, subject=locked.name)
    return len(rows)


def trouble(survey: Survey) -> str:
    """Why invitations still wait where the mail server cannot be reached; "" where it can. One query, no address."""
    invitations = Delivery.objects.filter(mailing__survey=survey, mailing__kind=Mailing.Kind.INVITATION)
    waiting = invitations.filter(status=Status.WAITING, problem__startswith=UNREACHABLE)
    return waiting.values_list("problem", flat=True).first() or ""


def _begin(mailing_id: int, now: datetime) -> Mailing | None:
    """The mailing, if something of it is due, with a delivery for each person. Made once, under the survey's lock."""
    with transaction.atomic():
        whose = Mailing.objects.filter(pk=mailing_id).values("survey")
        survey = Survey.objects.select_for_update(no_key=True).filter(pk__in=whose).first()
        mailing = Mailing.objects.filter(pk=mailing_id, finished_at=None, due_at__lte=now).first()
        if survey is None or mailing is None or not survey.takes_answers(now):
            return None
        mailing.survey = survey
        if mailing.deliveries.exists():
            return mailing
        reminders = survey.mailings.filter(kind=Mailing.Kind.REMINDER, deliveries=None, finished_at=None)
        recipients = survey.invitees.filter(is_revoked=False)
        if mailing.kind == Mailing.Kind.INVITATION:
            recipients = recipients.exclude(deliveries__mailing__kind=Mailing.Kind.INVITATION)
            if mailing.number == 1:  # after a long pause of the worker: what these remind of comes only now
                reminders.filter(due_at__lte=now).delete()
        elif reminders.filter(due_at__lte=now, number__gt=mailing.number).exists():
            mailing.delete()  # after a long pause, too: one reminder is enough
            return None
        rows = (Delivery(mailing=mailing, invitee=invitee) for invitee in recipients)
        Delivery.objects.bulk_create(rows, batch_size=1_000)
    return mailing


def _send(connection: BaseEmailBackend, said: Letter, batch: list[Delivery], now: datetime) -> None:
    for delivery in in_time(connection, batch):
        claimed = _claim(delivery, said, now)
        if claimed:
            message, key = claimed
            _note(delivery, key, hand_over(connection, message), now)


def _claim(delivery: Delivery, said: Letter, now: datetime) -> tuple[EmailMessage, str] | None:
    """Mark a mail SENDING and write it, with a key of its own; None where it is not to be sent any more.

    Under the survey's lock, so that no key is made behind a closing that erases them.
    """
    with transaction.atomic():
        survey = Survey.objects.select_for_update(no_key=True).filter(mailings=delivery.mailing_id).first()
        invitee = Invitee.objects.filter(pk=delivery.invitee_id).select_related("group").first()
        if survey is None or invitee is None or not survey.takes_answers(now):
            return None
        mine = Delivery.objects.filter(pk=delivery.pk, status=Status.WAITING)
        if invitee.is_revoked:
            mine.delete()
            return None
        if not mine.update(status=Status.SENDING, tries=F("tries") + 1, next_try_at=None):
            return None
        key = new_key(survey=survey, group=invitee.group, invitee=invitee)
        return write(said, address=invitee.email, key=key), key


def _note(delivery: Delivery, key: str, said: Said, now: datetime) -> None:
    """Write down what became of a mail that this process has claimed."""
    with transaction.atomic():
        # Deliveries before keys, as closing takes them, or the two would wait for each other.
        mine = Delivery.objects.filter(pk=delivery.pk, status=Status.SENDING)
        mine.update(**said.changes(delivery.tries + 1, now))
        if said.fate in (Fate.LATER, Fate.REFUSED):
            Key.objects.filter(pk=key_hash(key)).delete()  # nobody has it


def _postpone_all(mailing: Mailing, said: Said, now: datetime) -> None:
    """Count a try for all that could have been sent, and wait the longer the more there were."""
    with transaction.atomic():
        # From the most tries down, so that none is counted twice.
        for tries in reversed(range(MOST_TRIES)):
            rows = ready(mailing, now).filter(tries=tries)
            rows.update(**said.changes(tries + 1, now), tries=tries + 1)
    log.warning("mailing %s: the mail server could not be reached", mailing.pk)


def _finish(mailing: Mailing, now: datetime) -> bool:
    """Mark a mailing finished once nothing of it waits; return whether more can be sent at once."""
    if mailing.deliveries.filter(status__in=(Status.WAITING, Status.SENDING)).exists():
        return ready(mailing, now).exists()
    if Mailing.objects.filter(pk=mailing.pk, finished_at=None).update(finished_at=now):
        failed = mailing.deliveries.filter(status=Status.FAILED).count()
        unsure = mailing.deliveries.filter(status=Status.UNSURE).count()
        if failed or unsure:
            log.warning("mailing %s: %s could not be sent, %s may not have been sent", mailing.pk, failed, unsure)
    return False
