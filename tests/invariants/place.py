"""An organization with something in every corner, and the address of each of its routes."""

import re
from dataclasses import dataclass

from django.utils import timezone

from assessments.models import Instrument
from organizations.models import Invitation, Membership, Organization, Role
from organizations.models.invitation import token_hash
from tests.factories import (
    AuditEventFactory,
    CompletionFactory,
    InstrumentFactory,
    InvitationFactory,
    LinkFactory,
    MembershipFactory,
    RecordFactory,
)

from .routes import Route

AREAS = ("motivation", "culture", "recovery", "timeline")
TOKEN = "a-token-of-the-place"
COMPLETED = {"assessments:results", "assessments:completion", "assessments:reopen"}


@dataclass(frozen=True)
class Place:
    """Where an organization's routes lead. Without a member or an invitation, their addresses name nobody's."""

    organization: Organization
    begun: Instrument
    done: Instrument
    member: Membership | None = None
    invitation: Invitation | None = None

    def url(self, route: Route) -> str:
        """The route's address here. A route with a parameter that nothing is known for is an AssertionError."""

        def value(match: re.Match[str]) -> str:
            found = self._values(route).get(match[1])
            assert found is not None, f"tell tests/invariants/place.py what <{match[1]}> is in {route.path}"
            return str(found)

        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, route.path)

    def _values(self, route: Route) -> dict[str, object]:
        row = self.invitation if "invitation" in route.name else self.member
        return {
            "organization": self.organization.slug,
            "instrument": (self.done if route.name in COMPLETED else self.begun).slug,
            "number": 1,
            "pk": row.pk if row else 0,
            "token": TOKEN,
        }


def bare_place(organization: Organization) -> Place:
    """Nothing has been done yet: one instrument to begin with, nobody to remove, no invitation."""
    instrument = InstrumentFactory()
    return Place(organization, begun=instrument, done=instrument)


def furnish(organization: Organization, rows: int = 1, prefix: str = "") -> Place:
    """Add `rows` of everything: members, invitations, events, records begun and done, completions of each, advice."""
    for n in range(rows):
        member = MembershipFactory(organization=organization, role=Role.VIEWER)
        invitation = InvitationFactory(organization=organization)
        AuditEventFactory(organization=organization)
        begun = InstrumentFactory(slug=f"{prefix}begun-{n}", area=AREAS[n % 4])
        RecordFactory(organization=organization, instrument=begun)
        done = InstrumentFactory(slug=f"{prefix}done-{n}", area=AREAS[-1 - n % 4])
        record = RecordFactory(organization=organization, instrument=done, completed_at=timezone.now(), present="All")
        for number in range(1, rows + 1):
            CompletionFactory(record=record, number=number)
        LinkFactory(from_key=f"{done.slug}/board")
        InstrumentFactory(slug=f"{prefix}new-{n}", area=AREAS[n % 4])
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=token_hash(f"{prefix}{TOKEN}"))
    return Place(organization, begun=begun, done=done, member=member, invitation=invitation)
