"""Links and whom they go to: from addresses and groups to keys, and from a key back to what it opens."""

import csv
import io
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from ..models import Group, Invitee, Key, Mailing, Survey, Way
from ..models.asking import key_hash

KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}|[a-z2-9]{4}(?:-[a-z2-9]{4}){3}")
TYPED = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a shared link's key is made of: letters and digits that nobody takes for another when typing them."""
MOST_ADDRESSES = 10_000
LONGEST_ADDRESS = 254
MOST_SHOWN = 20
AT_ONCE = 1_000
HEADINGS = {"email", "emails", "emailaddress", "mail"}


@dataclass(frozen=True)
class Addresses:
    """What was found in a pasted text or a file: addresses in lower case, how many came twice, and what is none."""

    found: tuple[str, ...]
    repeated: int
    refused: tuple[str, ...]

    @property
    def refused_shown(self) -> tuple[str, ...]:
        return self.refused[:MOST_SHOWN]

    @property
    def is_nonsense(self) -> bool:
        """Whether so much of it is no address that reading was given up."""
        return len(self.refused) > MOST_ADDRESSES


def read_addresses(text: str) -> Addresses:
    """Find e-mail addresses in a text: one a line, or separated by commas, semicolons or tabs, as in a CSV.

    Also "Name <address>"; cells without "@" (names, a heading) are passed over, unless a line has nothing else.
    Reading is given up after MOST_ADDRESSES that are none, so that nonsense costs a fraction of a second.
    """
    found: dict[str, None] = {}
    repeated, refused = 0, []
    for line in text.replace("\ufeff", "").splitlines():
        cells = [cell.strip() for part in _cells(line) for cell in re.split(r"[;,\t]", part) if cell.strip()]
        for cell in [cell for cell in cells if "@" in cell] or (cells[:1] if _is_lone(cells) else []):
            address = _address(cell)
            if address is None:
                refused.append(cell[:80])
                if len(refused) > MOST_ADDRESSES:
                    return Addresses(tuple(found), repeated, tuple(refused))
            elif address in found:
                repeated += 1
            else:
                found[address] = None
    return Addresses(tuple(found), repeated, tuple(refused))


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line)), [])
    except csv.Error:
        return [line]


def _is_lone(cells: list[str]) -> bool:
    """A line of one word is a mistyped address rather than a heading, unless it is called like one."""
    return len(cells) == 1 and re.sub(r"[\s-]", "", cells[0].lower()) not in HEADINGS


def _address(cell: str) -> str | None:
    inside = re.search(r"<([^<>]+)>\s*$", cell)
    address = (inside[1] if inside else cell).strip().strip("'\"").removeprefix("mailto:").lower()
    if len(address) > LONGEST_ADDRESS:
        return None
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address


def add_people(*, group: Group, addresses: Addresses) -> int:
    """Invite these addresses in a group of a draft or an open survey; return how many are new.

    An address that is invited already, in whichever group, stays where it is: each person is in one group. One that was
    taken out of this group of an open survey comes back with the links that it had, which counts as new. In an open
    survey the invitations go out at once.
    """
    with transaction.atomic():
        survey = Survey.objects.select_for_update(no_key=True).get(pk=group.survey_id)
        if survey.is_closed or not survey.groups.filter(pk=group.pk, way=Way.PERSONAL).exists():
            return 0  # the group may have been merged, taken out or given a shared link meanwhile
        known = set(survey.invitees.values_list("email", flat=True))
        new = [Invitee(survey=survey, group=group, email=one) for one in addresses.found if one not in known]
        Invitee.objects.bulk_create(new, batch_size=AT_ONCE)
        if new:
            _count_change(survey)
        back = _take_back(group, addresses)
        if survey.is_open and (new or back):
            _count_asked(survey)
            plan_invitation(survey, due_at=max(timezone.now(), survey.opens_at or timezone.now()))
    return len(new) + back


def _count_change(survey: Survey) -> None:
    """A draft that was looked at before this is not launched: it asks other people now."""
    Survey.objects.drafts().filter(pk=survey.pk).update(revision=F("revision") + 1)


def _take_back(group: Group, addresses: Addresses) -> int:
    """Let the links of addresses that were taken out of this group work again."""
    out = set(group.invitees.filter(is_revoked=True).values_list("email", flat=True))
    back = [one for one in addresses.found if one in out]
    for at in range(0, len(back), AT_ONCE):
        group.invitees.filter(email__in=back[at : at + AT_ONCE]).update(is_revoked=False)
    return len(back)


def _count_asked(survey: Survey) -> None:
    """How many each personal group asks, by the addresses that are invited now.

    In a reopened survey those who were invited before are unknown, so there it never becomes fewer.
    """
    was_closed = survey.snapshots.exists()
    invited = Count("invitees", filter=Q(invitees__is_revoked=False))
    for group in survey.groups.filter(way=Way.PERSONAL).annotate(invited=invited):
        group.expected = max(group.invited, group.expected if was_closed else 1)
        group.save(update_fields=["expected"])


def remove_person(*, invitee: Invitee) -> None:
    """Take an address out of a draft; in an open survey its links stop working and fewer are asked."""
    with transaction.atomic():
        survey = Survey.objects.select_for_update(no_key=True).get(pk=invitee.survey_id)
        if survey.is_draft:
            invitee.delete()
            _count_change(survey)
        else:
            Invitee.objects.filter(pk=invitee.pk).update(is_revoked=True)
            _count_asked(survey)


def correct_address(*, invitee: Invitee, email: str) -> bool:
    """Invite this address instead, in the same group; False, and nothing changed, where it is invited already."""
    with transaction.atomic():
        if not add_people(group=invitee.group, addresses=Addresses((email,), 0, ())):
            return False
        remove_person(invitee=invitee)
    return True


def new_key(*, survey: Survey, group: Group, invitee: Invitee | None = None) -> str:
    """Make a key. It is known only now: the database keeps a hash.

    A personal one has 256 random bits. A shared one hangs on a wall and may be typed by hand: it has 79, in four groups
    of four, still far too many to guess.
    """
    key = secrets.token_urlsafe(32) if invitee else "-".join(get_random_string(4, TYPED) for _ in range(4))
    Key.objects.create(hash=key_hash(key), survey=survey, group=group, invitee=invitee)
    return key


def make_shared_keys(survey: Survey) -> None:
    """A key for each group with a shared link that has none, kept readable for its poster."""
    for group in survey.groups.filter(way=Way.SHARED, shared_key=""):
        group.shared_key = new_key(survey=survey, group=group)
        group.save(update_fields=["shared_key"])


def plan_invitation(survey: Survey, due_at: datetime) -> None:
    """Plan one more invitation mail, to those who have had none."""
    if survey.groups.filter(way=Way.PERSONAL).exists():
        number = survey.mailings.filter(kind=Mailing.Kind.INVITATION).aggregate(last=Max("number"))["last"] or 0
        survey.mailings.create(kind=Mailing.Kind.INVITATION, number=number + 1, due_at=due_at)


def as_typed(link: str) -> str:
    """A shared link's key as it is kept, however it was typed: in capitals, or without its hyphens."""
    letters = re.sub(r"[\s-]", "", link.lower())
    return "-".join(letters[n : n + 4] for n in range(0, 16, 4)) if len(letters) == 16 else link


def find_key(key: str, now: datetime) -> Key | None:
    """What a link opens at this moment; None for used, expired, revoked and unknown ones alike. One query at most."""
    found = Key.objects.of(key).first()
    return found if found and found.opens(now) else None
