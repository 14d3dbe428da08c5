"""Where an instrument is filled: `{% fill_url collection.slug organization.slug role as url %}`."""

from django import template
from django.urls import reverse

from organizations.access import Capability, may

from ..models import About, Instrument

register = template.Library()

FILLED_AT = {
    About.ORGANIZATION: ("assessments:record", Capability.ASSESS),
    About.PERSON: ("assessments:people", Capability.ASSESS_PEOPLE),
    About.PRIVATE: ("assessments:private", Capability.READ),
}


@register.simple_tag
def fill_url(instrument: str, organization: str, role: str) -> str:
    """The address of the page that the role may fill it on; "" if it may not, or there is no such instrument."""
    about = Instrument.objects.filter(pk=instrument).values_list("about", flat=True).first()
    if about is None:
        return ""
    route, capability = FILLED_AT[About(about)]
    return reverse(route, args=[organization, instrument]) if may(role, capability) else ""
