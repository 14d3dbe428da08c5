"""A portfolio and the people who may open it. Each action is one transaction."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from organizations import audit
from organizations.models import AuditEvent, User
from organizations.sending import Fate, hand_over_all, render_plain
from organizations.text import clean_line

from .models import EntryState, Portfolio, PortfolioPerson, PortfolioRole

MOST_PORTFOLIOS = 20
"""So many portfolios one person keeps at most."""
MOST_PEOPLE = 40
"""So many people may open one portfolio, invited ones included."""


class FullError(ValueError):
    """There are as many as there may be. The message is fit for whoever asked."""


class LastOwnerError(ValueError):
    """A portfolio keeps an owner as long as there is one."""


def begin(*, name: str, kept_by: str, actor: User) -> Portfolio:
    """Begin a portfolio that `actor` owns. Raises FullError."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        if PortfolioPerson.objects.of(actor).owners().count() >= MOST_PORTFOLIOS:
            raise FullError(f"You keep {MOST_PORTFOLIOS} portfolios already. Delete one that you no longer need.")
        portfolio = Portfolio.objects.create(name=name, kept_by=kept_by)
        portfolio.people.create(user=actor, email=actor.email, role=PortfolioRole.OWNER)
    return portfolio


def rename(*, portfolio: Portfolio, name: str, kept_by: str) -> None:
    """Organizations that have agreed see the new words too."""
    Portfolio.objects.filter(pk=portfolio.pk).update(name=name, kept_by=kept_by)
    portfolio.refresh_from_db()


def invite(*, portfolio: Portfolio, email: str, role: str) -> PortfolioPerson | None:
    """Let whoever has this address open the portfolio; None where it is there already. Raises FullError."""
    email = email.lower()
    with transaction.atomic():
        Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio.pk)
        people = PortfolioPerson.objects.filter(portfolio=portfolio)
        if people.filter(email=email).exists() or people.filter(user__email=email).exists():
            return None
        if people.count() >= MOST_PEOPLE:
            raise FullError(f"{MOST_PEOPLE} people can open this portfolio already. Remove somebody first.")
        return people.create(portfolio=portfolio, email=email, role=role)


def send_invitation(*, person: PortfolioPerson, inviter: User) -> bool:
    """Mail them where the portfolio is; whether the mail server took it."""
    said = {
        "inviter": clean_line(str(inviter)),
        "address": inviter.email,
        "portfolio": clean_line(person.portfolio.name),
        "link": settings.SITE_URL + reverse("portfolios:index"),
        "email": person.email,
    }
    text = render_plain("peerready/portfolio/email/reader.txt", said)
    message = EmailMessage("A portfolio on PeerReady for you to read", text, to=[person.email])
    return all(one.fate in (Fate.SENT, Fate.UNSURE) for one in hand_over_all([message]))


def claim(user: User) -> int:
    """Make `user` one of the people whose addresses they have confirmed as theirs; of how many portfolios.

    One query where there is nothing to claim.
    """
    mine = EmailAddress.objects.filter(user=user, verified=True).values("email")
    waiting = PortfolioPerson.objects.filter(user=None, email__in=mine)
    claimed = 0
    for pk, portfolio in waiting.values_list("pk", "portfolio"):
        with transaction.atomic():
            Portfolio.objects.select_for_update(no_key=True).filter(pk=portfolio).first()
            row = PortfolioPerson.objects.filter(pk=pk, user=None)
            if PortfolioPerson.objects.of(user).filter(portfolio=portfolio).exists():
                row.delete()  # they are there under another address
            else:
                claimed += row.update(user=user)
    return claimed


def remove_person(*, person: PortfolioPerson) -> None:
    """Somebody can no longer open the portfolio. Raises LastOwnerError."""
    with transaction.atomic():
        Portfolio.objects.select_for_update(no_key=True).get(pk=person.portfolio_id)
        others = PortfolioPerson.objects.filter(portfolio=person.portfolio_id).exclude(pk=person.pk)
        if person.role == PortfolioRole.OWNER and person.user_id and not others.owners().exists():
            raise LastOwnerError("A portfolio needs an owner. Make somebody else an owner first, or delete it.")
        PortfolioPerson.objects.filter(pk=person.pk).delete()


def delete(*, portfolio: Portfolio, actor: User) -> None:
    """Delete a portfolio. Organizations that were seen in it find in their trail that this has ended."""
    with transaction.atomic():
        Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio.pk)
        seen = portfolio.entries.filter(state=EntryState.AGREED).select_related("organization")
        for entry in seen:
            audit.note(
                organization=entry.organization,
                actor=actor,
                action=AuditEvent.Action.PORTFOLIO_ENDED,
                subject=portfolio.name,
            )
        portfolio.delete()
