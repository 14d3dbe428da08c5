"""The demo organization: made up in fixtures/demo/, and recorded by the same actions as everybody's answers.

Its records are dated back over some months. Its audit trail is append-only, and says when it was really made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from assessments.answers import Answer, PostedAnswer, read_post
from assessments.models import Completion, InstrumentVersion, Record
from assessments.recording import PRESENT, answers_with_present, complete, reopen, save_answers
from organizations.founding import found_organization
from organizations.invitations import accept, invite
from organizations.models import Kind, Membership, Organization, Role, User
from toolkits import strict_yaml
from toolkits.schema import Fields

EMAIL = "demo@example.org"
CONTENT = "demo.yaml.txt"  # load_toolkits refuses each .yaml under fixtures/ that it does not load


class DemoError(Exception):
    """Why there can be no demo organization, for whoever asked for it. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How to sign in as the demo organization's owner."""

    email: str
    password: str


def load_demo(*, folder: Path) -> DemoSignIn | None:
    """Create the demo organization unless there is one. Return how to sign in; None where that is no longer known.

    Raises DemoError, or RefusedFixturesError with all that is wrong with the file in `folder`.
    """
    kept = _kept()
    if Organization.objects.filter(is_demo=True).exists():
        owner = User.objects.filter(email=EMAIL).first()
        return kept if kept and owner and check_password(kept.password, owner.password) else None
    sign_in = kept or DemoSignIn(
        EMAIL, "-".join(get_random_string(4, "abcdefghjkmnpqrstuvwxyz23456789") for _ in "123")
    )
    problems = strict_yaml.Problems(CONTENT)
    node = strict_yaml.read(folder / CONTENT, CONTENT)
    with transaction.atomic():
        versions = {v.instrument_id: v for v in InstrumentVersion.objects.current()}
        if not versions:
            raise DemoError("The toolkits are not loaded yet. First: manage.py load_toolkits")
        _create(Fields(node, problems, required=("organization", "members", "sessions")), sign_in, versions)
        problems.raise_any()
        if not kept:
            _keep(sign_in)
    return sign_in


def _create(fields: Fields, sign_in: DemoSignIn, versions: dict[str, InstrumentVersion]) -> None:
    about = fields.inside("organization", required=("name", "kind", "state", "staff", "days_ago", "owner"))
    owner = _person(EMAIL, about.text("owner"), sign_in.password)
    EmailAddress.objects.get_or_create(user=owner, email=EMAIL, defaults={"verified": True, "primary": True})
    details = {
        "kind": about.one_of("kind", Kind.values),
        "state": about.text("state"),
        "staff_count": about.number("staff"),
    }
    organization = found_organization(founder=owner, name=about.text("name"), is_demo=True, **details)
    Organization.objects.filter(pk=organization.pk).update(created_at=_when(about))
    Membership.objects.for_organization(organization).update(joined_at=_when(about))
    people = {EMAIL: owner}
    for member in fields.each("members", required=("email", "name", "role", "days_ago")):
        user = people[member.text("email")] = _person(member.text("email"), member.text("name"))
        role = Role(member.one_of("role", Role.values))
        accept(token=invite(organization=organization, email=user.email, role=role, inviter=owner).token, user=user)
        Membership.objects.for_organization(organization).filter(user=user).update(joined_at=_when(member))
    keys, more = ("instrument", "by", "days_ago", "choices"), ("present", "texts", "complete")
    for session in fields.each("sessions", required=keys, optional=more):
        version = versions[session.one_of("instrument", tuple(versions))]
        _hold(session, organization, version, people[session.one_of("by", tuple(people))])


def _person(email: str, name: str, password: str | None = None) -> User:
    """A new user, or the one that an earlier demo organization left. Nobody else's account is ever taken."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, password, name=name)
    if user.has_usable_password() != bool(password) or (password and not check_password(password, user.password)):
        raise DemoError(f"{email} is the address of a user whom the demo did not make. First delete that user.")
    return user


def _hold(session: Fields, organization: Organization, version: InstrumentVersion, actor: User) -> None:
    """Save one session's answers as a form would, and complete the record if the session says so."""
    instrument, when = version.instrument, _when(session)
    record = Record.objects.for_organization(organization).filter(instrument=instrument).first()
    if record and record.is_complete:
        reopen(record=record, actor=actor)
    was = {item: answer.digest for item, answer in answers_with_present(record).items()}
    post = {}
    for prefix, given in (("c", session.named("choices")), ("t", session.named("texts"))):
        for item in given.names:
            if item not in version.content.by_slug:
                given.refuse(item, f"is no item of {instrument.slug}")
            post |= {f"{prefix}-{item}": given.text(item), f"was-{item}": was.get(item, "")}
    posted = read_post(version.content, post)
    for item, problem in posted.errors.items():
        session.refuse("choices", f"or `texts`, item `{item}`: {problem}")
    if "present" in session:
        posted.answers[PRESENT] = PostedAnswer(Answer(text=session.text("present")), was.get(PRESENT, ""))
    saved = save_answers(organization=organization, instrument=instrument, posted=posted, actor=actor).record
    dates = {"saved_at": when, "started_at": record.started_at if record else when}
    if session.yes("complete"):
        completion = complete(record=saved, actor=actor)
        Completion.objects.filter(pk=completion.pk).update(completed_at=when)
        dates["completed_at"] = when
    Record.objects.filter(pk=saved.pk).update(**dates)


def _when(fields: Fields) -> datetime:
    """Twenty past three in the afternoon, so and so many days ago."""
    today = timezone.localtime().replace(hour=15, minute=20, second=0, microsecond=0)
    return today - timedelta(days=fields.number("days_ago", least=1))


def _kept() -> DemoSignIn | None:
    path = settings.VAR / "demo-sign-in.txt"
    words = path.read_text().split() if path.exists() else []
    return DemoSignIn(*words) if len(words) == 2 and words[0] == EMAIL else None


def _keep(sign_in: DemoSignIn) -> None:
    path = settings.VAR / "demo-sign-in.txt"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"{sign_in.email}\n{sign_in.password}\n")
