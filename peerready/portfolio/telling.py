"""Telling an organization's owners by mail that somebody asks to see how it stands: once a request, once a day at most.

Found due in our own tables and sent by the worker, never while the one who asks waits: that would take longer for a
code that somebody has.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from organizations.models import Membership, Organization
from organizations.sending import Fate, hand_over_all, render_plain
from organizations.text import clean_line

from .models import PortfolioEntry

BETWEEN = timedelta(days=1)
"""How long an organization is left alone after a mail, however many ask meanwhile."""
AGAIN = timedelta(hours=1)
"""When it is tried again, where the mail server took none."""
GIVEN_UP = timedelta(days=3)
"""How long it is tried: the request stands in the settings anyway."""
MOST_NAMED = 5


def tell(*, organization_id: int, now: datetime) -> None:
    """Tell the owners of all requests that are due. Marked before it is sent: a worker that dies tells nobody twice."""
    with transaction.atomic():
        organization = Organization.objects.select_for_update(no_key=True).filter(pk=organization_id).first()
        if organization is None:
            return
        due = PortfolioEntry.objects.to_tell(now).for_organization(organization)
        told = PortfolioEntry.objects.for_organization(organization).filter(told_at__gt=now - BETWEEN)
        if last := told.order_by("-told_at").first():
            due.update(tell_at=(last.told_at or now) + BETWEEN)
            return
        entries = list(due.select_related("portfolio"))
        if not entries:
            return
        mine = PortfolioEntry.objects.filter(pk__in=[entry.pk for entry in entries])
        mine.update(tell_at=None, told_at=now)
    owners = Membership.objects.for_organization(organization).owners().select_related("user")
    letters = [_letter(organization, entries, owner.user.email) for owner in owners]
    said = list(hand_over_all(letters))
    if said and all(one.fate == Fate.LATER for one in said):
        mine.filter(asked_at__gt=now - GIVEN_UP).update(tell_at=now + AGAIN, told_at=None)


def _letter(organization: Organization, entries: Sequence[PortfolioEntry], address: str) -> EmailMessage:
    name = clean_line(organization.name)
    said = {
        "organization": name,
        "requests": [
            {"portfolio": clean_line(entry.portfolio.name), "by": clean_line(entry.asked_by)}
            for entry in entries[:MOST_NAMED]
        ],
        "more": len(entries[MOST_NAMED:]),
        "link": settings.SITE_URL + reverse("seen", args=[organization.slug]),
    }
    text = render_plain("peerready/portfolio/email/asked.txt", said)
    return EmailMessage(f"Somebody asks to see how {name} stands"[:200], text, to=[address])
