"""Comments on tasks, and whom they mention."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from organizations.access import Capability, may
from organizations.models import Membership, Role, User

from ..models import Plan, Task, TaskComment
from ..telling.mentions import tell_mentioned
from .changing import lock_plan
from .refusing import must_be_in_plan

OPENING = set('([{<"“«„¿¡,;:—')
"""What may stand right before an @ that begins a mention; most else there makes it an e-mail address."""
APOSTROPHES = "'\u2019"
AGAIN = timedelta(minutes=1)
ASK = (
    "This reads as if it were about somebody you serve. Please take out names, dates of birth and record numbers of "
    "people you serve: PeerReady is about your organization, and comments are mailed to whoever is mentioned. If it is "
    "not, press the button again."
)


@dataclass(frozen=True)
class Piece:
    """A part of a text: a mention with its @, or words between mentions."""

    text: str
    is_mention: bool


def pieces(text: str, names: Iterable[str]) -> list[Piece]:
    """A text cut up at its mentions of these names: at each @ the longest name that fits, in capitals or not."""
    known = {name.casefold() for name in names if name}
    lengths = sorted({len(name) for name in known}, reverse=True)
    found: list[Piece] = []
    done, at = 0, text.find("@")
    while at >= 0:
        end = _end_of_name(text, at, known, lengths)
        if end:
            found += [Piece(text[done:at], False), Piece(text[at:end], True)]
            done = end
        at = text.find("@", end or at + 1)
    return [piece for piece in (*found, Piece(text[done:], False)) if piece.text]


def mentioned(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that a text mentions, each once, in the order in which they stand in the text."""
    known = list(names)
    said = [piece.text[1:].casefold() for piece in pieces(text, known) if piece.is_mention]
    return [name for folded in dict.fromkeys(said) for name in dict.fromkeys(known) if name.casefold() == folded]


def readers(plan: Plan, members: Sequence[Membership]) -> list[Membership]:
    """The members who may read a plan, and so may be mentioned. They come with their users."""
    if not plan.is_onboarding:
        return list(members)
    return [member for member in members if may(member.role, Capability.ASSESS_PEOPLE)]


@transaction.atomic
def comment(*, task: Task, author: User, text: str) -> TaskComment:
    """Add a comment and have those told whom it mentions and who may read the plan; not its author.

    The same words within AGAIN are the same comment: a second click says and mails nothing twice. Raises
    TakenOutError, PutAwayError.
    """
    lock_plan(task.plan)
    must_be_in_plan(Task.objects.select_related("plan").get(pk=task.pk))
    said = task.comments.filter(author=author, text=text, removed_at=None, at__gt=timezone.now() - AGAIN).first()
    if said:
        return said
    members = Membership.objects.filter(organization=task.organization_id).exclude(user=author).select_related("user")
    of_plan = readers(task.plan, list(members))
    names = mentioned(text, [str(member.user) for member in of_plan])
    made = TaskComment.objects.create(
        task=task, author=author, author_name=str(author)[:150], text=text, mentioned=names
    )
    told = [member for member in of_plan if str(member.user) in names]
    if told:
        tell_mentioned(comment=made, memberships=told)
    return made


def may_remove(said: TaskComment, user: User, role: str) -> bool:
    """Its author, as long as he may work on plans, and an owner."""
    is_own = said.author_id is not None and said.author_id == user.pk
    return role == Role.OWNER or (is_own and may(role, Capability.WORK_PLAN))


def remove_comment(*, said: TaskComment, now: datetime | None = None) -> None:
    """Take a comment's words away for good. That there was one stays, for those who answered it."""
    TaskComment.objects.filter(pk=said.pk, removed_at=None).update(
        removed_at=now or timezone.now(), text="", mentioned=[]
    )


def _end_of_name(text: str, at: int, known: Collection[str], lengths: Sequence[int]) -> int:
    """Where the longest name behind the @ ends; 0 where there is none."""
    if at and not (text[at - 1].isspace() or text[at - 1] in OPENING):
        return 0
    for length in lengths:
        end = at + 1 + length
        if text[at + 1 : end].casefold() in known and len(text) >= end and _ends(text, end):
            return end
    return 0


def _ends(text: str, end: int) -> bool:
    """Whether a word ends here, and does not go on as an address does."""
    rest = text[end : end + 2]
    if not rest:
        return True
    if rest[0] in APOSTROPHES:
        return rest[1:].casefold() in ("", "s") or not rest[1:].isalnum()
    if rest[0] in ".-":
        return not rest[1:].isalnum()
    return not (rest[0].isalnum() or rest[0] in "_@")
