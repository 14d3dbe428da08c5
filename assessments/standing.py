"""Where an organization stands: each instrument's state, the three areas side by side, and the next step."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from organizations.models import Organization

from .answers import answered_count, from_json
from .changing import Changed, changed
from .choosing import in_use, with_choice
from .content import LEVELS, Level
from .models import About, Area, Completion, Instrument, InstrumentVersion, Record
from .results import LEVEL_WORDS, InstrumentResult, result_of

AREAS = (Area.MOTIVATION, Area.CULTURE, Area.RECOVERY)


@dataclass(frozen=True)
class InstrumentState:
    """An instrument beside what the organization has done with it.

    `result` is of the latest completion; `earlier` is the one before that, with its version.
    """

    instrument: Instrument
    record: Record | None
    completion: Completion | None
    completion_count: int
    result: InstrumentResult | None
    earlier: Completion | None = None

    @cached_property
    def changed(self) -> Changed | None:
        """How the result stands beside the one before; None where there is none that it can be set beside."""
        if self.earlier is None or self.completion is None or self.result is None:
            return None
        then = result_of(self.earlier.version.content, from_json(self.earlier.answers))
        on = timezone.localdate(self.earlier.completed_at)
        is_reworded = self.earlier.version_id != self.completion.version_id
        return changed(self.result, then, on, is_reworded=is_reworded)

    @property
    def item_count(self) -> int:
        version = self.record.version if self.record else self.instrument.current_version
        return len(version.content.items) if version else 0

    @property
    def answered(self) -> int:
        if self.record is None:
            return 0
        return answered_count(self.record.version.content, from_json(self.record.answers))

    @property
    def state(self) -> str:
        """One of: new, under-way, complete, reopened."""
        if self.record is None or (self.completion is None and not self.answered):
            return "new"
        if self.record.is_complete:
            return "complete"
        return "reopened" if self.completion else "under-way"


@dataclass(frozen=True)
class AreaStanding:
    """One area with its instruments. Its level is that of the weakest of them, which is a PeerReady heuristic."""

    area: Area
    states: tuple[InstrumentState, ...]

    @property
    def level(self) -> Level | None:
        levels = [s.result.level for s in self.states if s.result and s.result.level]
        return max(levels, key=LEVELS.index) if levels else None

    @property
    def level_word(self) -> str:
        if self.level:
            return LEVEL_WORDS[self.level]
        return "Too few answers to say" if any(s.result for s in self.states) else "Not assessed yet"

    @property
    def completed(self) -> tuple[InstrumentState, ...]:
        return tuple(s for s in self.states if s.result)


@dataclass(frozen=True)
class Overview:
    """The instruments that an organization uses, in its order, and what follows from them.

    `others` are those about organizations that it has not chosen.
    """

    states: tuple[InstrumentState, ...]
    others: tuple[Instrument, ...] = ()

    @cached_property
    def areas(self) -> tuple[AreaStanding, ...]:
        """Motivation, culture and recovery orientation. There is no fourth that sums them up."""
        return tuple(AreaStanding(area, self.of_area(area)) for area in AREAS)

    @property
    def timeline(self) -> tuple[InstrumentState, ...]:
        return self.of_area(Area.TIMELINE)

    @cached_property
    def low_areas(self) -> tuple[AreaStanding, ...]:
        return tuple(area for area in self.areas if area.level == "low")

    @cached_property
    def completed(self) -> tuple[InstrumentState, ...]:
        return tuple(s for s in self.states if s.completion)

    @cached_property
    def next_state(self) -> InstrumentState | None:
        """What to fill next: what is under way, then the first that is new; None when all are complete."""
        for wanted in (("under-way", "reopened"), ("new",)):
            for state in self.states:
                if state.state in wanted:
                    return state
        return None

    def of_area(self, area: Area) -> tuple[InstrumentState, ...]:
        return tuple(s for s in self.states if s.instrument.area == area)


def overview(organization: Organization) -> Overview:
    """Load and compute; five queries or fewer, whatever the number of instruments."""
    records = {
        record.instrument_id: record
        for record in Record.objects.for_organization(organization)
        .filter(subject="")
        .select_related("version", "saved_by")
    }
    completions: dict[str, list[Completion]] = {}
    for completion in (
        Completion.objects.for_organization(organization)
        .filter(record__subject="")
        .select_related("record")
        .defer("record__answers")
        .order_by("-number")
    ):
        completions.setdefault(completion.record.instrument_id, []).append(completion)
    offered = Instrument.objects.for_organization(organization).filter(about=About.ORGANIZATION)
    instruments = list(with_choice(offered, organization).select_related("toolkit", "current_version"))
    # Of the latest two alone: an organization's whole history would bring the same content again and again. Most are of
    # the current version, which is here already.
    versions = {i.current_version.pk: i.current_version for i in instruments if i.current_version}
    needed = {one.version_id for found in completions.values() for one in found[:2]}
    versions |= InstrumentVersion.objects.in_bulk(needed - versions.keys())
    used = in_use(organization, instruments, records)
    return Overview(
        states=tuple(_state(i, records.get(i.pk), completions.get(i.pk, []), versions) for i in used),
        others=tuple(instrument for instrument in instruments if instrument not in used),
    )


def _state(
    instrument: Instrument,
    record: Record | None,
    completions: list[Completion],
    versions: dict[int, InstrumentVersion],
) -> InstrumentState:
    latest = completions[0] if completions else None
    earlier = completions[1] if len(completions) > 1 else None
    if earlier:
        earlier.version = versions[earlier.version_id]
    return InstrumentState(
        instrument=instrument,
        record=record,
        completion=latest,
        completion_count=len(completions),
        result=result_of(versions[latest.version_id].content, from_json(latest.answers)) if latest else None,
        earlier=earlier,
    )
