"""Figures for templates: `{% figures_of result as figures %}`, then `figures.chart` and `figures.bars`."""

from django import template

from assessments.advice import AdvisedGaps, by_advice
from assessments.results import InstrumentResult
from toolkits.models import Link

from .. import bars
from ..charts import Bar
from ..composing.material import RoundsOf

register = template.Library()
register.simple_tag(bars.figures_of)
register.simple_tag(bars.area_figures)


@register.simple_tag
def advised_gaps(result: InstrumentResult, advice: dict[str, list[Link]]) -> list[AdvisedGaps]:
    """A result's gaps, put together by what is advised first."""
    return by_advice(result.gaps, advice)


@register.simple_tag
def figures_of_rounds(rounds: RoundsOf) -> bars.Figures:
    """A bar for each completion of an assessment, the oldest first; none where it has no share.

    Their levels stand in the table alone: one color lets the eye compare the rounds.
    """
    return bars.Figures(
        f"{rounds.instrument.title}, by round",
        tuple(
            Bar(
                label=f"{one.on:%B} {one.on.day}, {one.on.year}",
                share=None if share is None else 100 * share,
                answered=one.result.score.answered,
                of=one.result.score.of,
            )
            for one, share in zip(rounds.rounds, rounds.shares, strict=True)
            if one.result.shows_share
        ),
        "Share",
    )


@register.filter
def as_percent(share: float | None) -> str:
    """A share from 0.0 to 1.0 as a whole percentage."""
    return "" if share is None else f"{round(100 * share)}%"
