"""What pages of hiring ask about a description: `{% job_pages description may_change %}`, `{% step_row … %}`."""

from dataclasses import dataclass

from django import template

from ..models import Description
from ..views.addresses import StepLink, page_url, step_links

register = template.Library()

PAGES = (
    ("reads", "How it reads", "eye", ("description",), False),
    ("draft", "Go on drafting", "pencil", ("draft",), True),
    ("review", "Review and approve", "check-circle", ("review",), True),
    ("readers", "Readers", "people", ("readers",), False),
    ("versions", "Versions", "clock-history", ("versions", "history"), False),
    ("kit", "Hiring kit", "journal-text", ("kit",), False),
)
"""Key, label, icon, the names that its route may have, and whether it is for those alone who may change it."""


@dataclass(frozen=True)
class Page:
    key: str
    label: str
    icon: str
    url: str


@register.simple_tag
def job_pages(description: Description, may_change: bool) -> list[Page]:
    """The pages of one description that are there, in the order of `_views.html`."""
    found = []
    for key, label, icon, names, is_for_writers in PAGES:
        url = next(filter(None, (page_url(description, name) for name in names)), "")
        if url and (may_change or not is_for_writers):
            found.append(Page(key, label, icon, url))
    return found


@register.simple_tag
def step_row(description: Description, current: str = "") -> list[StepLink]:
    """The steps of a description, the one called `current` marked (`draft/_steps.html`)."""
    return step_links(description, current)
