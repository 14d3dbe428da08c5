"""How an assessment's latest result stands beside the one before it: "up from 45% in May 2026". Pure."""

from dataclasses import dataclass
from datetime import date

from .content import LEVELS
from .results import InstrumentResult

NOTABLE = 0.05
"""A share that moved by less than this is said to be as it was. PeerReady heuristic."""


@dataclass(frozen=True, slots=True)
class Changed:
    """`way` is one of up, down, same; `words` say all of it."""

    way: str
    words: str


def changed(now: InstrumentResult, then: InstrumentResult, on: date, *, is_reworded: bool = False) -> Changed | None:
    """From `then`, completed `on`, to `now`; None where one of them shows neither a share nor a level.

    `is_reworded`: the questions were others.
    """
    when = f"{on:%B %Y}{', with other wording' if is_reworded else ''}"
    if now.shows_share and then.shows_share and now.score.share is not None and then.score.share is not None:
        apart, was = now.score.share - then.score.share, f"{round(100 * then.score.share)}% in {when}"
        if abs(apart) < NOTABLE:
            return Changed("same", f"much as it was, {was}")
        return Changed("up", f"up from {was}") if apart > 0 else Changed("down", f"down from {was}")
    if now.level is None or then.level is None:
        return None
    if now.level == then.level:
        return Changed("same", f"as it was in {when}")
    way = "up" if LEVELS.index(now.level) < LEVELS.index(then.level) else "down"
    return Changed(way, f"{way} from “{then.level_word}” in {when}")
