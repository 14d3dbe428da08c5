"""Where an entry of the library stands: `{% entry_url entry organization.slug %}`."""

from django import template
from django.urls import reverse

from ..models import Entry

register = template.Library()


@register.simple_tag
def entry_url(entry: Entry, organization: str) -> str:
    """The address of an entry's page in the library of the organization with this slug."""
    if entry.collection_id is None:
        return reverse("toolkits:advice", args=[organization, entry.key])
    return reverse("toolkits:item", args=[organization, *entry.key.split("/")])
