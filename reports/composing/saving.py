"""Reports are begun, changed and removed here alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import Organization, User

from ..models import Report
from .making import Wanted
from .parts import Reader, parts_for

FIELDS = ("name", "reader", "parts", "introduction", "asked", "edits", "logo", "logo_words", "accent")
"""What a form of a report may change."""


@dataclass(frozen=True)
class Saved:
    """`conflicts` are the fields that somebody else changed differently meanwhile; with any, nothing was saved."""

    report: Report
    conflicts: tuple[str, ...] = ()
    changed: bool = False


@transaction.atomic
def begin(*, organization: Organization, actor: User | None, name: str, reader: str, once: str = "") -> Report:
    """Make a report for a reader, with the parts that suit it. The same button pressed twice makes one."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if once and (made := Report.objects.for_organization(organization).filter(once=once[:24]).first()):
        return made
    return Report.objects.create(
        organization=organization,
        name=name[:150],
        reader=Reader(reader),
        parts=parts_for(reader),
        once=once[:24] or None,
        saved_by=actor,
        saved_by_name=_name(actor),
    )


@transaction.atomic
def change(*, report: Report, actor: User | None, was: Mapping[str, Any], now: Mapping[str, Any]) -> Saved:
    """Save fields of a report: `was` as the form was made of them, `now` as they are to be.

    Field by field: what only one of two people changed is taken. What both changed differently is a conflict, and then
    nothing is saved. Raises Report.DoesNotExist where it was removed meanwhile.
    """
    found = Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    wanted = {name: now[name] for name in FIELDS if name in now and now[name] != was.get(name)}
    there = {name: getattr(found, name) for name in wanted}
    conflicts = tuple(name for name, value in wanted.items() if there[name] not in (was.get(name), value))
    if conflicts:
        return Saved(found, conflicts)
    if all(there[name] == value for name, value in wanted.items()):
        return Saved(found)
    for name, value in wanted.items():
        setattr(found, name, value)
    found.version += 1
    found.saved_by, found.saved_by_name, found.saved_at = actor, _name(actor), timezone.now()
    found.save()
    return Saved(found, changed=True)


@transaction.atomic
def remove(*, report: Report, actor: User | None) -> None:
    """Remove a report. What was issued of it stays."""
    note(organization=report.organization, actor=actor, action=Action.REPORT_REMOVED, subject=report.name)
    report.delete()


def wanted_of(report: Report) -> Wanted:
    """What a report asks for, for `making.make_parts`."""
    return Wanted(tuple(report.parts), report.introduction, report.asked, report.edits)


def _name(actor: User | None) -> str:
    return str(actor)[:150] if actor else ""
