"""Surveys made by the actions that make them in service: set up, launched, answered, closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.models import Instrument, InstrumentVersion, content_hash
from organizations.models import Organization, User
from surveys.answering.submitting import Answered, Outcome, new_device, submit
from surveys.asking.inviting import new_key
from surveys.closing import close
from surveys.lifecycle import launch
from surveys.models import Group, GroupKind, Survey, Way
from tests.factories import GroupFactory, InstrumentFactory, MembershipFactory, SurveyFactory
from toolkits.sources import Source

AGREEMENT = Scale(
    slug="agreement",
    origin="toolkit",
    options=(
        Option("5", "Strongly agree", 5),
        Option("4", "Agree", 4),
        Option("3", "Neutral", 3),
        Option("2", "Disagree", 2),
        Option("1", "Strongly disagree", 1),
        Option("dont_know", "Don't know", None),
    ),
)
GROUPS = {"Leadership": 6, "Clinical staff": 12, "Peer workers": 5}
KINDS = {"Leadership": GroupKind.LEADERSHIP, "Clinical staff": GroupKind.CLINICAL, "Peer workers": GroupKind.PEERS}


def survey_content(slug: str, questions: int = 4, toolkit: str = "handbook") -> InstrumentContent:
    """Two sections of statements to agree with: s-1, s-2, ... and half of them in each."""
    items = tuple(
        Item(f"s-{n}", f"{slug}/s-{n}", "choice", f"Statement {n} holds here.", "agreement", Source(toolkit, "Heart"))
        for n in range(1, questions + 1)
    )
    half = -(-questions // 2)
    sections = [Section("values", "Our values", "toolkit", items[:half])]
    if items[half:]:
        sections.append(Section("practice", "Our practice", "toolkit", items[half:]))
    return InstrumentContent(slug, toolkit, tuple(sections), {"agreement": AGREEMENT})


def survey_instrument(slug: str = "culture-check", questions: int = 4, area: str = "culture") -> Instrument:
    """An instrument that a team can be asked; the same one again under the same slug."""
    instrument = Instrument.objects.filter(pk=slug).first()
    if instrument is None:
        instrument = InstrumentFactory(slug=slug, area=area, title=f"Questions of {slug}")
        data = survey_content(slug, questions, instrument.toolkit_id or "").as_dict()
        InstrumentVersion.objects.filter(pk=instrument.current_version_id).update(
            content_json=data, content_hash=content_hash(data)
        )
        instrument.refresh_from_db()
    return instrument


def draft(
    organization: Organization,
    groups: Mapping[str, int] = GROUPS,
    instruments: Sequence[Instrument] = (),
    **fields: object,
) -> Survey:
    """A draft that asks so many people in each group, all by shared links."""
    survey = SurveyFactory(organization=organization, **fields)
    for n, instrument in enumerate(instruments or [survey_instrument()]):
        survey.instruments.create(version=instrument.current_version, position=n)
    for n, (name, expected) in enumerate(groups.items()):
        kind = KINDS.get(name, GroupKind.OTHER)
        GroupFactory(survey=survey, name=name, expected=expected, kind=kind, position=n)
    return survey


def opened(organization: Organization, groups: Mapping[str, int] = GROUPS, **fields: object) -> Survey:
    """A survey that takes answers."""
    survey = draft(organization, groups, **fields)  # type: ignore[arg-type]
    launch(survey=survey, actor=leader_of(organization))
    return survey


def leader_of(organization: Organization) -> User:
    found = organization.memberships.filter(role="leader").select_related("user").first()
    return found.user if found else MembershipFactory(organization=organization).user


def answer(
    survey: Survey,
    group: str,
    answers: Mapping[str, str],
    *,
    comment: str = "",
    times: int = 1,
    now: datetime | None = None,
) -> None:
    """So many people of a group send these answers, each from a device of their own; "s-1" stands for its whole key."""
    found = survey.groups.get(name=group)
    slugs = [one.version.instrument_id for one in survey.instruments.select_related("version")]
    whole = {key if "/" in key else f"{slugs[0]}/{key}": chosen for key, chosen in answers.items()}
    for _ in range(times):
        sent = submit(
            survey=survey,
            key=link_of(survey, found),
            device=new_device(),
            answered=Answered(whole, comment),
            now=now or timezone.now(),
        )
        assert sent == Outcome.RECEIVED


def link_of(survey: Survey, group: Group) -> str:
    """A key that opens: the shared one, or that of somebody of the group who has not answered yet."""
    group.refresh_from_db()
    if group.way == Way.SHARED:
        return group.shared_key
    invitee = group.invitees.filter(is_used=False).first()
    assert invitee
    return new_key(survey=survey, group=group, invitee=invitee)


def closed(
    organization: Organization, groups: Mapping[str, int] = GROUPS, *, answers: str = "54321", **fields: object
) -> Survey:
    """A closed survey that everybody of each group answered, the people of a group by turns with each of `answers`."""
    survey = opened(organization, groups, **fields)
    keys = [f"{one.version.instrument_id}/{item.slug}" for one in chosen(survey) for item in one.version.content.items]
    for group, size in groups.items():
        for n in range(size):
            answer(survey, group, {key: answers[(n + i) % len(answers)] for i, key in enumerate(keys)})
    close(survey=survey, now=timezone.now() + timedelta(seconds=1))
    return survey


def chosen(survey: Survey) -> list:  # type: ignore[type-arg]
    return list(survey.instruments.select_related("version__instrument"))
