"""A survey's life: draft, open, closed, and what each fixes. Closing is in `closing.py`. Every action is atomic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from assessments.models import Instrument, InstrumentVersion
from organizations import audit
from organizations.models import AuditEvent, Organization, User

from . import languages
from .asking.inviting import make_shared_keys, plan_invitation
from .models import Erasure, Group, Response, Status, Survey, Way
from .questions import is_for_surveys

Action = AuditEvent.Action
LONGEST = timedelta(days=120)
SUGGESTED_DAYS = 14
REMINDERS_AT = {0: (), 1: (0.7,), 2: (0.5, 0.85), 3: (0.35, 0.65, 0.9)}
"""When reminders go out, as shares of the time between opening and closing."""


class StaleError(Exception):
    """Somebody else changed the draft meanwhile. Nothing was changed."""


class NotReadyError(Exception):
    """The survey cannot be launched, extended or reopened like this; `problems` say why, in words for the leader."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def lock(survey: Survey) -> Survey:
    """The survey as it is now, for the rest of the transaction: neither answered nor changed by anybody else.

    Raises Survey.DoesNotExist where it was deleted meanwhile.
    """
    return Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def touch(*, survey: Survey, revision: int) -> None:
    """Count one more change of a draft that was seen at `revision`. Inside the transaction that changes it.

    Raises StaleError where it was changed or launched meanwhile.
    """
    found = Survey.objects.filter(pk=survey.pk, status=Status.DRAFT, revision=revision)
    if not found.update(revision=F("revision") + 1):
        raise StaleError
    survey.revision = revision + 1


@dataclass(frozen=True)
class Problem:
    """What keeps a draft from being launched, and the step of setting up that mends it."""

    text: str
    step: Literal["setup", "questions", "groups", "people"]
    group: Group | None = None


def chosen_of(survey: Survey) -> list[tuple[Instrument, InstrumentVersion]]:
    """The instruments of a draft, each in the version that it would ask if it were launched now. One query."""
    chosen = survey.instruments.select_related("version", "version__instrument__current_version")
    return [(one.version.instrument, one.version.instrument.current_version or one.version) for one in chosen]


def find_problems(survey: Survey, now: datetime) -> list[Problem]:
    """What still keeps a draft from being launched; none where nothing does. Five queries at most."""
    instruments = chosen_of(survey)
    found = [] if instruments else [Problem("Choose at least one assessment.", "questions")]
    found += [
        Problem(f"“{instrument.title}” has no questions for a team any more. Take it out.", "questions")
        for instrument, version in instruments
        if not is_for_surveys(instrument, version.content)
    ]
    found += [
        Problem(
            f"“{title}” has no {language.name} translation. Take it out, or {language.name} as a language.", "setup"
        )
        for language, title in languages.missing(survey.languages, instruments)
    ]
    groups = list(survey.groups.annotate(invited=Count("invitees")))
    if not groups:
        found.append(Problem("Say who is asked: add at least one group.", "groups"))
    found += [
        Problem(
            f"Nobody is invited in “{group.name}” yet. Add e-mail addresses, or give the group a shared link.",
            "people",
            group,
        )
        for group in groups
        if group.way == Way.PERSONAL and not group.invited
    ]
    return found + [Problem(text, "setup") for text in times_problems(survey.opens_at, survey.closes_at, now)]


def problems_before_launch(survey: Survey, now: datetime) -> list[str]:
    """What still keeps a draft from being launched, in words for the leader; none where nothing does."""
    return [problem.text for problem in find_problems(survey, now)]


IMPORTED = "This survey was imported with its results. Its answers stayed behind, so ask again instead."


def times_problems(
    opens_at: datetime | None, closes_at: datetime | None, now: datetime, *, is_open: bool = False
) -> list[str]:
    """What is wrong with an opening and a closing time; no opening time, or a past one, means at launch."""
    opens = opens_at if is_open and opens_at else max(opens_at or now, now)
    if closes_at is None:
        return ["Say when the survey closes."]
    if closes_at <= now:
        return ["The closing time is in the past. Choose a later one."]
    if closes_at <= opens:
        return ["The survey would close before it opens. Choose a later closing time."]
    if closes_at - opens > LONGEST:
        return [f"A survey can be open for {LONGEST.days} days at most. Choose an earlier closing time."]
    return []


def launch(*, survey: Survey, actor: User, now: datetime | None = None) -> None:
    """Open the survey, now or at its opening time, and fix what it asks, of whom, and what will be shown.

    Makes the groups' shared links and plans the invitations and reminders. Raises NotReadyError; StaleError where it
    is no draft any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock(survey)
        if not locked.is_draft:
            raise StaleError
        if problems := problems_before_launch(locked, now):
            raise NotReadyError(problems)
        _fix_versions(locked)
        for group in locked.groups.filter(way=Way.PERSONAL):
            group.expected = group.invitees.count()
            group.save(update_fields=["expected"])
        locked.status, locked.launched_at = Status.OPEN, now
        locked.opens_at = max(locked.opens_at or now, now)
        locked.save(update_fields=["status", "launched_at", "opens_at"])
        make_shared_keys(locked)
        plan_invitation(locked, due_at=locked.opens_at)
        plan_reminders(locked, now)
        audit.note(organization=locked.organization, actor=actor, action=Action.SURVEY_LAUNCHED, subject=locked.name)
    survey.refresh_from_db()


def suggested_closing(now: datetime) -> datetime:
    """Two weeks on, at five in the afternoon."""
    day = timezone.localdate(now) + timedelta(days=SUGGESTED_DAYS)
    return timezone.make_aware(datetime.combine(day, time(17)))


def reminder_times(opens_at: datetime, closes_at: datetime, reminders: int) -> list[datetime]:
    """When the reminders of a survey that is open for this long are due."""
    return [opens_at + (closes_at - opens_at) * share for share in REMINDERS_AT[reminders]]


def plan_reminders(survey: Survey, now: datetime) -> None:
    """Plan the reminders that are still to come; those that went out stay as they are, and a time past is left out."""
    if survey.opens_at is None or survey.closes_at is None:
        return
    for number, due_at in enumerate(reminder_times(survey.opens_at, survey.closes_at, survey.reminders), 1):
        planned = survey.mailings.filter(kind="reminder", number=number)
        if planned.filter(deliveries__isnull=False).exists():
            continue
        if due_at > now:
            # One that came due while nobody was invited, as after reopening, went to nobody and comes again.
            defaults = {"due_at": due_at, "finished_at": None}
            survey.mailings.update_or_create(kind="reminder", number=number, defaults=defaults)
        else:
            planned.filter(due_at__gt=now).delete()
    survey.mailings.filter(kind="reminder", due_at__gte=survey.closes_at, deliveries__isnull=True).delete()


def change_closing(
    *, survey: Survey, closes_at: datetime, actor: User, seen: datetime | None = None, now: datetime | None = None
) -> None:
    """Let an open survey close at another time, and plan the reminders anew.

    `seen` is the closing time that the change was based on. Raises NotReadyError; StaleError where it is another by
    now, or the survey is not open.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock(survey)
        if not locked.is_open or (seen is not None and locked.closes_at != seen):
            raise StaleError
        if problems := times_problems(locked.opens_at, closes_at, now, is_open=True):
            raise NotReadyError(problems)
        locked.closes_at = closes_at
        locked.save(update_fields=["closes_at"])
        plan_reminders(locked, now)
        audit.note(organization=locked.organization, actor=actor, action=Action.SURVEY_EXTENDED, subject=locked.name)
    survey.refresh_from_db()


def reopen(*, survey: Survey, closes_at: datetime, actor: User, now: datetime | None = None) -> None:
    """Take answers again until `closes_at`. Links are new: the old ones were erased, and with them who has answered.

    Results stay as they are; what is added shows only by `confidentiality.publish_again`. Raises NotReadyError,
    StaleError.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock(survey)
        if not locked.is_closed:
            raise StaleError
        if locked.is_imported:
            raise NotReadyError([IMPORTED])
        if problems := times_problems(now, closes_at, now):
            raise NotReadyError(problems)
        if locked.purged_at is None:
            Erasure.objects.create()
        locked.status, locked.opens_at, locked.closes_at, locked.closed_at = Status.OPEN, now, closes_at, None
        locked.save(update_fields=["status", "opens_at", "closes_at", "closed_at"])
        make_shared_keys(locked)
        plan_reminders(locked, now)
        audit.note(organization=locked.organization, actor=actor, action=Action.SURVEY_REOPENED, subject=locked.name)
    survey.refresh_from_db()


def ask_again(*, survey: Survey, actor: User) -> Survey:
    """A new draft with everything of this survey but addresses, to close in two weeks: the next round.

    Where that was done already, and the draft is still one, it is that draft: pressed twice, it is not made twice.
    """
    with transaction.atomic():
        lock(survey)
        if begun := Survey.objects.drafts().filter(follows=survey).first():
            return begun
        again = Survey.objects.create(
            organization=survey.organization,
            name=survey.name,
            asked_by=survey.asked_by,
            purpose=survey.purpose,
            closes_at=suggested_closing(timezone.now()),
            takes_comments=survey.takes_comments,
            languages=survey.languages,
            fewest_for_scores=survey.fewest_for_scores,
            fewest_for_details=survey.fewest_for_details,
            reminders=survey.reminders,
            follows=survey,
            created_by=actor,
        )
        chosen = Instrument.objects.for_organization(survey.organization)
        asked = {one.version.instrument_id: one.position for one in survey.instruments.select_related("version")}
        for instrument in chosen.filter(pk__in=asked).select_related("current_version"):
            if instrument.current_version:
                again.instruments.create(version=instrument.current_version, position=asked[instrument.pk])
        for group in survey.groups.all():
            again.groups.create(
                name=group.name, kind=group.kind, expected=group.expected, way=group.way, position=group.position
            )
    return again


def delete_survey(*, survey: Survey, actor: User) -> None:
    """Delete a survey with all that was answered. What it was called stays in the audit trail. Once, if asked twice."""
    with transaction.atomic():
        locked = Survey.objects.select_for_update(no_key=True).filter(pk=survey.pk).first()
        if locked is None:
            return
        organization, name, was_draft = locked.organization, locked.name, locked.is_draft
        Response.objects.filter(survey=locked).delete()
        locked.delete()
        if not was_draft:
            Erasure.objects.create()
            audit.note(organization=organization, actor=actor, action=Action.SURVEY_DELETED, subject=name)


def instruments_to_choose(organization: Organization) -> list[Instrument]:
    """The instruments that a team can be asked, the organization's own too, with their content."""
    found = Instrument.objects.for_organization(organization).select_related("toolkit", "current_version")
    return [one for one in found if one.current_version and is_for_surveys(one, one.current_version.content)]


def _fix_versions(survey: Survey) -> None:
    """The versions that are current at launch, whatever was current when they were chosen."""
    for one in survey.instruments.select_related("version__instrument"):
        current = one.version.instrument.current_version_id
        if current and current != one.version_id:
            one.version_id = current
            one.save(update_fields=["version"])


def erase_responses(organization: Organization) -> None:
    """Erase all that was answered in an organization's surveys, before it is deleted; the file is purged of it then."""
    Response.objects.filter(survey__organization=organization).delete()
    Erasure.objects.create()
