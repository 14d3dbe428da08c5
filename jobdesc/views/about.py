"""What every page about one description shows around itself."""

from typing import Any

from organizations.access import OrganizationRequest

from ..models import Description
from .finding import may_change
from .tabs import tabs


def about(request: OrganizationRequest, description: Description, current: str) -> dict[str, Any]:
    """The context of a page below jobdesc/review/layout.html; `current` is its name in jobdesc/_views.html."""
    return {
        "tabs": tabs(request),
        "description": description,
        "current": current,
        "may_change": may_change(request, description),
    }
