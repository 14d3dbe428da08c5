"""What whoever runs a survey can follow while it is open. Reads only; nothing in it tells who has answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from ..confidentiality import banded
from ..models import Delivery, Group, Invitee, Mailing, Survey, Way
from ..models.asking import DeliveryQuerySet
from .times import days_left, when

SENT = Delivery.Status.SENT


@dataclass(frozen=True)
class GroupAsked:
    """A group, how it is asked, and how many addresses of it have a link; nothing of its answers."""

    group: Group
    invited: int

    @property
    def is_personal(self) -> bool:
        return self.group.way == Way.PERSONAL

    @property
    def asks_nobody(self) -> bool:
        """Whether it has no addresses, as after reopening."""
        return self.is_personal and not self.invited


@dataclass(frozen=True)
class Reminder:
    """One of the reminders: when it went out or will."""

    when: str
    state: str

    @property
    def is_past(self) -> bool:
        return self.state == "sent"


@dataclass(frozen=True)
class Undelivered:
    """An address to which the invitation did not go, or may not have gone, and what the mail server said."""

    invitee: Invitee
    group: Group
    may_have_arrived: bool
    problem: str


@dataclass(frozen=True)
class Following:
    """All that the page shows. `answered` is banded; `closes` and `opens` are words, `left` too ("" once past)."""

    survey: Survey
    answered: str
    opens: str
    closes: str
    left: str
    groups: tuple[GroupAsked, ...]
    invitations_sent: int
    invitations_going: bool
    reminders: tuple[Reminder, ...]
    undelivered: tuple[Undelivered, ...]

    @property
    def personal(self) -> tuple[GroupAsked, ...]:
        return tuple(one for one in self.groups if one.is_personal)

    @property
    def shared(self) -> tuple[GroupAsked, ...]:
        return tuple(one for one in self.groups if not one.is_personal)

    @property
    def invited(self) -> int:
        """How many addresses are invited now."""
        return sum(one.invited for one in self.groups)

    @property
    def asked(self) -> int:
        """How many people are asked in all."""
        return sum(one.group.expected for one in self.groups)

    @property
    def without_addresses(self) -> tuple[GroupAsked, ...]:
        return tuple(one for one in self.groups if one.asks_nobody)


def answered_so_far(survey: Survey) -> str:
    """How many have answered, banded. One query."""
    return banded(survey.responses.count())


def follow(survey: Survey, now: datetime) -> Following:
    """What can be followed of an open survey. Five queries."""
    valid = Count("invitees", filter=Q(invitees__is_revoked=False))
    mailings = list(survey.mailings.annotate(begun=Exists(Delivery.objects.filter(mailing=OuterRef("pk")))))
    kind = Mailing.Kind
    opens_at, closes_at = survey.opens_at or now, survey.closes_at or now
    return Following(
        survey=survey,
        answered=answered_so_far(survey),
        opens=when(opens_at, now) if opens_at > now else "",
        closes=when(closes_at, now),
        left=days_left(closes_at, now),
        groups=tuple(GroupAsked(group, group.invited) for group in survey.groups.annotate(invited=valid)),
        invitations_sent=_invitations(survey).filter(status=SENT).aggregate(n=Count("invitee", distinct=True))["n"],
        invitations_going=any(one.kind == kind.INVITATION and one.finished_at is None for one in mailings),
        reminders=tuple(_reminder(one, now) for one in mailings if one.kind == kind.REMINDER),
        undelivered=undelivered(survey),
    )


def undelivered(survey: Survey) -> tuple[Undelivered, ...]:
    """Addresses whose invitation failed or may not have arrived, without those that were taken out. One query.

    Of reminders nothing is said: whom the system skips or fails to remind must not show on any page.
    """
    found = _invitations(survey).undelivered().select_related("invitee__group")
    return tuple(
        Undelivered(one.invitee, one.invitee.group, one.status == Delivery.Status.UNSURE, one.problem)
        for one in found.order_by("invitee__email", "pk")
    )


def _invitations(survey: Survey) -> DeliveryQuerySet:
    return Delivery.objects.filter(
        mailing__survey=survey, mailing__kind=Mailing.Kind.INVITATION, invitee__is_revoked=False
    )


def _reminder(mailing: Mailing, now: datetime) -> Reminder:
    if mailing.finished_at:
        return Reminder(when(mailing.finished_at, now), "sent")
    begun = bool(getattr(mailing, "begun", False)) or mailing.due_at <= now
    return Reminder(when(mailing.due_at, now), "going" if begun else "planned")
