"""Filling one's own worksheet: saving, finishing, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from organizations.models import User

from ..drafting.saving import lock
from ..models import Description, DescriptionStatus, Worksheet
from .answering import Posted, merge


class ClosedError(ValueError):
    """The description is approved, so that its worksheet is only read."""


@dataclass(frozen=True)
class Filled:
    """The worksheet as it is now. With `conflicts` those activities are as they were; `is_late` where nothing was saved
    because it is finished, `is_empty` where there was nothing yet to finish.
    """

    worksheet: Worksheet
    conflicts: Mapping[str, Posted] = field(default_factory=dict)
    is_late: bool = False
    is_empty: bool = False


def is_open(description: Description) -> bool:
    """Whether its worksheet can be filled and decided on: while it is written or read, and not put away."""
    return not description.is_put_away and description.status != DescriptionStatus.APPROVED


def stays(description: Description, person: User) -> bool:
    """Whether a finished worksheet stays as it is: once somebody else has finished too, both see each other's answers,
    and what is thought anew is said when it is talked over.
    """
    return description.worksheets.exclude(person=person).exclude(finished_at=None).exists()


def lock_open(description: Description) -> Description:
    """The description, locked. Raises PutAwayError and ClosedError."""
    now = lock(description)
    if not is_open(now):
        raise ClosedError
    return now


@transaction.atomic
def save_answers(
    *,
    description: Description,
    person: User,
    posted: Mapping[str, Posted],
    finish: bool = False,
    reopen: bool = False,
) -> Filled:
    """Merge what a form says into the person's worksheet, which comes about with it; finish it if asked.

    A finished one takes nothing until it is opened again (`reopen`), which it is not once it `stays`. It is not
    finished while two tabs disagree, nor while nothing is answered. Raises PutAwayError and ClosedError.
    """
    now = lock_open(description)
    found = now.worksheets.filter(person=person).first() or Worksheet(description=now, person=person)
    if found.finished_at and (not reopen or stays(now, person)):
        return Filled(found, is_late=True)
    merged = merge(found.answers, posted)
    found.answers, found.name = dict(merged.answers), str(person)[:150]
    found.version += 1 if found.pk else 0
    found.finished_at = timezone.now() if finish and merged.answers and not merged.conflicts else None
    found.save()
    return Filled(found, conflicts=merged.conflicts, is_empty=finish and not merged.answers)
