"""Closing a survey: one atomic action after which nothing leads from an answer to a person."""

import random
import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from organizations import audit
from organizations.models import AuditEvent, User

from .confidentiality import countable, may_show_comments, publish, publish_again
from .counting import count, counts_from_json, counts_to_json, view_from_json, view_to_json
from .lifecycle import lock
from .models import Comment, Response, Snapshot, Status, Survey
from .questions import questionnaire

Action = AuditEvent.Action
AT_ONCE = 1_000


def close(*, survey: Survey, actor: User | None = None, now: datetime | None = None) -> None:
    """Close the survey: freeze what may be seen, put the responses in random order, erase all that led to people.

    One transaction; a survey that is closed already is left alone, so a job that was killed can repeat it. What was
    erased is gone from the database's file only after `purging.purge`.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock(survey)
        if not locked.is_open:
            return
        locked.status, locked.closed_at, locked.purged_at = Status.CLOSED, now, None
        locked.closes_at = min(now, locked.closes_at or now)
        locked.save(update_fields=["status", "closed_at", "purged_at", "closes_at"])
        _take_snapshot(locked, now)
        _shuffle(locked)
        _publish_comments(locked)
        _erase_ways_back(locked)
        audit.note(
            organization=locked.organization,
            actor=actor,
            action=Action.SURVEY_CLOSED,
            subject=locked.name,
            by=audit.PEERREADY,
        )
    survey.refresh_from_db()


def _take_snapshot(survey: Survey, now: datetime) -> None:
    asked = questionnaire(survey)
    names = dict(survey.groups.values_list("pk", "name"))
    rows = survey.responses.values_list("group", "answers").iterator(AT_ONCE)
    counts = count(tuple(names.values()), asked.questions, ((names[group], answers) for group, answers in rows))
    last = survey.snapshots.first()
    if last is None:
        view = publish(asked.asked, counts, survey.thresholds)
    else:
        before, old = view_from_json(last.view), counts_from_json(last.counts)
        view = publish_again(asked.asked, before, old, counts, survey.thresholds)
        if view == before:
            return
        counts = countable(asked.asked, before, old, counts, survey.thresholds)
    Snapshot.objects.create(
        survey=survey,
        number=last.number + 1 if last else 1,
        made_at=now,
        counts=counts_to_json(counts),
        view=view_to_json(view),
    )


def _shuffle(survey: Survey) -> None:
    """Write responses and comments anew in random order with new ids, so that no row tells when it came."""
    chance = random.SystemRandom()
    responses, comments = list(survey.responses.all()), list(survey.comments.all())
    survey.responses.all().delete()
    survey.comments.all().delete()
    for row in (*responses, *comments):
        row.pk = uuid.uuid4()
    chance.shuffle(responses)
    chance.shuffle(comments)
    Response.objects.bulk_create(responses, batch_size=AT_ONCE)
    Comment.objects.bulk_create(comments, batch_size=AT_ONCE)


def _publish_comments(survey: Survey) -> None:
    """Hand the comments to whoever runs the survey, once there are enough; until then nobody reads them."""
    written = survey.comments.count()
    waiting = survey.comments.filter(status=Comment.Status.NEW)
    if may_show_comments(written - waiting.count(), written, survey.thresholds):
        waiting.update(status=Comment.Status.WAITING)


def _erase_ways_back(survey: Survey) -> None:
    """Erase links, addresses, mails, drafts and receipts."""
    survey.mailings.all().delete()
    survey.keys.all().delete()
    survey.invitees.all().delete()
    survey.drafts.all().delete()
    survey.receipts.all().delete()
    survey.groups.update(shared_key="")
