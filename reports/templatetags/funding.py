"""The funding chart for templates: `{% funding_chart_of summary as chart %}`, and `300` last for a phone's."""

from collections.abc import Iterable

from django import template

from checklists.money.summary import Warned
from toolkits.models import Entry

from .. import charts_funding

register = template.Library()
register.simple_tag(charts_funding.funding_chart_of)
register.filter("gap_in_words", charts_funding.gap_in_words)


@register.simple_tag
def advice_once(warnings: Iterable[Warned]) -> list[tuple[Warned, list[tuple[Entry, bool]]]]:
    """Each warning with its advice; the second of a pair says whether the advice stands here for the first time."""
    seen: set[str] = set()
    found = []
    for warned in warnings:
        found.append((warned, [(entry, entry.pk not in seen) for entry in warned.advice]))
        seen.update(entry.pk for entry in warned.advice)
    return found
