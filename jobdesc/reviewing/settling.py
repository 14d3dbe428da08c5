"""Settling marks: taking a replacement over, leaving one as it is with a reason, and marking it again."""

from django.db import transaction

from organizations.models import User

from ..drafting.saving import Saved, lock, save
from ..models import Description, Overruled
from ..wording.loading import standard_rules
from .looking import look_at, own_rules
from .marks import Mark, marks_of_places
from .places import with_text, written


class GoneError(ValueError):
    """What somebody wants to settle does not stand there any more; says so in a sentence for people."""


TEXT_CHANGED = "This text has changed meanwhile, so nothing was taken over. Here is what it says now."
NOT_MARKED = "This is not marked any more, so there was nothing to decide."


@transaction.atomic
def take_over(*, description: Description, path: str, rule: str, start: int, matched: str, actor: User) -> Saved:
    """Put the replacement where the mark is, as a new version; the line keeps its source and competency.

    The replacement is the rule's, never what was posted. Raises GoneError where that text is not marked so now, and
    PutAwayError.
    """
    now = lock(description)
    document = now.document
    place = next((one for one in written(document) if one.path == path and one.text), None)
    marks = marks_of_places((place,), standard_rules(), own_rules(now.organization)) if place else ()
    mark = next((one for one in marks if _is(one, rule, start, matched)), None)
    if mark is None or not mark.finding.replacement:
        raise GoneError(TEXT_CHANGED)
    return save(
        description=now,
        version=now.version,
        document=with_text(document, path, mark.replaced),
        actor=actor,
        summary=f"“{_short(matched)}” became “{_short(mark.finding.replacement)}”",
    )


@transaction.atomic
def overrule(*, description: Description, rule: str, matched: str, reason: str, actor: User) -> Overruled:
    """Leave a mark, or something missing (`matched` is empty then), as it is, and keep why. A second decision on the
    same replaces the first. Raises GoneError where it is not marked now, and PutAwayError.
    """
    now = lock(description)
    look = look_at(now, now.document)
    there = {one.key for one in look.marks} | {(one.rule, "") for one in look.missing}
    if (rule, matched) not in there:
        raise GoneError(NOT_MARKED)
    decided, _ = Overruled.objects.update_or_create(
        description=now,
        rule=rule,
        matched=matched,
        defaults={"reason": reason, "decided_by_name": str(actor)[:150]},
    )
    return decided


@transaction.atomic
def mark_again(*, description: Description, overruled: Overruled) -> None:
    """Take back the decision to leave something as it is: it is marked again. Raises PutAwayError."""
    lock(description)
    overruled.delete()


def _is(mark: Mark, rule: str, start: int, matched: str) -> bool:
    found = mark.finding
    return (found.rule, found.start, found.matched) == (rule, start, matched)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
