"""Everything that a report may tell of, read once: what `readiness.build` reads, the rounds before, and hiring."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assessments.answers import from_json
from assessments.models import Completion, Instrument, InstrumentVersion
from assessments.results import InstrumentResult, result_of
from assessments.standing import InstrumentState
from jobdesc.drafting.document import SETTINGS
from jobdesc.drafting.money import pay
from jobdesc.models import Description, DescriptionStatus
from organizations.models import Organization

from ..readiness import Readiness, build

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
    """Read all of it; a dozen queries, however much there is."""
    readiness = build(organization)
    again = [state for state in readiness.overview.completed if state.completion_count > 1]
    return Material(readiness, _rounds(organization, again), _jobs(organization))


def _rounds(organization: Organization, states: list[InstrumentState]) -> tuple[RoundsOf, ...]:
    if not states:
        return ()
    instruments = {state.instrument.pk: state.instrument for state in states}
    found = Completion.objects.for_organization(organization).filter(
        record__subject="", record__instrument__in=instruments
    )
    versions = InstrumentVersion.objects.in_bulk(found.order_by().values_list("version", flat=True).distinct())
    by_instrument: dict[str, list[Completion]] = {pk: [] for pk in instruments}
    for one in found.select_related("record").defer("record__answers").order_by("number"):
        by_instrument[one.record.instrument_id].append(one)
    return tuple(
        RoundsOf(
            instruments[pk],
            tuple(
                RoundOf(
                    timezone.localdate(one.completed_at),
                    one.completed_by_name,
                    result_of(versions[one.version_id].content, from_json(one.answers)),
                )
                for one in completions[-MOST_ROUNDS:]
            ),
            len({one.version_id for one in completions[-MOST_ROUNDS:]}) > 1,
        )
        for pk, completions in by_instrument.items()
        if len(completions) > 1
    )


def _jobs(organization: Organization) -> tuple[JobLine, ...]:
    found = Description.objects.for_organization(organization).current().select_related("approved").order_by("title")
    return tuple(map(_job, found))


def _job(found: Description) -> JobLine:
    document = found.approved.document if found.approved else found.document
    approved_at = found.approved.approved_at if found.approved else None
    return JobLine(
        title=str(found),
        status=DescriptionStatus(found.status),
        version=found.version,
        approved=found.approved.version if found.approved else 0,
        approved_on=timezone.localdate(approved_at) if approved_at else None,
        setting=SETTINGS.get(document.setting, ""),
        pay=pay(document),
        duties=sum(len(one.duties) for one in document.responsibilities),
        saved_on=timezone.localdate(found.saved_at),
    )
