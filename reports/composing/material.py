"""Everything that a report may tell of, read once: what `readiness.build` reads, the rounds before, and hiring."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assessments.answers import from_json
from assessments.models import Completion, Instrument, InstrumentVersion
from assessments.results import InstrumentResult, result_of
from assessments.standing import InstrumentState, Overview
from jobdesc.drafting.document import SETTINGS
from jobdesc.drafting.money import pay
from jobdesc.models import Description, DescriptionStatus, Revision
from organizations.models import Organization

from ..at_once import Rows, Wanted
from ..readiness import Readiness, build_with

MOST_ROUNDS = 12
"""So many completions of one assessment are told of, the latest."""


@dataclass(frozen=True)
class RoundOf:
    """One completion of an assessment."""

    on: date
    by: str
    result: InstrumentResult


@dataclass(frozen=True)
class RoundsOf:
    """An assessment that was completed more than once, the oldest round first."""

    instrument: Instrument
    rounds: tuple[RoundOf, ...]
    is_reworded: bool

    @property
    def shares(self) -> tuple[float | None, ...]:
        """0.0 to 1.0 each; None where too little was answered to say, or where it has no share."""
        return tuple(one.result.score.share if one.result.shows_share else None for one in self.rounds)


@dataclass(frozen=True)
class JobLine:
    """A job description. `approved` is the version that was approved, 0 where none was."""

    title: str
    status: DescriptionStatus
    version: int
    approved: int
    approved_on: date | None
    setting: str
    pay: str
    duties: int
    saved_on: date


@dataclass(frozen=True)
class Material:
    """What the parts of a report are made of."""

    readiness: Readiness
    rounds: tuple[RoundsOf, ...]
    jobs: tuple[JobLine, ...]

    @property
    def organization(self) -> Organization:
        return self.readiness.organization


def gather(organization: Organization) -> Material:
    """Read all of it; nine queries or fewer, however much there is."""
    readiness, rows = build_with(organization, lambda found: _more(organization, found))
    return Material(readiness, _rounds(rows, _again(readiness.overview)), _jobs(rows))


def _again(found: Overview) -> list[InstrumentState]:
    """What was completed more than once."""
    return [state for state in found.completed if state.completion_count > 1]


def _more(organization: Organization, found: Overview) -> dict[str, Wanted]:
    """What is read besides: job descriptions, and every completion of what was completed more than once."""
    jobs = Description.objects.for_organization(organization).current()
    approved = Revision.objects.filter(pk__in=jobs.order_by().exclude(approved=None).values("approved"))
    wanted = {"jobs": Wanted(jobs), "approved": Wanted(approved, ("id", "version", "content", "approved_at"))}
    if again := _again(found):
        completions = Completion.objects.for_organization(organization).filter(
            record__subject="", record__instrument__in=[state.instrument.pk for state in again]
        )
        versions = InstrumentVersion.objects.filter(pk__in=completions.order_by().values("version"))
        wanted["completions"] = Wanted(completions, of_instrument="record__instrument_id")
        wanted["versions"] = Wanted(versions)
    return wanted


def _rounds(rows: Rows, states: list[InstrumentState]) -> tuple[RoundsOf, ...]:
    versions = {one.pk: one for one in rows.get("versions", ())}
    by_instrument: dict[str, list[Completion]] = {state.instrument.pk: [] for state in states}
    for one in sorted(rows.get("completions", ()), key=lambda one: one.number):
        by_instrument[one.of_instrument].append(one)
    return tuple(
        RoundsOf(
            state.instrument,
            tuple(
                RoundOf(
                    timezone.localdate(one.completed_at),
                    one.completed_by_name,
                    result_of(versions[one.version_id].content, from_json(one.answers)),
                )
                for one in completions
            ),
            len({one.version_id for one in completions}) > 1,
        )
        for state in states
        if len(completions := by_instrument[state.instrument.pk][-MOST_ROUNDS:]) > 1
    )


def _jobs(rows: Rows) -> tuple[JobLine, ...]:
    approved = {one.pk: one for one in rows["approved"]}
    return tuple(_job(one, approved.get(one.approved_id)) for one in sorted(rows["jobs"], key=lambda one: one.title))


def _job(found: Description, approved: Revision | None) -> JobLine:
    document = approved.document if approved else found.document
    approved_at = approved.approved_at if approved else None
    return JobLine(
        title=str(found),
        status=DescriptionStatus(found.status),
        version=found.version,
        approved=approved.version if approved else 0,
        approved_on=timezone.localdate(approved_at) if approved_at else None,
        setting=SETTINGS.get(document.setting, ""),
        pay=pay(document),
        duties=sum(len(one.duties) for one in document.responsibilities),
        saved_on=timezone.localdate(found.saved_at),
    )
