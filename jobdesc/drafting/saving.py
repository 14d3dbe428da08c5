"""Job descriptions come about and change here alone: it locks, merges, counts versions and keeps what was before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import Organization, User

from ..models import Description, DescriptionStatus, Revision, RevisionKind
from .document import Document, from_json, to_json
from .merging import Conflict, differences, merge

KEPT = 200
"""So many versions are kept whole, the latest; of those before, the ones that were read or approved."""


class PutAwayError(ValueError):
    """The description has been put away, so it is only read. `description` says which."""

    def __init__(self, description: Description) -> None:
        super().__init__("This job description has been put away.")
        self.description = description


@dataclass(frozen=True)
class Saved:
    """`document` as it stands now. With `conflicts` nothing was saved; `changed` says whether anything was."""

    description: Description
    document: Document
    changed: bool = False
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def begin(
    *,
    organization: Organization,
    actor: User | None,
    document: Document,
    begun_from: Description | None = None,
    once: str = "",
) -> Description:
    """Make a description of this document, as its version 1.

    `once` is a key that the page with the button gave out: pressed again, the button leads to the description that it
    made already.
    """
    # The organization's row is the lock under which two presses of one button come one after the other.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if once and (made := Description.objects.for_organization(organization).filter(once=once).first()):
        return made
    now = timezone.now()
    description = Description.objects.create(
        organization=organization,
        title=document.title[:150],
        content=to_json(document),
        begun_from=begun_from,
        once=once or None,
        created_by=actor,
        saved_at=now,
        saved_by_name=_name(actor),
    )
    _keep(description, actor, "Began the description")
    note(organization=organization, actor=actor, action=Action.JOB_BEGUN, subject=str(description))
    return description


@transaction.atomic
def save(
    *,
    description: Description,
    version: int,
    document: Document,
    actor: User | None,
    decided: Mapping[str, str] | None = None,
    summary: str = "",
) -> Saved:
    """Save a document that was made from a version of the description.

    What others saved meanwhile is merged line by line; `decided` says whose to keep where both changed the same
    differently, by path (`merging.merge`). Without it such a save changes nothing and returns the conflicts. What was
    being read or was approved becomes a draft again; the approved version stays what it was. Raises PutAwayError.
    """
    now = lock(description)
    theirs = now.document
    merged = merge(base_of(now, version), theirs, document, decided)
    if merged.conflicts:
        return Saved(now, theirs, conflicts=merged.conflicts)
    if merged.document == theirs:
        return Saved(now, theirs)
    changed = len(differences(theirs, merged.document))
    write(now, merged.document, actor, summary or f"Changed {changed} {'place' if changed == 1 else 'places'}")
    return Saved(now, merged.document, changed=True)


def lock(description: Description) -> Description:
    """The description as it is now, locked until the transaction ends. Raises PutAwayError."""
    now = (
        Description.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization")
        .get(pk=description.pk)
    )
    if now.is_put_away:
        raise PutAwayError(now)
    return now


def base_of(description: Description, version: int) -> Document:
    """What a form was made from. A version that is not kept any more counts as empty: whatever differs is asked."""
    if version == description.version:
        return description.document
    found = description.revisions.filter(version=version).values_list("content", flat=True).first()
    return from_json(found) if found is not None else Document()


def write(description: Description, document: Document, actor: User | None, summary: str) -> None:
    """Store a new version of a locked description, as a draft."""
    description.content = to_json(document)
    description.title = document.title[:150]
    description.version += 1
    description.status = DescriptionStatus.DRAFT
    description.saved_at, description.saved_by_name = timezone.now(), _name(actor)
    description.save(update_fields=["content", "title", "version", "status", "saved_at", "saved_by_name"])
    _keep(description, actor, summary)
    if description.version % KEPT == 0:
        description.revisions.filter(kind=RevisionKind.SAVED, version__lte=description.version - KEPT).delete()


@transaction.atomic
def restore(*, description: Description, revision: Revision, actor: User | None) -> Saved:
    """Bring back what an earlier version said, as a new version. Raises PutAwayError."""
    now = lock(description)
    if revision.document == now.document:
        return Saved(now, now.document)
    write(now, revision.document, actor, f"Brought back version {revision.version}")
    return Saved(now, revision.document, changed=True)


@transaction.atomic
def put_away(*, description: Description, actor: User | None) -> None:
    """Take the description out of the list and make it read-only. Its open public pages are closed."""
    now = lock(description)
    now.put_away_at = timezone.now()
    now.save(update_fields=["put_away_at"])
    now.postings.filter(ended_at=None).update(ended_at=now.put_away_at)
    note(organization=now.organization, actor=actor, action=Action.JOB_PUT_AWAY, subject=str(now))


@transaction.atomic
def take_back(*, description: Description, actor: User | None) -> None:
    """Bring a description that was put away back into the list."""
    Description.objects.filter(pk=description.pk).update(put_away_at=None)
    note(organization=description.organization, actor=actor, action=Action.JOB_TAKEN_BACK, subject=str(description))


@transaction.atomic
def revert(*, description: Description, version: int, actor: User | None) -> Saved:
    """Take back what one version changed, and nothing that was changed since. Raises PutAwayError.

    With conflicts (what it changed was changed again), or where the version is not kept, nothing is done.
    """
    earlier = description.revisions.filter(version=version - 1).first()
    if earlier is None:
        return Saved(description, description.document)
    summary = f"Took back version {version}"
    return save(description=description, version=version, document=earlier.document, actor=actor, summary=summary)


@transaction.atomic
def delete(*, description: Description, actor: User | None) -> None:
    """Erase a description that was put away, with its versions, worksheets, remarks, interviews and pages.

    Raises ValueError where it has not been put away.
    """
    now = Description.objects.select_for_update(no_key=True, of=("self",)).get(pk=description.pk)
    if not now.is_put_away:
        raise ValueError("Only what was put away can be deleted.")
    note(organization=description.organization, actor=actor, action=Action.JOB_DELETED, subject=str(now))
    now.delete()


def _keep(description: Description, actor: User | None, summary: str) -> None:
    Revision.objects.create(
        description=description,
        version=description.version,
        content=description.content,
        summary=summary[:200],
        saved_at=description.saved_at,
        saved_by=actor,
        saved_by_name=description.saved_by_name,
    )


def _name(actor: User | None) -> str:
    return str(actor)[:150] if actor else ""
