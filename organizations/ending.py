"""The end of an organization: it is marked, waits, can be taken back, and is then deleted with all that hangs on it.

Rooms that keep something elsewhere (files, caches, rows without a foreign key) register what erases it (`forgets`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from . import audit
from .founding import delete_organization
from .jobs import erase
from .models import AuditEvent, Job, Membership, Organization, OwnerMail, User
from .sending import (
    INTERRUPTED,
    UNREACHABLE,
    Fate,
    Said,
    UnreachableError,
    connect,
    disconnect,
    hand_over,
    in_time,
    render_plain,
)
from .text import clean_line

WAITS = timedelta(days=14)
"""How long a marked organization can be taken back."""
NOTICE = timedelta(days=1)
"""How long before the end the owners are told once more; without that it does not end."""
Action, Status = AuditEvent.Action, OwnerMail.Status
Forget = Callable[[Organization], None]
_elsewhere: list[Forget] = []
_rows: list[Forget] = []


def forgets(*, elsewhere: Forget | None = None, rows: Forget | None = None) -> None:
    """Register what erases more of an organization: `elsewhere` what no transaction holds, before the end; `rows` in
    the transaction of the end. Both may be done again.
    """
    _elsewhere.extend([elsewhere] if elsewhere else [])
    _rows.extend([rows] if rows else [])


def mark(*, organization: Organization, actor: User, now: datetime | None = None) -> None:
    """Let the organization be deleted in WAITS, and have its owners told. One that is marked already stays as it is."""
    now = now or timezone.now()
    with transaction.atomic():
        found = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if not found.is_ending:
            found.delete_at, found.deletion_asked_by_name, found.deletion_told_at = now + WAITS, str(actor)[:150], None
            found.save(update_fields=["delete_at", "deletion_asked_by_name", "deletion_told_at"])
            audit.note(organization=found, actor=actor, action=Action.ORGANIZATION_ENDING)
            _have_told(found, OwnerMail.Kind.MARKED)
    organization.refresh_from_db()


def keep(*, organization: Organization, actor: User) -> bool:
    """Take it back: nothing is deleted, and all can be changed again. Whether there was anything to take back."""
    with transaction.atomic():
        found = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if not found.is_ending:
            return False
        found.delete_at, found.deletion_asked_by_name, found.deletion_told_at = None, "", None
        found.save(update_fields=["delete_at", "deletion_asked_by_name", "deletion_told_at"])
        OwnerMail.objects.filter(membership__organization=found, status=Status.WAITING).delete()
        audit.note(organization=found, actor=actor, action=Action.ORGANIZATION_KEPT)
    return True


def tell_owners(*, organization_id: int, now: datetime) -> None:
    """Send the owners what is due: that it is marked, and a day before the end once more."""
    with transaction.atomic():
        found = Organization.objects.select_for_update(no_key=True).filter(pk=organization_id).first()
        if found is None or found.delete_at is None:
            return
        if found.deletion_told_at is None and found.delete_at - NOTICE <= now:
            found.deletion_told_at = now
            found.save(update_fields=["deletion_told_at"])
            _have_told(found, OwnerMail.Kind.TOMORROW)
    ready = OwnerMail.objects.ready(now).filter(membership__organization=found)
    rows = list(ready.select_related("membership__user", "membership__organization").order_by("pk"))
    if not rows:
        return
    try:
        connection = connect()
    except UnreachableError as error:
        for row in rows:
            _note(row, Said(Fate.LATER, f"{UNREACHABLE}: {error}"), now)
        return
    try:
        for row in in_time(connection, rows):
            mine = OwnerMail.objects.filter(pk=row.pk, status=Status.WAITING)
            if mine.update(status=Status.SENDING):
                _note(row, hand_over(connection, _letter(row)), now)
    finally:
        disconnect(connection)


def end(*, organization_id: int, now: datetime) -> bool:
    """Delete an organization whose time is over, for good; whether it is gone. It may be killed and done again."""
    found = ended_by(now).filter(pk=organization_id).first()
    if found is None:
        return False
    for forget in _elsewhere:
        forget(found)
    for job in Job.objects.for_organization(found).exclude(file=""):
        erase(job)
    erase_folder(f"made/{found.pk}")
    with transaction.atomic():
        locked = ended_by(now).select_for_update(no_key=True).filter(pk=organization_id).first()
        if locked is None:
            return False
        for forget in _rows:
            forget(locked)
        delete_organization(organization=locked, actor=None)
    return True


def ended_by(now: datetime) -> QuerySet[Organization]:
    """The organizations to be deleted now: their time is over, and their owners were told a day before."""
    return Organization.objects.filter(delete_at__lte=now, deletion_told_at__lte=now - NOTICE)


def erase_folder(folder: str) -> None:
    """Erase all files below a folder of the storage, whatever is known of them."""
    try:
        folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        if name:
            erase_folder(f"{folder}/{name}")
    default_storage.delete(folder)


def give_up_unfinished() -> int:
    """Mark what a dead worker left SENDING: it may have arrived. Only for who knows that nobody else sends."""
    return OwnerMail.objects.filter(status=Status.SENDING).update(status=Status.UNSURE, problem=INTERRUPTED)


def _have_told(organization: Organization, kind: OwnerMail.Kind) -> None:
    owners, about = Membership.objects.for_organization(organization).owners(), organization.delete_at
    rows = [OwnerMail(membership=owner, kind=kind, about=about) for owner in owners if about]
    OwnerMail.objects.bulk_create(rows, ignore_conflicts=True)


def _letter(row: OwnerMail) -> EmailMessage:
    organization = row.membership.organization
    name, day = clean_line(organization.name), date_format(timezone.localtime(row.about), "l, F j, Y")
    subject = f"{name} will be deleted on {day}" if row.kind == OwnerMail.Kind.MARKED else f"{name} is deleted tomorrow"
    said = {
        "organization": organization,
        "day": day,
        "is_last": row.kind == OwnerMail.Kind.TOMORROW,
        "link": settings.SITE_URL + reverse("organizations:delete", args=[organization.slug]),
    }
    text = render_plain("organizations/email/ending.txt", said)
    return EmailMessage(subject[:200], text, to=[row.membership.user.email])


def _note(row: OwnerMail, said: Said, now: datetime) -> None:
    OwnerMail.objects.filter(pk=row.pk).update(**said.changes(row.tries + 1, now), tries=F("tries") + 1)
