"""What an organization answers to those who ask to see how it stands. Each action is one transaction.

One that cannot be done any more, because somebody else was quicker, does nothing and says so.
"""

from django.db import transaction
from django.utils import timezone

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .models import EntryState, PortfolioEntry

Action = AuditEvent.Action


def agree(*, entry: PortfolioEntry, organization: Organization, actor: User) -> bool:
    """Be seen in the portfolio from now on; whether there was anything to agree to."""
    if organization.is_demo:
        return False
    with transaction.atomic():
        found = _locked(entry, organization, EntryState.ASKED)
        if found is None:
            return False
        found.state, found.agreed_at, found.tell_at = EntryState.AGREED, timezone.now(), None
        found.agreed_by_name, found.called = str(actor)[:150], organization.name
        found.save()
        _note(found, organization, actor, Action.PORTFOLIO_AGREED)
    return True


def refuse(*, entry: PortfolioEntry, organization: Organization, actor: User) -> bool:
    """Refuse, which nobody is told: to those who asked it looks as if nobody had answered."""
    with transaction.atomic():
        found = _locked(entry, organization, EntryState.ASKED)
        if found is None:
            return False
        found.state, found.tell_at = EntryState.ENDED, None
        found.ended_at, found.ended_by_name = timezone.now(), str(actor)[:150]
        found.save()
        _note(found, organization, actor, Action.PORTFOLIO_REFUSED)
    return True


def end(*, entry: PortfolioEntry, organization: Organization, actor: User) -> bool:
    """No longer be seen in the portfolio, from this moment on."""
    with transaction.atomic():
        found = _locked(entry, organization, EntryState.AGREED)
        if found is None:
            return False
        found.state, found.ended_at, found.ended_by_name = EntryState.ENDED, timezone.now(), str(actor)[:150]
        found.save()
        _note(found, organization, actor, Action.PORTFOLIO_ENDED)
    return True


def _locked(entry: PortfolioEntry, organization: Organization, state: EntryState) -> PortfolioEntry | None:
    entries = PortfolioEntry.objects.select_for_update(of=("self",)).for_organization(organization)
    return entries.select_related("portfolio").filter(pk=entry.pk, state=state).first()


def _note(entry: PortfolioEntry, organization: Organization, actor: User, action: AuditEvent.Action) -> None:
    audit.note(organization=organization, actor=actor, action=action, subject=entry.portfolio.name)
