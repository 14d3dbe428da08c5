"""The records of instruments that are about people: one for each person, who is named by initials or a code.

The import of a CSV is here too, because it writes such a record; reading and writing the file is in `skills_csv`.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .answers import Answers, answered_count, from_json, to_json
from .models import About, Instrument, InstrumentVersion, Record
from .recording import AlreadyCompleteError, begin_record, lock_organization
from .results import result_of
from .skills_csv import Change, changes_of

Action = AuditEvent.Action


class PersonExistsError(Exception):
    """Somebody has these initials or this code already, perhaps in other letters, capital or small."""


class RecordChangedError(Exception):
    """The record changed after the import was looked at. Nothing was changed."""


@dataclass(frozen=True)
class PeopleState:
    """An instrument about people beside how many people it is kept for."""

    organization: Organization
    instrument: Instrument
    people: int
    complete: int


@dataclass(frozen=True)
class PersonState:
    """One person's record and how far it is. Of skills, `done` are those signed off and `of` those that are asked."""

    record: Record
    done: int
    of: int
    completions: int

    @property
    def state(self) -> str:
        """One of: new, under-way, complete, reopened."""
        if self.record.is_complete:
            return "complete"
        if self.completions:
            return "reopened"
        return "under-way" if self.record.saved_at else "new"


def people_overview(organization: Organization) -> list[PeopleState]:
    """Every instrument about people with its numbers; one query."""
    own = Q(records__organization=organization)
    found = (
        Instrument.objects.for_organization(organization)
        .filter(about=About.PERSON)
        .select_related("toolkit")
        .annotate(
            people=Count("records", filter=own),
            complete=Count("records", filter=own & Q(records__completed_at__isnull=False)),
        )
    )
    return [_people_state(organization, instrument) for instrument in found]


def _people_state(organization: Organization, instrument: Any) -> PeopleState:
    return PeopleState(organization, instrument, instrument.people, instrument.complete)


def people_of(organization: Organization, instrument: Instrument) -> list[PersonState]:
    """The people whom this instrument is kept for, by initials or code; two queries."""
    records = list(
        Record.objects.for_organization(organization)
        .filter(instrument=instrument)
        .select_related("saved_by")
        .annotate(completion_count=Count("completions"))
    )
    # Apart from the records: a version's content is long, and nearly always one and the same.
    versions = InstrumentVersion.objects.in_bulk({record.version_id for record in records})
    for record in records:
        record.version = versions[record.version_id]
    return sorted(map(_person_state, records), key=lambda state: state.record.subject.casefold())


def _person_state(record: Record) -> PersonState:
    content, answers = record.version.content, from_json(record.answers)
    completions: int = record.completion_count  # type: ignore[attr-defined]  # annotated by people_of
    if content.kinds == {"skill"}:
        result = result_of(content, answers)
        return PersonState(record, len(result.at_best), result.score.of, completions)
    return PersonState(record, answered_count(content, answers), len(content.items), completions)


def is_taken(organization: Organization, instrument: Instrument, subject: str, but: Record | None = None) -> bool:
    """Whether another record than `but` has this name; capital and small letters are the same."""
    others = Record.objects.for_organization(organization).filter(instrument=instrument)
    if but:
        others = others.exclude(pk=but.pk)
    names = others.values_list("subject", flat=True)
    return subject.casefold() in {name.casefold() for name in names}


def add_person(*, organization: Organization, instrument: Instrument, subject: str) -> Record:
    """Begin an empty record for somebody. Raises PersonExistsError."""
    with transaction.atomic():
        lock_organization(organization.pk)  # of two people added at once, the second finds the first one
        if is_taken(organization, instrument, subject):
            raise PersonExistsError
        return begin_record(organization=organization, instrument=instrument, subject=subject)


def rename_person(*, record: Record, subject: str) -> None:
    """Give a record other initials or another code. Raises PersonExistsError."""
    with transaction.atomic():
        lock_organization(record.organization_id)
        if is_taken(record.organization, record.instrument, subject, but=record):
            raise PersonExistsError
        record.subject = subject
        record.save(update_fields=["subject"])


def delete_person(*, record: Record, actor: User) -> None:
    """Delete a person's record with all its results, for good."""
    with transaction.atomic():
        about = record.audit_title
        record.delete()
        audit.note(organization=record.organization, actor=actor, action=Action.RECORD_DELETED, subject=about)


def digest_of(record: Record) -> str:
    """Tells whether a record's answers are still those that somebody looked at."""
    return hashlib.sha256(json.dumps(record.answers, sort_keys=True).encode()).hexdigest()


def import_skills(*, record: Record, rows: Answers, seen: str, actor: User) -> Sequence[Change]:
    """Set the skills of these rows to what they say, all or none, and return what changed.

    `seen` is the digest of the record that the person has looked at. Raises AlreadyCompleteError or RecordChangedError.
    """
    with transaction.atomic():
        locked = Record.objects.select_for_update(of=("self",)).select_related("version", "instrument", "organization")
        found = locked.get(pk=record.pk)
        if found.is_complete:
            raise AlreadyCompleteError
        if digest_of(found) != seen:
            raise RecordChangedError
        before = from_json(found.answers)
        changes = changes_of(found.version.content, before, rows)
        if changes:
            found.answers = to_json({**before, **rows})
            found.saved_at, found.saved_by = timezone.now(), actor
            found.save(update_fields=["answers", "saved_at", "saved_by"])
            about = f"{found.audit_title} (CSV)"
            audit.note(organization=found.organization, actor=actor, action=Action.IMPORTED, subject=about)
    return changes
