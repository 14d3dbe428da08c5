"""Deciding whether an activity belongs in the role, and taking that back. Two people deciding at once are asked."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from organizations.models import User

from ..models import Decision, Description
from .activities import YES
from .filling import lock_open
from .side_by_side import Decided, Row

LONGEST_REASON = 500


@dataclass(frozen=True)
class Outcome:
    """`decision` as it stands now, None where there is none. With `is_conflict` somebody else's, and nothing was done;
    `batch` is what `undo` takes, empty where nothing was changed.
    """

    decision: Decision | None
    batch: str = ""
    is_conflict: bool = False


def decided(description: Description) -> dict[str, Decided]:
    """What has been decided, by natural key of the activity. One query."""
    return {one.activity: as_decided(one) for one in description.decisions.all()}


def as_decided(decision: Decision) -> Decided:
    return Decided(
        belongs=decision.belongs,
        reason=decision.reason,
        by=decision.decided_by_name,
        at=decision.decided_at,
        mark=_mark(decision),
    )


@transaction.atomic
def decide(
    *, description: Description, activity: str, was: str, belongs: bool, reason: str, actor: User | None
) -> Outcome:
    """Decide about one activity. `was` is the `mark` of the decision that the form was made from, empty for none.

    Where somebody else decided differently meanwhile, nothing is changed. Raises PutAwayError and ClosedError.
    """
    now = lock_open(description)
    found = now.decisions.filter(activity=activity).first()
    if found and (found.belongs, found.reason) == (belongs, reason):
        return Outcome(found)
    if _mark(found) != was:
        return Outcome(found, is_conflict=True)
    batch = _new_batch()
    return Outcome(_write(now, found, activity, belongs, reason, actor, batch), batch)


@transaction.atomic
def decide_agreed(*, description: Description, rows: Sequence[Row], actor: User | None) -> tuple[int, str]:
    """Decide these as everybody said, and return how many and what `undo` takes. What has been decided is left alone.

    Raises PutAwayError and ClosedError.
    """
    now = lock_open(description)
    there = set(now.decisions.values_list("activity", flat=True))
    batch = _new_batch()
    new = [
        Decision(
            description=now,
            activity=row.activity.key,
            belongs=row.verdict == YES,
            reason=row.agreed_reason[:LONGEST_REASON],
            decided_by_name=_name(actor),
            batch=batch,
        )
        for row in rows
        if row.activity.key not in there
    ]
    Decision.objects.bulk_create(new)
    return len(new), batch


@transaction.atomic
def open_again(*, description: Description, activity: str, was: str) -> Outcome:
    """Take a decision away, so that the activity is undecided. Raises PutAwayError and ClosedError."""
    found = lock_open(description).decisions.filter(activity=activity).first()
    if found is None:
        return Outcome(None)
    if _mark(found) != was:
        return Outcome(found, is_conflict=True)
    found.delete()
    return Outcome(None)


@transaction.atomic
def undo(*, description: Description, batch: str) -> int:
    """Put back what stood before one act of deciding, and return for how many activities.

    What was decided again since then belongs to another act and stays. Raises PutAwayError and ClosedError.
    """
    now = lock_open(description)
    found = list(now.decisions.filter(batch=batch)) if batch else []
    for one in found:
        before: Mapping[str, Any] | None = one.before
        if before is None:
            one.delete()
            continue
        one.belongs, one.reason, one.decided_by_name = before["belongs"], before["reason"], before["by"]
        one.batch, one.before = "", None
        one.save()
    return len(found)


def _write(
    description: Description,
    found: Decision | None,
    activity: str,
    belongs: bool,
    reason: str,
    actor: User | None,
    batch: str,
) -> Decision:
    before = found and {"belongs": found.belongs, "reason": found.reason, "by": found.decided_by_name}
    decision = found or Decision(description=description, activity=activity)
    decision.belongs, decision.reason, decision.decided_by_name = belongs, reason, _name(actor)
    decision.batch, decision.before = batch, before
    decision.save()
    return decision


def _mark(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return hashlib.sha256(f"{decision.belongs}|{decision.reason}".encode()).hexdigest()[:12]


def _new_batch() -> str:
    return secrets.token_hex(6)


def _name(actor: User | None) -> str:
    return str(actor)[:150] if actor else ""
