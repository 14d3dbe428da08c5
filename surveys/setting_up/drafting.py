"""Setting a survey up: a draft, what it says, what it asks, and of whom. Every action is atomic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.models import Instrument
from organizations.models import Organization, User

from ..lifecycle import suggested_closing, touch
from ..models import Group, GroupKind, Survey, Way
from ..questions import Questionnaire, questionnaire_of

SUGGESTED_GROUPS = tuple(kind for kind in GroupKind if kind != GroupKind.OTHER)
SUGGESTED_PURPOSE = (
    "We want to know how ready we are to work with peer support workers, and what we should change first. "
    "Your honest view helps most, whatever it is."
)
MOST_GROUPS = 20
DETAILS = (
    "name",
    "asked_by",
    "purpose",
    "opens_at",
    "closes_at",
    "reminders",
    "takes_comments",
    "languages",
    "fewest_for_scores",
    "fewest_for_details",
)


@dataclass(frozen=True)
class GroupPlan:
    """A group as it shall be. `ids` are the groups that it was: none where it is new, several where merged."""

    name: str
    kind: str
    expected: int
    way: str
    ids: tuple[int, ...] = ()


def create_draft(
    *,
    organization: Organization,
    name: str,
    asked_by: str,
    purpose: str,
    instruments: Sequence[Instrument],
    actor: User,
    now: datetime | None = None,
) -> Survey:
    """A draft that asks these instruments in this order, and closes in two weeks unless that is changed."""
    with transaction.atomic():
        survey = Survey.objects.create(
            organization=organization,
            name=name,
            asked_by=asked_by,
            purpose=purpose,
            closes_at=suggested_closing(now or timezone.now()),
            created_by=actor,
        )
        _ask(survey, instruments)
    return survey


def change_details(*, survey: Survey, revision: int, details: Mapping[str, object]) -> None:
    """Change what a draft says and when; `details` has each of DETAILS. Raises StaleError."""
    with transaction.atomic():
        touch(survey=survey, revision=revision)
        Survey.objects.filter(pk=survey.pk).update(**{name: details[name] for name in DETAILS})


def choose_instruments(*, survey: Survey, revision: int, instruments: Sequence[Instrument]) -> None:
    """Let a draft ask these instruments in this order, and no others. Raises StaleError."""
    with transaction.atomic():
        touch(survey=survey, revision=revision)
        survey.instruments.all().delete()
        _ask(survey, instruments)


def set_groups(*, survey: Survey, revision: int, plans: Sequence[GroupPlan]) -> int:
    """Give a draft these groups, in this order, and no others; return how many e-mail addresses went.

    Merged groups keep all their addresses. Addresses go where a group goes, or is invited by a shared link from now on.
    Raises StaleError.
    """
    with transaction.atomic():
        touch(survey=survey, revision=revision)
        before = survey.invitees.count()
        there = {group.pk: group for group in survey.groups.all()}
        for group in there.values():  # two groups may exchange their names
            Group.objects.filter(pk=group.pk).update(name=f"\x1f{group.pk}")
        for position, plan in enumerate(plans):
            was = [there.pop(pk) for pk in plan.ids if pk in there]
            group = was[0] if was else Group(survey=survey)
            group.name, group.kind, group.expected, group.way = plan.name, plan.kind, plan.expected, plan.way
            group.position = position
            group.save()
            survey.invitees.filter(group__in=was[1:]).update(group=group)
            for merged in was[1:]:
                merged.delete()
            if group.way == Way.SHARED:
                survey.invitees.filter(group=group).delete()
        for group in there.values():
            group.delete()
        return before - survey.invitees.count()


def questionnaire_to_be(survey: Survey) -> Questionnaire:
    """What a draft would ask if it were launched now: each instrument in its current version. One query."""
    chosen = survey.instruments.select_related(
        "version__instrument__toolkit", "version__instrument__current_version__instrument__toolkit"
    )
    return questionnaire_of(one.version.instrument.current_version or one.version for one in chosen)


def _ask(survey: Survey, instruments: Sequence[Instrument]) -> None:
    for position, instrument in enumerate(instruments):
        if instrument.current_version:
            survey.instruments.create(version=instrument.current_version, position=position)
