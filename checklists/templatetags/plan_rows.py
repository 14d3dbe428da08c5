"""Rows of tasks in templates, from what is kept of them."""

from django import template
from django.utils.safestring import SafeString

from ..models import Status
from ..views.rows import Row
from ..views.rows import row_html as kept_html

register = template.Library()


@register.simple_tag
def row_html(row: Row) -> SafeString:
    """One row, as views/rows.py keeps it."""
    return kept_html(row)


@register.filter
def status_label(status: str) -> str:
    return str(Status(status).label)
