"""When a survey closes, and what can be done after that: open it again, or ask once more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires

from ..asking.open_forms import ClosingForm, ReopenForm
from ..asking.times import days_left, when
from ..closing import close as close_survey
from ..lifecycle import NotReadyError, StaleError, ask_again, change_closing, suggested_closing
from ..lifecycle import reopen as reopen_survey
from ..models import Survey, Way
from .finding import NOT_OPEN, of_closed, of_open

CLOSED = "The survey is closed. Its links no longer work."
REOPENED = "The survey takes answers again. Its links are new."


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_open
def closing(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Choose another closing time; from here it can also be closed at once."""
    form = ClosingForm(request.POST or None, closes_at=survey.closes_at)
    if request.method == "POST" and form.is_valid():
        chosen, seen = form.cleaned_data["closes_at"], form.cleaned_data["was"]
        try:
            change_closing(survey=survey, closes_at=chosen, seen=seen, actor=request.user)
        except NotReadyError as refused:
            for problem in refused.problems:
                form.add_error("closes_at", problem)
        except StaleError:
            survey.refresh_from_db()
            if not survey.is_open:
                messages.warning(request, NOT_OPEN)
                return redirect("surveys:survey", request.organization.slug, survey.pk)
            form.seen_now(survey.closes_at)
            form.add_error("closes_at", _meanwhile(survey))
        else:
            messages.success(request, f"The survey now closes {when(chosen, timezone.now())}.")
            return redirect("surveys:follow", request.organization.slug, survey.pk)
    now = timezone.now()
    context = {"survey": survey, "form": form, "closes": when(survey.closes_at or now, now)}
    return render(request, "surveys/follow/closing.html", context, status=422 if form.errors else 200)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_open
def close(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Say what closing does for good, then close. A background job rewrites the database's file after that."""
    if request.method == "POST":
        close_survey(survey=survey, actor=request.user)
        messages.success(request, CLOSED)
        return redirect("surveys:survey", request.organization.slug, survey.pk)
    now = timezone.now()
    closes_at = survey.closes_at or now
    context = {"survey": survey, "closes": when(closes_at, now), "left": days_left(closes_at, now)}
    return render(request, "surveys/follow/close.html", context)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_closed
def reopen(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Say what reopening means, then take answers again."""
    form = ReopenForm(request.POST or None, closes_at=suggested_closing(timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            reopen_survey(survey=survey, closes_at=form.cleaned_data["closes_at"], actor=request.user)
        except NotReadyError as refused:
            for problem in refused.problems:
                form.add_error("closes_at", problem)
        except StaleError:
            return redirect("surveys:survey", request.organization.slug, survey.pk)
        else:
            messages.success(request, REOPENED)
            return redirect("surveys:follow", request.organization.slug, survey.pk)
    personal = survey.groups.filter(way=Way.PERSONAL)
    context = {"survey": survey, "form": form, "personal": personal}
    return render(request, "surveys/follow/reopen.html", context, status=422 if form.errors else 200)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_closed
def again(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Make the next round a draft with everything of this one but times and addresses."""
    if request.method == "POST":
        draft = ask_again(survey=survey, actor=request.user)
        messages.success(request, "Here is the next round. Set the closing time, and say who is invited.")
        return redirect("surveys:setup", request.organization.slug, draft.pk)
    begun = survey.followed_by.filter(status="draft").first()
    return render(request, "surveys/follow/again.html", {"survey": survey, "begun": begun})


def _meanwhile(survey: Survey) -> str:
    now = timezone.now()
    closes = when(survey.closes_at or now, now)
    return f"Somebody has changed the closing time meanwhile: it now closes {closes}. Save again to change that."
