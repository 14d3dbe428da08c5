"""For the pages on money and risks: `{{ amount|dollars }}`, and what is asked of a text."""

from datetime import date

from django import template

from organizations.client_data import QUESTION, looks_like_client_record

from ..money.amounts import dollars
from ..money.risks import RiskTask

register = template.Library()
register.filter("dollars", dollars)


@register.filter
def is_overdue(task: RiskTask, today: date) -> bool:
    return task.is_overdue(today)


@register.filter
def client_question(text: str) -> str:
    """What to ask of a saved text that looks like a client's record; "" where it looks like none."""
    return QUESTION if looks_like_client_record(text) else ""
