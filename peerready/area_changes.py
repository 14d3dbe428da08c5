"""How the three areas stand beside what was completed before: "up from 45% in May". Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.results import InstrumentResult
from assessments.standing import AreaStanding, InstrumentState

NOTABLE = 0.05
"""A share that moved by less is said to be as it was, as in reports (`reports.composing.summary`). PeerReady heuristic."""


@dataclass(frozen=True, slots=True)
class Before:
    """The completion before the latest one of an assessment. `is_reworded`: its questions were others."""

    on: date
    result: InstrumentResult
    is_reworded: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """How an assessment changed: `way` is one of up, down, same; `words` say all of it."""

    way: str
    words: str


@dataclass(frozen=True, slots=True)
class StateLine:
    state: InstrumentState
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class AreaCard:
    area: AreaStanding
    lines: tuple[StateLine, ...]


def area_cards(areas: tuple[AreaStanding, ...], before: Mapping[str, Before], today: date) -> list[AreaCard]:
    """A card for each area; `before` is by the assessment's slug."""
    return [
        AreaCard(area, tuple(StateLine(one, _changed(one, before.get(one.instrument.pk), today)) for one in area.states))
        for area in areas
    ]


def _changed(state: InstrumentState, before: Before | None, today: date) -> Changed | None:
    now = state.result
    if before is None or now is None:
        return None
    then = before.result
    when = f"{before.on:%B}" if before.on.year == today.year else f"{before.on:%B %Y}"
    reworded = ", with other wording" if before.is_reworded else ""
    if now.shows_share and then.shows_share and now.score.share is not None and then.score.share is not None:
        apart, was = now.score.share - then.score.share, f"{round(100 * then.score.share)}% in {when}{reworded}"
        if abs(apart) < NOTABLE:
            return Changed("same", f"much as it was, {was}")
        return Changed("up", f"up from {was}") if apart > 0 else Changed("down", f"down from {was}")
    if now.level is None or then.level is None:
        return None
    if now.level == then.level:
        return Changed("same", f"as it was in {when}{reworded}")
    order = ("low", "middle", "strong")
    way = "up" if order.index(now.level) > order.index(then.level) else "down"
    return Changed(way, f"{way} from “{then.level_word}” in {when}{reworded}")
