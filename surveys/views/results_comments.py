"""Comments: read first by whoever runs the survey, then by everybody what was shown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..models import Comment, Survey
from ..reading.commenting import NotARedactionError, comments_of, put_back, readable, show, withhold
from .finding import of_closed
from .reading import read_results, results_page

ADDED_WORDS = "Words can be taken out of a comment, but not put in: they are somebody else’s. Nothing was changed."  # noqa: RUF001


@requires(Capability.READ)
@require_safe
@of_closed
def comments(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """What was shown; for those who run surveys, first what is to be looked at."""
    return _page(request, survey)


@requires(Capability.RUN_SURVEYS)
@require_POST
@of_closed
def decide(request: OrganizationRequest, survey: Survey, comment: UUID) -> HttpResponse:
    """Show a comment (`text`: without some of its words), withhold it, or undo either."""
    found = get_object_or_404(readable(survey), pk=comment)
    action = request.POST.get("action")
    if action == "show":
        try:
            show(comment=found, text=request.POST.get("text", ""))
        except NotARedactionError:
            return _page(request, survey, wrong=found, typed=request.POST.get("text", ""))
        messages.success(request, "Everybody can now read this comment.")
    elif action == "withhold":
        withhold(comment=found)
        messages.success(request, "This comment is withheld.")
    else:
        put_back(comment=found)
        messages.success(request, "This comment is to be looked at again.")
    return redirect("surveys:comments", request.organization.slug, survey.pk)


def _page(request: OrganizationRequest, survey: Survey, wrong: Comment | None = None, typed: str = "") -> HttpResponse:
    may_run = may(request.role, Capability.RUN_SURVEYS)
    context = {
        "comments": comments_of(survey, may_run=may_run),
        "problem": wrong,
        "typed": typed,
        "what_is_wrong": ADDED_WORDS,
        "nothing_to_read": f"Comments can be read once at least {survey.fewest_for_details} have been written, and "
        "somebody who runs the survey has looked at them. Until then nobody reads them, whatever their role.",
    }
    return results_page(request, read_results(survey), "comments", context, status=422 if wrong else 200)
