"""Figures for templates: `{% figures_of result as figures %}`, then `figures.chart` and `figures.bars`."""

from django import template

from assessments.advice import AdvisedGaps, by_advice
from assessments.results import InstrumentResult
from toolkits.models import Link

from .. import bars

register = template.Library()
register.simple_tag(bars.figures_of)
register.simple_tag(bars.area_figures)


@register.simple_tag
def advised_gaps(result: InstrumentResult, advice: dict[str, list[Link]]) -> list[AdvisedGaps]:
    """A result's gaps, put together by what is advised first."""
    return by_advice(result.gaps, advice)


@register.filter
def as_percent(share: float | None) -> str:
    """A share from 0.0 to 1.0 as a whole percentage."""
    return "" if share is None else f"{round(100 * share)}%"
