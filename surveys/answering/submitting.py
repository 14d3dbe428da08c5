"""A respondent's answers: kept sealed while they are being filled, then sent once.

A device has a random secret in its cookie. A draft is sealed with a key made of it and found by a hash of it, so the
database alone says neither what a draft holds nor whose it is.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from ..models import Comment, Draft, Invitee, Key, Receipt, Response, Survey
from ..models.asking import key_hash
from ..questions import Questionnaire

LONGEST_COMMENT = 2_000


@dataclass(frozen=True)
class Answered:
    """What a respondent has answered so far: options by question, and a comment."""

    answers: dict[str, str] = field(default_factory=dict)
    comment: str = ""

    def __bool__(self) -> bool:
        return bool(self.answers or self.comment)


class Outcome(Enum):
    """What became of answers that were sent."""

    RECEIVED = "received"
    RECEIVED_BEFORE = "received before"  # by this device: the reply was lost, or the button was pressed twice
    NOT_TAKEN = "not taken"  # the link was used elsewhere, revoked, or the survey has closed or is deleted


def new_device() -> str:
    """A device's secret, for its cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def only_asked(asked: Questionnaire, answered: Answered) -> Answered:
    """Without what the survey does not ask or a question does not take, however it came there."""
    answers = {
        question.key: chosen
        for question in asked.questions
        if (chosen := answered.answers.get(question.key)) and chosen in question.takes
    }
    return Answered(answers, answered.comment[:LONGEST_COMMENT])


def read_draft(*, survey: Survey, device: str) -> Answered:
    """What this device has kept; nothing where there is none or it cannot be opened."""
    draft = Draft.objects.filter(pk=_lookup(device), survey=survey).first()
    return _open(draft, device) if draft else Answered()


def save_draft(
    *, survey: Survey, device: str, changes: Mapping[str, str], comment: str | None = None
) -> Answered | None:
    """Merge changes into this device's draft and return all of it; "" takes an answer back, None leaves the comment.

    Two tabs of one device change different questions without losing any. Nothing is kept for a survey that has closed
    or is deleted, which returns None, nor once this device has sent its answers: a save that comes late must leave
    nothing behind. Nor is more of a comment kept than could be sent.
    """
    with transaction.atomic():
        # The survey's row is the lock: a draft must not outlive a closing that is under way.
        current = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
        if current is None or not current.is_open:
            return None
        draft = Draft.objects.filter(pk=_lookup(device), survey=survey).first()
        before = _open(draft, device) if draft else Answered()
        answers = {question: chosen for question, chosen in {**before.answers, **changes}.items() if chosen}
        after = Answered(answers, before.comment if comment is None else comment[:LONGEST_COMMENT])
        if after != before and not has_sent(survey=current, device=device):
            sealed = _sealer(device).encrypt(json.dumps([after.answers, after.comment]).encode()).decode()
            draft = Draft(lookup=_lookup(device), survey=current, sealed=sealed)
            Draft.objects.bulk_create(  # one statement, where update_or_create takes four
                [draft], update_conflicts=True, unique_fields=["lookup"], update_fields=["survey", "sealed"]
            )
    return after


def forget_draft(*, survey: Survey, device: str) -> None:
    """Erase this device's draft, to begin again or to leave nothing behind."""
    Draft.objects.filter(pk=_lookup(device), survey=survey).delete()


def has_sent(*, survey: Survey, device: str) -> bool:
    """Whether this device has sent its answers. Known until the survey closes, and to nobody without the device."""
    return Receipt.objects.filter(pk=_lookup(device), survey=survey).exists()


def submit(*, survey: Survey, key: str, device: str, answered: Answered, now: datetime) -> Outcome:
    """Store a response, use the link up, and erase the draft, in one transaction, however often it is asked for.

    `answered` holds what the survey asks and nothing else (`only_asked`). The response gets no time, and nothing that
    leads to the link or the device.
    """
    with transaction.atomic():
        current = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
        if current is None:
            return Outcome.NOT_TAKEN
        lookup = _lookup(device)
        if has_sent(survey=current, device=device):
            return Outcome.RECEIVED_BEFORE
        link = Key.objects.filter(pk=key_hash(key), survey=current).first()
        if link is None or not current.takes_answers(now):
            return Outcome.NOT_TAKEN
        if link.invitee_id is not None:
            unused = Invitee.objects.filter(pk=link.invitee_id, is_used=False, is_revoked=False)
            if not unused.update(is_used=True):
                return Outcome.NOT_TAKEN
        Receipt.objects.create(lookup=lookup, survey=current)
        Response.objects.create(survey=current, group_id=link.group_id, answers=answered.answers)
        if answered.comment and current.takes_comments:
            Comment.objects.create(survey=current, text=answered.comment)
        Draft.objects.filter(pk=lookup).delete()
    return Outcome.RECEIVED


def _lookup(device: str) -> str:
    return hashlib.sha256(f"lookup {device}".encode(errors="replace")).hexdigest()


def _sealer(device: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"seal {device}".encode(errors="replace")).digest()))


def _open(draft: Draft, device: str) -> Answered:
    try:
        answers, comment = json.loads(_sealer(device).decrypt(draft.sealed.encode()))
    except (InvalidToken, ValueError):
        return Answered()
    return Answered(answers, comment)
