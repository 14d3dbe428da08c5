"""The readiness report: everything that an organization has completed, in the order in which it is read.

`build` loads and decides; the template says it. The page and the PDF have one body between them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from django.utils import timezone

from assessments.advice import advice_for
from assessments.models import Area, Instrument
from assessments.results import ItemResult
from assessments.standing import AREAS, AreaStanding, InstrumentState, Overview, overview
from checklists.findings import Said
from checklists.money.risks import INSTRUMENT as RISKS
from organizations.models import Organization
from toolkits.models import Link, Toolkit

from .at_once import Rows, Wanted
from .planning import Planning, load_planning_with
from .team import Team, load_team

MOST_NAMED = 3  # strengths and gaps on the summary page


@dataclass(frozen=True)
class Finding:
    """A strength or a gap, with the instrument that it comes from."""

    state: InstrumentState
    result: ItemResult


@dataclass(frozen=True)
class Step:
    """Something to do next, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class Readiness:
    """The report's content. Advice is by an item's natural key; `team` is what a survey showed, if any.

    `planning` is None where nothing is planned.
    """

    organization: Organization
    made_at: datetime
    overview: Overview
    strengths: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    steps: tuple[Step, ...]
    advice: dict[str, list[Link]]
    toolkits: tuple[Toolkit, ...]
    parts: tuple["Part", ...] = field(default=())
    team: Team | None = None
    planning: Planning | None = None

    @property
    def title(self) -> str:
        return "Readiness report"

    @property
    def further(self) -> tuple[InstrumentState, ...]:
        """What was completed outside the three areas and the timeline."""
        named = (*AREAS, Area.TIMELINE)
        return tuple(state for state in self.overview.completed if state.instrument.area not in named)

    @property
    def own_questions(self) -> tuple[Instrument, ...]:
        """The organization's own assessments that come from no toolkit."""
        own = (one for one in self.sources if one.is_own and not one.toolkit_id)
        return tuple(own)

    @property
    def sources(self) -> tuple[Instrument, ...]:
        """Every instrument that the report tells of, each once."""
        asked = [one.instrument for one in self.team.results.instruments] if self.team else []
        return tuple(dict.fromkeys([*(state.instrument for state in self.overview.states), *asked]))

    @property
    def is_empty(self) -> bool:
        return not self.overview.completed


@dataclass(frozen=True)
class Part:
    """One area of the report with its instruments, completed or not."""

    title: str
    standing: AreaStanding | None
    states: tuple[InstrumentState, ...]


def build(organization: Organization) -> Readiness:
    """Gather the report of an organization as of now; nine queries or fewer, however much was answered and planned."""
    return build_with(organization, lambda found: {})[0]


def build_with(organization: Organization, also: Callable[[Overview], Mapping[str, Wanted]]) -> tuple[Readiness, Rows]:
    """The same, and the rows that somebody wants with it, by what has been completed. No query more."""
    found, team = overview(organization), load_team(organization)
    today, said = timezone.localdate(), said_of_risks(found)
    planning, rows = load_planning_with(organization, today, said, also(found))
    asked = [one.instrument for one in team.results.instruments] if team else []
    gaps = _pick(found, "gaps")
    advice = advice_for(item for state in found.completed if state.result for item in state.result.gaps)
    parts = [Part(area.area.label, area, area.states) for area in found.areas]
    parts.extend(Part(area.label, None, found.of_area(area)) for area in Area if area not in AREAS)
    readiness = Readiness(
        organization=organization,
        made_at=timezone.now(),
        overview=found,
        strengths=_pick(found, "strengths"),
        gaps=gaps,
        steps=tuple(_steps(found, gaps, advice)),
        advice=advice,
        toolkits=_toolkits([*(s.instrument for s in found.states), *asked], planning),
        team=team,
        planning=None if planning.is_empty else planning,
        parts=tuple(part for part in parts if part.states),
    )
    return readiness, rows


def _pick(found: Overview, which: str) -> tuple[Finding, ...]:
    """The clearest findings, one of each instrument in turn, so that one long instrument does not fill the page."""
    by_instrument = [
        [Finding(state, item) for item in getattr(state.result, which)]
        for state in found.completed
        if state.result and not state.result.is_of_risks  # a risk register has its own part
    ]
    by_turn = [finding for turn in zip_longest(*by_instrument) for finding in turn if finding]
    if which == "gaps":
        by_turn.sort(key=lambda finding: finding.result.level != "low")  # a stable sort: what is lowest comes first
    return tuple(by_turn[:MOST_NAMED])


def _steps(found: Overview, gaps: Sequence[Finding], advice: dict[str, list[Link]]) -> Iterable[Step]:
    """What to do next: advice for the gaps named, then what is still to be assessed."""
    seen = set()
    for gap in gaps:
        for link in advice.get(gap.result.item.key, []):
            if link.entry_id not in seen and link.entry.title:
                seen.add(link.entry_id)
                yield Step(link.entry.title, f"Because of: {gap.result.item.text}")
                break
    if found.next_state:
        state = found.next_state
        yield Step(f"Complete “{state.instrument.title}”", f"About {state.instrument.minutes} minutes.")


def said_of_risks(found: Overview) -> list[Said]:
    """What was completed of the risk register; what is only begun is not told of."""
    result = next((state.result for state in found.completed if state.instrument.pk == RISKS), None)
    return [
        Said(
            key=each.item.key,
            question=each.item.text,
            section=section.section.title,
            text=each.answer.text,
            choice=each.option.label if each.option else "",
            level=each.level,
            who=each.answer.who,
            url="",
            on=None,
        )
        for section in (result.sections if result else ())
        for each in section.items
    ]


def _toolkits(instruments: Iterable[Instrument], planning: Planning) -> tuple[Toolkit, ...]:
    """The toolkits that instruments come from, and those that measures and warnings name, each once."""
    found = {one.toolkit.pk: one.toolkit for one in instruments if one.toolkit}
    return tuple((found | {one.pk: one for one in planning.toolkits if one.pk not in found}).values())
