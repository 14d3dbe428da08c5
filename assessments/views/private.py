"""An instrument that is filled in the browser alone: nothing of it is ever sent here."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..content import InstrumentContent, Item
from ..models import About, Instrument


@requires(Capability.READ)
@never_cache  # so that no copy of the page, with what was ticked on it, is kept by the browser
@require_safe
def fill(request: OrganizationRequest, instrument: str) -> HttpResponse:
    """The page on which it is filled; there is no address to which it could be sent."""
    instruments = Instrument.objects.for_organization(request.organization).filter(about=About.PRIVATE)
    found = get_object_or_404(instruments.select_related("toolkit", "current_version"), slug=instrument)
    version = found.current_version
    assert version is not None  # noqa: S101 - instruments without a version are not found
    content = version.content
    context = {
        "instrument": found,
        "item_count": len(content.items),
        "sections": [(part, [_asked(content, item) for item in part.items]) for part in content.sections],
    }
    return render(request, "assessments/private.html", context)


def _asked(content: InstrumentContent, item: Item) -> dict[str, object]:
    """An item with its options, each with whether choosing it means that one wants to come back to it."""
    scale = content.scale_of(item)
    options = scale.options if scale else ()
    best = scale.highest if scale else None
    return {
        "item": item,
        "options": [(option, option.value != best and not option.aside) for option in options],
        "parts": [(part, label) for part, label in item.takes.parts.items() if part != "choice"],
        "asks": item.takes.parts.get("choice") or (scale.title if scale else ""),
    }
