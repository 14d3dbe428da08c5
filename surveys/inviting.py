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
from django.db.models import Max
from django.utils import timezone

from .models import Group, Invitee, Key, Mailing, Survey, Way
from .models.asking import key_hash

KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
MOST_ADDRESSES = 10_000
LONGEST_ADDRESS = 254
MOST_SHOWN = 20
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


def read_addresses(text: str) -> Addresses:
    """Find e-mail addresses in a text: one a line, or separated by commas, semicolons or tabs, as in a CSV.

    Also "Name <address>"; cells without "@" (names, a heading) are passed over, unless a line has nothing else.
    """
    found: dict[str, None] = {}
    repeated, refused = 0, []
    for line in text.replace("\ufeff", "").splitlines():
        cells = [cell.strip() for part in _cells(line) for cell in re.split(r"[;,\t]", part) if cell.strip()]
        for cell in [cell for cell in cells if "@" in cell] or (cells[:1] if _is_lone(cells) else []):
            address = _address(cell)
            if address is None:
                refused.append(cell[:80])
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

    An address that is invited already, in whichever group, stays where it is: each person is in one group. In an open
    survey the invitations go out at once.
    """
    with transaction.atomic():
        survey = Survey.objects.select_for_update(no_key=True).get(pk=group.survey_id)
        if survey.is_closed or group.way != Way.PERSONAL:
            return 0
        known = set(survey.invitees.values_list("email", flat=True))
        new = [Invitee(survey=survey, group=group, email=one) for one in addresses.found if one not in known]
        Invitee.objects.bulk_create(new, batch_size=1_000)
        if survey.is_open and new:
            group.expected = group.invitees.count()
            group.save(update_fields=["expected"])
            plan_invitation(survey, due_at=max(timezone.now(), survey.opens_at or timezone.now()))
    return len(new)


def remove_person(*, invitee: Invitee) -> None:
    """Take an address out of a draft; in an open survey its links stop working, and nothing else is changed."""
    with transaction.atomic():
        survey = Survey.objects.select_for_update(no_key=True).get(pk=invitee.survey_id)
        if survey.is_draft:
            invitee.delete()
        else:
            Invitee.objects.filter(pk=invitee.pk).update(is_revoked=True)


def new_key(*, survey: Survey, group: Group, invitee: Invitee | None = None) -> str:
    """Make a key of 256 random bits. It is known only now: the database keeps a hash."""
    key = secrets.token_urlsafe(32)
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


def find_key(key: str, now: datetime) -> Key | None:
    """What a link opens at this moment; None for used, expired, revoked and unknown ones alike. One query at most."""
    found = Key.objects.of(key).first()
    return found if found and found.opens(now) else None
