"""An organization's own instruments: made, changed, copied from a toolkit's, removed; and records moved along.

A toolkit's instrument is never changed here. An own one has versions like any other: what has been used stays as it
was, and a record stays with the version that it began with until somebody moves it.
"""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.crypto import get_random_string

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .answers import Answer, Answers, from_json, to_json
from .content import InstrumentContent, Item
from .instrument_fixture import InstrumentHead
from .models import Area, Instrument, InstrumentVersion, Record, content_hash
from .own_fixture import OwnFile
from .recording import AlreadyCompleteError, lock_organization

Action = AuditEvent.Action
MOST_OWN = 50  # of one organization: every page that lists assessments loads them all


class TooManyOwnError(Exception):
    """The organization has MOST_OWN instruments of its own. Nothing was stored."""


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the instrument, or the record, since it was read. Nothing was stored."""


class HasAnswersError(Exception):
    """There are answers to the instrument, or people whom it is kept for, so it stays."""


def new_slug() -> str:
    """A name for an own instrument. It tells nothing, and no toolkit's begins like this."""
    return f"own-{get_random_string(10, 'abcdefghijklmnopqrstuvwxyz0123456789')}"


def head_of(instrument: Instrument) -> InstrumentHead:
    """What stands around its items."""
    return InstrumentHead(**{name: getattr(instrument, name) for name in InstrumentHead.__dataclass_fields__})


def state_of(instrument: Instrument) -> str:
    """Changes whenever anything about the instrument does; a form carries it, so that it overwrites nothing unseen."""
    version = instrument.current_version
    return content_hash({**asdict(head_of(instrument)), "content": version.content_hash if version else ""})[:16]


def create_instrument(
    *,
    organization: Organization,
    head: InstrumentHead,
    content: InstrumentContent,
    copy_of: Instrument | None = None,
    action: AuditEvent.Action = Action.INSTRUMENT_ADDED,
    actor: User,
) -> Instrument:
    """Store an instrument of the organization's own under `content.slug`. Raises TooManyOwnError."""
    with transaction.atomic():
        lock_organization(organization.pk)
        if Instrument.objects.filter(organization=organization).count() >= MOST_OWN:
            raise TooManyOwnError
        instrument = Instrument(slug=content.slug, organization=organization, copy_of=copy_of)
        instrument.position = Area.values.index(Area.OWN)
        if copy_of:
            instrument.toolkit_id = copy_of.toolkit_id
            head = replace(head, heading=copy_of.heading, pages=copy_of.pages)
        _take(instrument, replace(head, area=Area.OWN))
        instrument.save()
        _store_version(instrument, "1", content)
        audit.note(organization=organization, actor=actor, action=action, subject=instrument.title)
    return instrument


def import_instrument(*, organization: Organization, file: OwnFile, actor: User) -> Instrument:
    """Store what a file says. Where it is a copy, an item that differs from the toolkit's is marked as reworded."""
    original = Instrument.objects.from_toolkits().filter(slug=file.copy_of).first() if file.copy_of else None
    content = _marked_where_reworded(file.content, original) if original else file.content
    return create_instrument(
        organization=organization,
        head=file.head,
        content=content,
        copy_of=original,
        action=Action.IMPORTED,
        actor=actor,
    )


def _marked_where_reworded(content: InstrumentContent, original: Instrument) -> InstrumentContent:
    """A toolkit's words are called so only where one of its versions has them."""
    said: dict[str, set[str]] = {}
    for version in original.versions.all():
        for item in version.content.items:
            said.setdefault(item.key, set()).add(item.text)

    def marked(item: Item) -> Item:
        return replace(item, derived=True) if item.after and item.text not in said.get(item.after, ()) else item

    sections = (replace(part, items=tuple(marked(item) for item in part.items)) for part in content.sections)
    return replace(content, sections=tuple(sections))


def copy_instrument(*, organization: Organization, original: Instrument, actor: User) -> Instrument:
    """Make a copy of a toolkit's instrument that the organization may reword. Raises TooManyOwnError.

    Its items say of which item they are a copy, and so keep its advice. What the toolkit says of the answers as a whole
    (bands, a rule for reading them) stays with the toolkit's own questions.
    """
    assert original.organization_id is None  # noqa: S101 - only a toolkit's is copied
    assert original.current_version is not None  # noqa: S101 - and one that can be filled
    head = head_of(original)
    head = replace(head, title=f"{head.title[:108].rstrip()} (our copy)")
    content = copied(original.current_version.content, new_slug())
    return create_instrument(organization=organization, head=head, content=content, copy_of=original, actor=actor)


def copied(content: InstrumentContent, slug: str) -> InstrumentContent:
    """A toolkit's content as the own instrument `slug`. Numbers of items stay behind: others may come between."""
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, key=f"{slug}/{item.slug}", after=item.key, source=replace(item.source, number=""))
                for item in section.items
            ),
        )
        for section in content.sections
    )
    return InstrumentContent(slug, content.toolkit, sections, content.scales)


def change_instrument(
    *, instrument: Instrument, head: InstrumentHead, content: InstrumentContent, based_on: str, actor: User
) -> bool:
    """Store what was changed; return whether anything was.

    Another content is a new version where a record or a completion uses the current one, and takes its place where
    none does. `based_on` is the `state_of` what was changed; raises ChangedMeanwhileError where it is another now.
    """
    assert instrument.organization is not None  # noqa: S101 - a toolkit's is never changed
    with transaction.atomic():
        # The lock under which a record begins, with the version as it is then.
        lock_organization(instrument.organization.pk)
        locked = Instrument.objects.select_related("current_version").get(pk=instrument.pk)
        current = locked.current_version
        assert current is not None  # noqa: S101 - it was made with one
        if state_of(locked) != based_on:
            raise ChangedMeanwhileError
        _take(locked, replace(head, area=Area.OWN))
        if content_hash(content.as_dict()) != current.content_hash:
            used = current.records.exists() or current.completions.exists()
            _store_version(locked, str(int(current.version) + 1) if used else current.version, content)
        if state_of(locked) == based_on:
            return False
        locked.save()
        audit.note(
            organization=instrument.organization, actor=actor, action=Action.INSTRUMENT_CHANGED, subject=locked.title
        )
    return True


def remove_instrument(*, instrument: Instrument, actor: User) -> None:
    """Delete an own instrument with its versions. Raises HasAnswersError where `has_answers`."""
    assert instrument.organization is not None  # noqa: S101 - a toolkit's is never removed
    with transaction.atomic():
        lock_organization(instrument.organization.pk)
        if has_answers(instrument):
            raise HasAnswersError
        Record.objects.filter(instrument=instrument).delete()
        instrument.delete()
        audit.note(
            organization=instrument.organization,
            actor=actor,
            action=Action.INSTRUMENT_REMOVED,
            subject=instrument.title,
        )


def has_answers(instrument: Instrument) -> bool:
    """Whether there is anything to lose: answers, names of those present, a completion, a person."""
    records = Record.objects.filter(instrument=instrument)
    empty = records.filter(answers={}, present="", completions=None, subject="")
    return records.exclude(pk__in=empty.values("pk")).exists()


def state_before_moving(record: Record) -> str:
    """Changes whenever the record's answers do, or the questions that it would move to."""
    current = record.instrument.current_version
    return content_hash({"answers": record.answers, "to": current.content_hash if current else ""})[:16]


def move_to_current_version(*, record: Record, seen: str, actor: User) -> list[Item]:
    """Go on with the current questions of the instrument; return those whose answers were dropped.

    What was completed before stays as it was. `seen` is the `state_before_moving` that was looked at. Raises
    AlreadyCompleteError where the record is complete, and ChangedMeanwhileError where `seen` is another now.
    """
    with transaction.atomic():
        # First, as elsewhere: under this lock a version that no record uses may be replaced.
        organization = lock_organization(record.organization_id)
        locked = Record.objects.select_for_update(of=("self",)).select_related("version", "instrument__current_version")
        record = locked.get(pk=record.pk)
        current = record.instrument.current_version
        if record.is_complete:
            raise AlreadyCompleteError
        if current is None or record.version_id == current.pk:
            return []
        if state_before_moving(record) != seen:
            raise ChangedMeanwhileError
        kept, lost = carried_over(record.version.content, current.content, from_json(record.answers))
        record.version, record.answers = current, to_json(kept)
        record.save(update_fields=["version", "answers"])
        audit.note(organization=organization, actor=actor, action=Action.MOVED_TO_NEWER, subject=record.audit_title)
    return lost


def carried_over(
    old: InstrumentContent, new: InstrumentContent, answers: Answers
) -> tuple[dict[str, Answer], list[Item]]:
    """The answers that stand for the new content too, and the questions whose answers do not.

    An answer stands where the question has the same name and text, and is answered in the same way.
    """
    asked = {item.slug: _asked(new, item) for item in new.asked}
    kept, lost = {}, []
    for item in old.asked:
        answer = answers.get(item.slug)
        if not answer:
            continue
        if asked.get(item.slug) == _asked(old, item):
            kept[item.slug] = answer
        else:
            lost.append(item)
    return kept, lost


def _asked(content: InstrumentContent, item: Item) -> tuple[object, ...]:
    scale = content.scale_of(item)
    return item.kind, " ".join(item.text.split()), scale.options if scale else ()


def _take(instrument: Instrument, head: InstrumentHead) -> None:
    for name, value in asdict(head).items():
        setattr(instrument, name, value)


def _store_version(instrument: Instrument, version: str, content: InstrumentContent) -> None:
    data = content.as_dict()
    instrument.current_version, _ = InstrumentVersion.objects.update_or_create(
        instrument=instrument,
        version=version,
        defaults={"content_json": data, "content_hash": content_hash(data)},
    )
    instrument.save(update_fields=["current_version"])
