"""The organization's own record beside the survey, and its authors' agreement to that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..models import Survey
from ..reading.beside import agree, load_beside, take_back
from .finding import of_closed
from .reading import read_results, results_page


@requires(Capability.READ)
@require_safe
@of_closed
def beside(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """What leaders answered in the organization's name beside what everybody and each group answered."""
    results = read_results(survey)
    user = request.user if request.user.is_authenticated else None
    return results_page(request, results, "beside", {"records": load_beside(results, request.organization, user)})


@requires(Capability.ASSESS)
@require_POST
@of_closed
def agreement(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Agree to show a record beside surveys, or take that back. `completion` says which, so none is shown unseen."""
    results = read_results(survey)
    records = load_beside(results, request.organization, request.user)
    asked = request.POST.get("completion", "")
    found = next((one for one in records if one.completion and str(one.completion.pk) == asked), None)
    if found is None:
        messages.warning(request, "This record was completed again meanwhile, so nothing was changed.")
        return redirect("surveys:beside", request.organization.slug, survey.pk)
    if not found.may_agree:
        raise PermissionDenied
    title = found.finding.instrument.title
    if request.POST.get("action") == "take-back":
        take_back(beside=found, actor=request.user)
        messages.success(request, f"The record of “{title}” is not shown beside surveys any more.")
    else:
        agree(beside=found, actor=request.user)
        messages.success(request, f"The record of “{title}” is now shown beside what the team answered.")
    return redirect("surveys:beside", request.organization.slug, survey.pk)
