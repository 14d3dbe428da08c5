"""Finding the description that an address names, and saying so where it can only be read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.access import Capability, OrganizationRequest, may

from ..drafting.saving import PutAwayError
from ..models import Description, Interview
from .tabs import tabs

P = ParamSpec("P")
View = Callable[Concatenate[OrganizationRequest, P], HttpResponse]


def find_description(request: OrganizationRequest, description: int) -> Description:
    """A description of this organization, with it; anything else is a 404."""
    found: Description = get_object_or_404(
        Description.objects.for_organization(request.organization).select_related("approved"), pk=description
    )
    found.organization = request.organization
    return found


def description_to_change(request: OrganizationRequest, description: int) -> Description:
    """As find_description, for changing it. Raises PutAwayError (`changes_descriptions` answers it)."""
    found = find_description(request, description)
    if found.is_put_away:
        raise PutAwayError(found)
    return found


def may_change(request: OrganizationRequest, description: Description) -> bool:
    """Whether pages offer to change it: to those who may, as long as it has not been put away."""
    return may(request.role, Capability.DRAFT_JOBS) and not description.is_put_away


def changes_descriptions(view: View[P]) -> Callable[..., HttpResponse]:
    """Mark a view that changes a description: one that was put away answers with a 409 in words, and a way back.

    One that somebody deletes in the same moment is a 404.
    """

    @wraps(view)
    def guarded(request: OrganizationRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Description.DoesNotExist, Interview.DoesNotExist):
            raise Http404("It was deleted meanwhile.") from None
        except PutAwayError as refused:
            refused.description.organization = request.organization
            status = 409 if request.method == "POST" else 200
            if request.htmx:  # type: ignore[attr-defined]
                message = {"level": "warning", "text": str(refused)}
                response = render(request, "partials/message.html", message, status=status)
                response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
                return response
            context: dict[str, Any] = {
                "tabs": tabs(request),
                "description": refused.description,
                "may_take_back": may(request.role, Capability.DRAFT_JOBS),
            }
            return render(request, "jobdesc/put_away.html", context, status=status)

    return guarded
