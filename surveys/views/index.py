"""All surveys of an organization, where one leads on to, and what a small team does instead."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..lifecycle import delete_survey, instruments_to_choose
from ..models import Survey, SurveyInstrument
from ..setting_up.sizing import SMALL_TEAM
from .finding import find_survey


@dataclass(frozen=True)
class Round:
    """A survey as one of the rounds that follow each other; the first has number 1."""

    survey: Survey
    number: int


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The surveys, each round after the one before; drafts only for those who run surveys."""
    runs = may(request.role, Capability.RUN_SURVEYS)
    found = Survey.objects.for_organization(request.organization)
    chosen = SurveyInstrument.objects.select_related("version__instrument").defer("version__content_json")
    surveys = list(found.prefetch_related(Prefetch("instruments", chosen)))
    context = {
        "chains": chains([survey for survey in surveys if runs or not survey.is_draft]),
        "may_run": runs,
        "now": timezone.now(),
        "is_small": request.organization.staff_count < SMALL_TEAM,
    }
    return render(request, "surveys/index.html", context)


@requires(Capability.READ)
@require_safe
def survey(request: OrganizationRequest, survey: int) -> HttpResponse:
    """Where this survey is set up, followed or read; of an open one, others learn until when it is open."""
    found = find_survey(request, survey)
    runs = may(request.role, Capability.RUN_SURVEYS)
    if found.is_closed:
        return redirect("surveys:results", request.organization.slug, found.pk)
    if runs:
        to = "surveys:setup" if found.is_draft else "surveys:follow"
        return redirect(to, request.organization.slug, found.pk)
    if found.is_draft:
        raise Http404("Not launched yet.")
    context = {"survey": found, "now": timezone.now(), "had_results": found.snapshots.exists()}
    return render(request, "surveys/open.html", context)


@requires(Capability.READ)
@require_safe
def together(request: OrganizationRequest) -> HttpResponse:
    """How a team that is too small for a survey answers together, and with which assessments."""
    context = {
        "instruments": instruments_to_choose(request.organization),
        "may_assess": may(request.role, Capability.ASSESS),
        "small": SMALL_TEAM,
    }
    return render(request, "surveys/together.html", context)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest, survey: int) -> HttpResponse:
    """Ask, then delete a survey with everything that was answered."""
    found = find_survey(request, survey)
    if request.method == "POST":
        name = found.name
        delete_survey(survey=found, actor=request.user)
        messages.success(request, f"“{name}” is deleted.")
        return redirect("surveys:index", request.organization.slug)
    return render(request, "surveys/delete.html", {"survey": found})


def chains(surveys: list[Survey]) -> list[list[Round]]:
    """The surveys, of which the newest come first, as chains of rounds: the latest round first in each."""
    by_pk = {survey.pk: survey for survey in surveys}
    found: dict[int, list[Round]] = {}
    for survey in surveys:
        root, number = survey, 1
        while (before := by_pk.get(root.follows_id or 0)) and number <= len(surveys):
            root, number = before, number + 1
        found.setdefault(root.pk, []).append(Round(survey, number))
    return list(found.values())
