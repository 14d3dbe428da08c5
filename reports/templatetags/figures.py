"""Figures for templates: `{% figures_of result as figures %}`, then `figures.chart` and `figures.bars`."""

from typing import Any

from django import template

from .. import bars

register = template.Library()
register.simple_tag(bars.figures_of)
register.simple_tag(bars.area_figures)


@register.filter
def of_key(mapping: dict[str, Any], key: str) -> Any:
    """What a mapping holds under a key that the template computes; an empty list where it holds nothing."""
    return mapping.get(key, [])


@register.filter
def as_percent(share: float | None) -> str:
    """A share from 0.0 to 1.0 as a whole percentage."""
    return "" if share is None else f"{round(100 * share)} %"
