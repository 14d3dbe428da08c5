"""Finding the survey that an address names, and going where its status leads."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from organizations.access import OrganizationRequest

from ..models import Status, Survey

P = ParamSpec("P")
LAUNCHED_MEANWHILE = "This survey has been launched meanwhile, so nothing was changed."
NOT_OPEN = "This survey is not open any more, so nothing was changed."
NOT_CLOSED = "This survey is not closed, so nothing was changed."


def find_survey(request: OrganizationRequest, survey: int) -> Survey:
    """A survey of this organization; anybody else's is a 404."""
    return get_object_or_404(Survey.objects.for_organization(request.organization), pk=survey)


def of_draft(
    view: Callable[Concatenate[OrganizationRequest, Survey, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give the view a draft. Where the survey is no draft any more, lead on to what it is now."""
    return _of(Status.DRAFT, LAUNCHED_MEANWHILE, view)


def of_open(
    view: Callable[Concatenate[OrganizationRequest, Survey, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give the view an open survey; of any other, lead on to what it is."""
    return _of(Status.OPEN, NOT_OPEN, view)


def of_closed(
    view: Callable[Concatenate[OrganizationRequest, Survey, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give the view a closed survey; of any other, lead on to what it is."""
    return _of(Status.CLOSED, NOT_CLOSED, view)


def _of(
    status: Status, told: str, view: Callable[Concatenate[OrganizationRequest, Survey, P], HttpResponse]
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: OrganizationRequest, survey: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = find_survey(request, survey)
        if found.status == status:
            try:
                return view(request, found, *args, **kwargs)
            except Survey.DoesNotExist:
                raise Http404("It was deleted meanwhile.") from None
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})  # the page as a whole has another one now
        if request.method == "POST":
            messages.warning(request, told)
        return redirect("surveys:survey", request.organization.slug, found.pk)

    return guarded
