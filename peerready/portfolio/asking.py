"""What those do who keep a portfolio: ask with a code, and take organizations off their list."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from organizations import audit
from organizations.models import AuditEvent, User

from .models import EntryState, Portfolio, PortfolioEntry, SeenCode

MOST_ENTRIES = 150
"""So many organizations and requests stand in one portfolio."""
Action = AuditEvent.Action


class AskedAlreadyError(ValueError):
    """This portfolio has asked with this code before."""


class FullError(ValueError):
    """There are as many entries as there may be."""


def ask(*, portfolio: Portfolio, code: str, actor: User, now: datetime | None = None) -> PortfolioEntry:
    """Ask whoever has this code to be seen. Raises AskedAlreadyError or FullError, neither of which depends on whose
    the code is.

    A code that nobody has makes the same entry, without an organization. So does that of an organization that has been
    asked already or has agreed, and of the demo.
    """
    now = now or timezone.now()
    with transaction.atomic():
        Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio.pk)
        entries = PortfolioEntry.objects.filter(portfolio=portfolio)
        if entries.filter(code=code).exists():
            raise AskedAlreadyError
        if entries.filter(dropped_at=None).count() >= MOST_ENTRIES:
            raise FullError
        held = SeenCode.objects.filter(code=code, organization__is_demo=False).select_related("organization").first()
        organization = held.organization if held else None
        standing = entries.filter(organization=organization, state__in=(EntryState.ASKED, EntryState.AGREED))
        if organization is not None and standing.exists():
            organization = None
        by = f"{str(actor)[:150]} ({actor.email})" if actor.name else actor.email
        entry = entries.create(
            portfolio=portfolio,
            organization=organization,
            code=code,
            asked_by=by[:300],
            tell_at=now if organization else None,
        )
        if organization is not None:
            audit.note(organization=organization, actor=actor, action=Action.PORTFOLIO_ASKED, subject=portfolio.name)
    return entry


def drop(*, entry: PortfolioEntry, actor: User, now: datetime | None = None) -> None:
    """Take an entry off the list: who was asked no longer finds the request, and who agreed is no longer seen."""
    now = now or timezone.now()
    with transaction.atomic():
        found = PortfolioEntry.objects.select_for_update(of=("self",)).select_related("organization", "portfolio")
        entry = found.get(pk=entry.pk)
        if entry.dropped_at:
            return
        was_seen = entry.is_agreed
        entry.dropped_at, entry.tell_at = now, None
        if entry.state != EntryState.ENDED:
            entry.state, entry.ended_at, entry.ended_by_name = EntryState.ENDED, now, str(actor)[:150]
        entry.save()
        if was_seen:
            audit.note(
                organization=entry.organization,
                actor=actor,
                action=Action.PORTFOLIO_ENDED,
                subject=entry.portfolio.name,
            )
