"""Who reads a description: naming readers, asking members by mail, what they say, and remarks."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from organizations.models import Membership, User
from organizations.sending import Fate, hand_over_all, render_plain
from organizations.text import clean_line

from ..drafting.saving import lock
from ..models import Description, DescriptionStatus, MailState, Reader, Remark, Revision, RevisionKind

MOST_READERS = 30
STUCK = timedelta(minutes=15)
STATES = {Fate.SENT: MailState.SENT, Fate.UNSURE: MailState.UNSURE, Fate.LATER: MailState.FAILED}


class TooManyError(ValueError):
    """There are as many readers as a description can have."""


@transaction.atomic
def add_reader(*, description: Description, kind: str, member: Membership | None, name: str) -> Reader | None:
    """Name somebody who has to read it: a member, or a name from outside. None where they are named already.

    Raises TooManyError and PutAwayError.
    """
    now = lock(description)
    if now.readers.count() >= MOST_READERS:
        raise TooManyError(f"{MOST_READERS} people can read a description at most.")
    called = str(member.user) if member else name
    same = {"member": member} if member else {"member": None, "kind": kind, "name": called[:150]}
    if now.readers.filter(**same).exists():
        return None
    return Reader.objects.create(description=now, kind=kind, member=member, name=called[:150])


@transaction.atomic
def drop_reader(*, description: Description, reader: Reader) -> None:
    """Take a reader out of the list, with what they said. Raises PutAwayError."""
    lock(description)
    reader.delete()


@transaction.atomic
def say(*, reader: Reader, verdict: str, note: str, version: int, noted_by: User | None = None) -> bool:
    """Keep what a reader says of a version; `noted_by` is who wrote it down, where it was not themselves.

    False, and nothing is kept, where the description has no such version, or has been taken from the reader meanwhile.
    Raises PutAwayError.
    """
    now = lock(reader.description)
    if not (now.revisions.filter(version=version).exists() and now.readers.filter(pk=reader.pk).exists()):
        return False
    _keep_for_good(now, version)
    reader.verdict, reader.note, reader.read_version = verdict, note, version
    reader.answered_at, reader.noted_by_name = timezone.now(), str(noted_by)[:150] if noted_by else ""
    reader.save(update_fields=["verdict", "note", "read_version", "answered_at", "noted_by_name"])
    return True


def to_ask(description: Description) -> list[Reader]:
    """The members who have neither been asked about the version that stands there nor said anything of it.

    A mail that is still being sent after STUCK was cut off half-way, and nobody knows of it: it is asked again.
    """
    version, stuck = description.version, timezone.now() - STUCK
    members = description.readers.exclude(member=None).select_related("member__user")

    def is_asked(one: Reader) -> bool:
        is_under_way = one.mail == MailState.SENDING and one.asked_at is not None and one.asked_at > stuck
        return one.asked_version == version and (one.mail in (MailState.SENT, MailState.UNSURE) or is_under_way)

    return [one for one in members if one.read_version != version and not is_asked(one)]


def ask(*, description: Description, actor: User, url: str) -> list[Reader]:
    """Mail everybody in `to_ask`, and keep the version for good. Returns the readers with what became of the mail.

    Each is marked before the mail is handed over, so that two people who ask at once send one mail. Raises
    PutAwayError.
    """
    with transaction.atomic():
        now = lock(description)
        readers = to_ask(now)
        for one in readers:
            one.asked_version, one.asked_at, one.mail, one.mail_problem = (
                now.version,
                timezone.now(),
                MailState.SENDING,
                "",
            )
            one.save(update_fields=["asked_version", "asked_at", "mail", "mail_problem"])
        _keep_for_good(now, now.version)
        if now.status == DescriptionStatus.DRAFT:
            now.status = DescriptionStatus.IN_REVIEW
            now.save(update_fields=["status"])
    letters = [letter(now, one, actor, url) for one in readers]
    messages = [EmailMessage(said.subject, said.text, to=[said.to]) for said in letters]
    for one, said in zip(readers, hand_over_all(messages), strict=True):
        one.mail, one.mail_problem = STATES.get(said.fate, MailState.FAILED), said.words[:200]
        # Mailing takes a while: somebody may have been taken out of the list meanwhile.
        Reader.objects.filter(pk=one.pk).update(mail=one.mail, mail_problem=one.mail_problem)
    return readers


@dataclass(frozen=True)
class Letter:
    """A mail to a reader, as it is shown before it is sent."""

    to: str
    subject: str
    text: str


def letter(description: Description, reader: Reader, actor: User, url: str) -> Letter:
    """What a member who reads is asked."""
    organization = clean_line(description.organization.name)
    title = clean_line(str(description))
    context = {
        "name": clean_line(reader.name),
        "by": clean_line(str(actor)),
        "title": title,
        "organization": organization,
        "url": url,
        "is_peer": reader.kind == "peer",
    }
    text = render_plain("jobdesc/review/ask.txt", context)
    to = reader.member.user.email if reader.member else ""
    return Letter(to, f"{organization}: please read “{title[:80]}”", text)


@transaction.atomic
def remark(*, description: Description, part: str, text: str, author: User) -> Remark:
    """Add a remark on a part, or on all of it; where the author has said the same there and it is open, it is that one.

    Raises PutAwayError.
    """
    now = lock(description)
    if said := now.remarks.filter(part=part, text=text, author=author, settled_at=None).first():
        return said
    return Remark.objects.create(description=now, part=part, text=text, author=author, author_name=str(author)[:150])


@transaction.atomic
def settle(*, remark: Remark, actor: User, is_settled: bool) -> None:
    """Mark a remark as settled, or open it again. Raises PutAwayError."""
    lock(remark.description)
    remark.settled_at = timezone.now() if is_settled else None
    remark.settled_by_name = str(actor)[:150] if is_settled else ""
    remark.save(update_fields=["settled_at", "settled_by_name"])


def _keep_for_good(description: Description, version: int) -> None:
    Revision.objects.filter(description=description, version=version, kind=RevisionKind.SAVED).update(
        kind=RevisionKind.SENT
    )
