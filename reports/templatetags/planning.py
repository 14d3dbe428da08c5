"""What is planned, for templates of reports: `{% some_of lines as overdue %}`, `{% source_of_entry entry %}`."""

from collections.abc import Sequence

from django import template

from checklists.working.reading import Line
from toolkits.models import Entry

from ..plan_standing import Some, first
from ..printing import page_words

MOST_LISTED = 10
register = template.Library()


@register.simple_tag
def some_of(lines: Sequence[Line]) -> Some[Line]:
    """As many tasks as a report lists, and how many more there are."""
    return first(MOST_LISTED, lines)


@register.simple_tag
def source_of_entry(entry: Entry) -> str:
    """Where an entry comes from, in words: "After Building Readiness, Funding, page 9"."""
    whose = "After" if entry.derived or entry.collection_id is None else "From"
    return f"{whose} {entry.toolkit.title}, {entry.heading}{page_words(entry.page)}"
