"""The demo organization: made up in fixtures/demo/ and recorded by the same actions as everybody's.

Its answers are dated back; its members and its audit trail, which is append-only, say when it was really made.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from assessments.answers import Answer, PostedAnswer, read_post
from assessments.models import Completion, Instrument, InstrumentVersion, Record
from assessments.people import add_person
from assessments.recording import PRESENT, answers_with_present, complete, reopen, save_answers
from organizations.founding import found_organization
from organizations.invitations import accept, invite
from organizations.models import Kind, Organization, Role, User
from toolkits.schema import Fields
from toolkits.strict_yaml import Problems, read

from .demo_jobs import JOB, make_demo_jobs
from .demo_plan import OPTIONAL as PLAN_OPTIONAL
from .demo_plan import PLAN, make_demo_plan
from .demo_plan import REQUIRED as PLAN_REQUIRED
from .demo_reports import REPORTS, make_demo_reports
from .demo_surveys import OPTIONAL, REQUIRED, SURVEYS, hold_surveys

EMAIL = "demo@example.org"
CONTENT = "demo.yaml"
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


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
    path = settings.VAR / "demo-sign-in.txt"
    words = path.read_text().split() if path.exists() else []
    kept = DemoSignIn(*words) if len(words) == 2 else None
    if Organization.objects.filter(is_demo=True).exists():
        owner = User.objects.filter(email=EMAIL).first()
        return kept if kept and owner and check_password(kept.password, owner.password) else None
    sign_in = kept or DemoSignIn(EMAIL, "-".join(get_random_string(4, READABLE) for _ in range(3)))
    problems = Problems(CONTENT)
    fields = Fields(read(folder / CONTENT, CONTENT), problems, required=("organization", "members", "sessions"))
    with transaction.atomic():
        organization, people = _create(fields, sign_in.password)
        problems.raise_any()
        asked = Fields(read(folder / SURVEYS, SURVEYS), Problems(SURVEYS), required=REQUIRED, optional=OPTIONAL)
        hold_surveys(asked, organization, _versions(), people)
        planned = Fields(read(folder / PLAN, PLAN), Problems(PLAN), required=PLAN_REQUIRED, optional=PLAN_OPTIONAL)
        make_demo_plan(planned, organization, people)
        planned.problems.raise_any()
        drafted = Fields(read(folder / JOB, JOB), Problems(JOB), required=("jobs",))
        make_demo_jobs(drafted, organization, people)
        drafted.problems.raise_any()
        composed = Fields(read(folder / REPORTS, REPORTS), Problems(REPORTS), required=("reports",))
        make_demo_reports(composed, organization, people)
        composed.problems.raise_any()
        if not kept:
            path.touch(mode=0o600)  # before the password is in it
            path.write_text(f"{sign_in.email}\n{sign_in.password}\n")
    return sign_in


def _versions() -> dict[str, InstrumentVersion]:
    current = InstrumentVersion.objects.filter(pk__in=Instrument.objects.values("current_version"))
    return {version.instrument_id: version for version in current.select_related("instrument")}


def _create(fields: Fields, password: str) -> tuple[Organization, dict[str, User]]:
    versions = _versions()
    if not versions:
        raise DemoError("The toolkits are not loaded yet. First: manage.py load_toolkits")
    about = fields.inside("organization", required=("name", "kind", "state", "staff_count", "owner"))
    owner = _person(EMAIL, about.text("owner"), password)
    EmailAddress.objects.get_or_create(user=owner, email=EMAIL, defaults={"verified": True, "primary": True})
    details = {"name": about.text("name"), "state": about.text("state"), "kind": about.one_of("kind", Kind.values)}
    organization = found_organization(founder=owner, staff_count=about.number("staff_count"), is_demo=True, **details)
    people = {EMAIL: owner}
    for member in fields.each("members", required=("email", "name", "role")):
        user = people[member.text("email")] = _person(member.text("email"), member.text("name"))
        role = Role(member.one_of("role", Role.values))
        accept(
            token=invite(
                organization=organization, email=user.email, role=role, inviter=owner, inviter_role=Role.OWNER
            ).token,
            user=user,
        )
    needed = ("instrument", "by", "days_ago", "choices")
    optional = ("present", "texts", "owners", "complete", "subject")
    for session in fields.each("sessions", required=needed, optional=optional):
        version = versions[session.one_of("instrument", tuple(versions))]
        _hold(session, organization, version, people[session.one_of("by", tuple(people))])
    return organization, people


def _person(email: str, name: str, password: str | None = None) -> User:
    """A new user, or the one that an earlier demo left. Nobody else's account is ever taken."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, password, name=name)
    if check_password(password, user.password) if password else not user.has_usable_password():
        return user
    raise DemoError(f"{email} is the address of a user whom the demo did not make. First delete that user.")


def _hold(session: Fields, organization: Organization, version: InstrumentVersion, actor: User) -> None:
    """Save one session's answers as a form would; complete the record, if the session says so."""
    instrument = version.instrument
    when = timezone.localtime().replace(hour=15, minute=20) - timedelta(days=session.number("days_ago", least=1))
    subject = session.text("subject") if "subject" in session else ""
    record = Record.objects.for_organization(organization).filter(instrument=instrument, subject=subject).first()
    if subject and record is None:
        record = add_person(organization=organization, instrument=instrument, subject=subject)
    if record and record.is_complete:
        reopen(record=record, actor=actor)
    was = {item: answer.digest for item, answer in answers_with_present(record).items()}
    post: dict[str, str] = {}
    for prefix, part in (("c", "choices"), ("t", "texts"), ("w", "owners")):
        given = session.named(part)
        for item in given.names:
            if item not in version.content.by_slug:
                given.refuse(item, f"is no item of {instrument.slug}")
            post |= {f"{prefix}-{item}": given.text(item), f"was-{item}": was.get(item, "")}
    posted = read_post(version.content, post)
    for item, problem in posted.errors.items():
        session.refuse("choices", f"or texts, `{item}`: {problem}")
    if "present" in session:
        posted.answers[PRESENT] = PostedAnswer(Answer(text=session.text("present")), was.get(PRESENT, ""))
    saved = save_answers(
        organization=organization,
        instrument=instrument,
        person=record if subject else None,
        posted=posted,
        actor=actor,
    ).record
    dates = {"saved_at": when} if record else {"started_at": when, "saved_at": when}
    if session.yes("complete"):
        Completion.objects.filter(pk=complete(record=saved, actor=actor).pk).update(completed_at=when)
        dates["completed_at"] = when
    Record.objects.filter(pk=saved.pk).update(**dates)
