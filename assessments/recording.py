"""Filling a record: saving, completing, reopening. Each action locks the record's row and is one transaction."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .answers import Answer, Posted, PostedAnswer, answered_count, comments_missing, from_json, to_json
from .content import Section
from .merging import Merge, merge
from .models import Completion, Instrument, InstrumentVersion, Record

Action = AuditEvent.Action
PRESENT = "_present"  # the names of those present are merged like an answer; no item's slug begins like this


class AlreadyCompleteError(Exception):
    """The record was completed meanwhile: reopen it first. Nothing was changed."""


class RecordGoneError(Exception):
    """The person's record was deleted meanwhile, or the whole instrument was removed. Nothing was saved."""


class QuestionsChangedError(Exception):
    """The record goes by other questions than those that the answers were read for. Nothing was saved."""


class NothingAnsweredError(Exception):
    """A record without any answer cannot be completed."""


class CommentsMissingError(Exception):
    """Answers in these `sections` need a comment before the record can be completed. Nothing was changed."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.sections = sections


@dataclass(frozen=True)
class Saved:
    """A record after saving, and how the merging went."""

    record: Record
    merge: Merge


def answers_with_present(record: Record | None) -> dict[str, Answer]:
    """A record's answers, and the names of those present under PRESENT."""
    if record is None:
        return {}
    return {**from_json(record.answers), PRESENT: Answer(text=record.present)}


def save_answers(
    *,
    organization: Organization,
    instrument: Instrument,
    posted: Posted,
    person: Record | None = None,
    content_hash: str = "",
    keep: str = "",
    actor: User,
) -> Saved:
    """Merge the posted answers into the organization's record, which begins with its first save, or into a person's.

    `person` is the record of one person, which is found again whatever it is called now, and is never begun here
    (`people.add_person`). `content_hash` is of the version that the answers were read for,
    "" to take any. `keep`, "item:digest", names an item in conflict for which the posted answer shall stand in place of
    the saved one with this digest. Raises RecordGoneError, QuestionsChangedError, or AlreadyCompleteError where a
    complete record would change.
    """
    with transaction.atomic():
        record = _locked_record(organization, instrument, person)
        if content_hash not in ("", record.version.content_hash):
            raise QuestionsChangedError
        saved = answers_with_present(record)
        sent = dict(posted.answers)
        kept, _, seen = keep.partition(":")
        if kept in sent:
            sent[kept] = PostedAnswer(sent[kept].answer, seen)
        merged = merge(saved, sent)
        if record.is_complete and (merged.changed or merged.conflicts):
            raise AlreadyCompleteError
        if merged.changed:
            record.answers = to_json({slug: a for slug, a in merged.answers.items() if slug != PRESENT})
            record.present = merged.answers.get(PRESENT, Answer()).text
            record.saved_at = timezone.now()
            record.saved_by = actor
            record.save()
    return Saved(record, merged)


def complete(*, record: Record, actor: User) -> Completion:
    """Freeze the answers in a new completion.

    Raises AlreadyCompleteError, NothingAnsweredError or CommentsMissingError.
    """
    with transaction.atomic():
        locked = Record.objects.select_for_update(of=("self",))
        record = locked.select_related("organization", "version", "instrument").get(pk=record.pk)
        if record.is_complete:
            raise AlreadyCompleteError
        content, answers = record.version.content, from_json(record.answers)
        if not answered_count(content, answers):
            raise NothingAnsweredError
        if missing := comments_missing(content, answers):
            raise CommentsMissingError(missing)
        record.completed_at = timezone.now()
        record.save(update_fields=["completed_at"])
        completion = Completion.objects.create(
            record=record,
            number=record.completions.count() + 1,
            version=record.version,
            answers=record.answers,
            present=record.present,
            completed_at=record.completed_at,
            completed_by=actor,
            completed_by_name=str(actor),
        )
        audit.note(organization=record.organization, actor=actor, action=Action.COMPLETED, subject=record.audit_title)
    return completion


def reopen(*, record: Record, actor: User) -> None:
    """Let a completed record be changed again; its completions stay as they are."""
    with transaction.atomic():
        reopened = Record.objects.filter(pk=record.pk, completed_at__isnull=False).update(completed_at=None)
        if reopened:
            about = record.audit_title
            audit.note(organization=record.organization, actor=actor, action=Action.REOPENED, subject=about)


def lock_organization(pk: int) -> Organization:
    """Wait for whoever is beginning a record, adding a person, or changing or moving to an instrument's version.

    What any of them goes by is to be read after this. Rows that only name the organization do not wait for it.
    """
    return Organization.objects.select_for_update(no_key=True).get(pk=pk)


def begin_record(*, organization: Organization, instrument: Instrument, subject: str = "") -> Record:
    """An empty record with the version that is current now; the organization is locked. Raises RecordGoneError."""
    current = Instrument.objects.filter(pk=instrument.pk).values("current_version")
    version = InstrumentVersion.objects.defer("content_json").filter(pk__in=current).first()
    if version is None:
        raise RecordGoneError
    return Record.objects.create(organization=organization, instrument=instrument, version=version, subject=subject)


def _locked_record(organization: Organization, instrument: Instrument, person: Record | None) -> Record:
    locked = Record.objects.select_for_update(of=("self",)).select_related("version", "instrument", "saved_by")
    locked = locked.defer("version__content_json").filter(organization=organization, instrument=instrument)
    locked = locked.filter(pk=person.pk) if person else locked.filter(subject="")
    record = locked.first()
    if record is None:
        # The organization's row is the lock: of two first saves at once, the second finds the first one's record.
        lock_organization(organization.pk)
        record = locked.first()
    if record is None and person:
        raise RecordGoneError
    return record or begin_record(organization=organization, instrument=instrument)
