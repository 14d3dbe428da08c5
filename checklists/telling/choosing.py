"""What a member wants to be mailed about plans, and links in mail that stop one kind of it without signing in."""

from collections.abc import Iterable
from typing import Literal, cast, get_args

from django.conf import settings
from django.core import signing
from django.urls import reverse

from organizations.models import Membership

from ..models import MailChoice

Kind = Literal["weekly", "reminders", "mentions"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SALT = "plan-mail"


def choice_of(membership: Membership) -> MailChoice:
    """What a member has chosen; everything, in a row that is not saved yet, where they have not."""
    return MailChoice.objects.filter(membership=membership).first() or MailChoice(membership=membership)


def choices_of(memberships: Iterable[Membership]) -> dict[int, MailChoice]:
    """The same for several, by their keys; one query."""
    members = {member.pk: member for member in memberships}
    found = {choice.membership_id: choice for choice in MailChoice.objects.filter(membership__in=members)}
    return {pk: found.get(pk) or MailChoice(membership=member) for pk, member in members.items()}


def save_choice(*, membership: Membership, **wanted: bool) -> None:
    """Keep what a member wants to be mailed: `weekly`, `reminders`, `mentions`. What is not named stays as it is."""
    MailChoice.objects.update_or_create(membership=membership, defaults=wanted)


def stop_url(membership: Membership, kind: Kind) -> str:
    """The whole address that stops one kind of mail to a member. It holds no address and no name."""
    token = signing.dumps([membership.pk, kind], salt=SALT)
    return settings.SITE_URL + reverse("telling:stop", args=[token])


def read_stop(token: str) -> tuple[int, Kind] | None:
    """The member's key and the kind of mail that such a link is about; None where it was not made here."""
    try:
        member, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (member, cast(Kind, kind)) if isinstance(member, int) and kind in KINDS else None
