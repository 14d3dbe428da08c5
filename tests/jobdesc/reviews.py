"""Readers, remarks, decisions and own rules, as the pages of a review show them."""

from itertools import islice

from jobdesc.models import Description, Overruled, OwnTerm, PayRule, Reader, ReaderKind, Remark, WordingChoice
from organizations.models import Membership, Organization

STATES = ("CA", "NY", "OH", "TX")


def furnish_review(description: Description, rows: int) -> None:
    """`rows` readers who are members, as many from outside, remarks open and settled, and decisions."""
    members = Membership.objects.filter(organization=description.organization).select_related("user")
    for one in islice(members, rows):
        Reader.objects.create(description=description, kind=ReaderKind.SUPERVISOR, member=one, name=str(one.user))
    for n in range(rows):
        Remark.objects.create(description=description, part="required", text=f"Is {n} needed?", author_name="Ana")
        Remark.objects.create(
            description=description, text=f"Well said {n}.", author_name="Ana", settled_at=description.saved_at
        )
        Overruled.objects.create(
            description=description, rule=f"rule-{n}", matched="addict", reason="A name.", decided_by_name="Ana"
        )
        Reader.objects.create(
            description=description,
            kind=ReaderKind.PEER,
            name=f"Peers United {n}",
            verdict="change",
            note="Pay more.",
            read_version=1,
            answered_at=description.saved_at,
        )


def furnish_rules(organization: Organization, rows: int) -> None:
    """`rows` own terms and corrected states."""
    for n in range(rows):
        name = f"case load {n} {OwnTerm.objects.count()}"
        OwnTerm.objects.create(organization=organization, term=name, reason="We say people.", replacement="people")
    for state in STATES[:rows]:
        PayRule.objects.get_or_create(organization=organization, state=state, defaults={"is_required": True})
    WordingChoice.objects.get_or_create(organization=organization, defaults={"blocking": ["lawful"]})
