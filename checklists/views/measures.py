"""Measures: choosing, changing and removing them. Their values are in `values.py`."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from toolkits.models import Entry

from ..goals.comparing import differences, posted_version
from ..goals.forms import MeasureForm, ValueForm, initial_of
from ..goals.offered import find_offered, offered, suggestion_of
from ..goals.saving import (
    AlreadyThereError,
    StaleError,
    add_measure,
    change_measure,
    end_measure,
    remove_measure,
    resume_measure,
)
from ..goals.summary import entries_of, state_of
from ..models import Goal, GoalStatus, Measure
from .goals import METHODS
from .tabs import tabs

ADVICE = ("lappa-measure-outcomes", "prcoe-measure-progress")
SHOWN = 400
"""How many values a measure's own page draws and lists, the latest ones: a value a day for more than a year."""


def find_measure(request: OrganizationRequest, measure: int) -> Measure:
    found = Measure.objects.for_organization(request.organization).select_related("goal")
    return get_object_or_404(found, pk=measure)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def new(request: OrganizationRequest) -> HttpResponse:
    """Offer the toolkits' measures; with `?from` or `?own` ask for one, and with POST add it."""
    key = request.POST.get("key", "") if request.method == "POST" else request.GET.get("from", "")
    entry = find_offered(key) if key else None
    if key and entry is None:
        raise Http404("No toolkit's measure.")
    if request.method != "POST" and entry is None and "own" not in request.GET:
        return _choose(request)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        organization=request.organization,
        initial=_initial(request, entry),
    )
    if form.is_valid():
        try:
            measure = add_measure(
                organization=request.organization, fields=form.cleaned_data, actor=request.user, key=key
            )
        except AlreadyThereError:
            form.add_error("name", "There is a measure of this name already.")
        else:
            messages.success(request, "The measure is there. Enter a value as soon as you have one.")
            return redirect("checklists:measure", request.organization.slug, measure.pk)
    status = 422 if request.method == "POST" else 200
    return _form(request, status, form=form, entry=entry, measure=None, version=0)


@requires(Capability.READ)
@require_safe
def measure(request: OrganizationRequest, measure: int) -> HttpResponse:
    """A measure with its trend, its values, and a form for the next one."""
    return show(request, find_measure(request, measure))


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def edit(request: OrganizationRequest, measure: int) -> HttpResponse:
    """Ask what a measure is, and with POST save it, unless somebody else changed it meanwhile."""
    found = find_measure(request, measure)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        organization=request.organization,
        initial=initial_of(found, MeasureForm),
    )
    extra: dict[str, Any] = {"measure": found, "version": found.version}
    status = 200
    if request.method == "POST":
        status, extra["version"] = 422, request.POST.get("version", "")
    if form.is_valid():
        version = posted_version(request.POST) or 0
        try:
            change_measure(measure=found, version=version, fields=form.cleaned_data, actor=request.user)
        except StaleError as stale:
            status, current = 409, stale.current
            extra |= {"current": current, "version": current.version, "differences": differences(form, current)}
        else:
            messages.success(request, "The measure is saved.")
            return redirect("checklists:measure", request.organization.slug, found.pk)
    return _form(request, status, form=form, entry=entries_of([found.key]).get(found.key), **extra)


@requires(Capability.WORK_PLAN)
@require_POST
def collect(request: OrganizationRequest, measure: int) -> HttpResponse:
    """Stop asking for values, or ask again."""
    found = find_measure(request, measure)
    if request.POST.get("collect") == "no":
        end_measure(measure=found, actor=request.user)
        messages.success(request, "PeerReady no longer asks for values of this measure. Those that are there stay.")
    else:
        resume_measure(measure=found, actor=request.user)
        messages.success(request, "PeerReady asks for values of this measure again.")
    return redirect("checklists:measure", request.organization.slug, found.pk)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def remove(request: OrganizationRequest, measure: int) -> HttpResponse:
    """Ask, and with POST remove it with all its values."""
    found, version = find_measure(request, measure), posted_version(request.POST)
    if request.method == "POST" and version is not None:
        count = request.POST.get("count", "")
        try:
            remove_measure(
                measure=found, version=version, count=int(count) if count.isdecimal() and len(count) < 10 else -1
            )
        except StaleError:
            messages.warning(request, "Somebody changed this measure meanwhile. Look once more before you remove it.")
            found = find_measure(request, measure)
        else:
            messages.success(request, f"The measure “{found.name}” is removed with its values.")
            return redirect("checklists:goals", request.organization.slug)
    context = {"tabs": tabs(request, "goals"), "measure": found, "count": found.values.count()}
    status = 200 if request.method != "POST" else 422 if version is None else 409
    return render(request, "checklists/goals/measure_remove.html", context, status=status)


def show(request: OrganizationRequest, measure: Measure, form: ValueForm | None = None, **more: Any) -> HttpResponse:
    """A measure's page; `form` has what was typed and is to be mended, `more` goes to the template."""
    values = list(measure.values.order_by("-on")[:SHOWN])
    goal = measure.goal
    state = state_of(
        measure,
        values[::-1],
        timezone.localdate(),
        entries_of([measure.key]).get(measure.key),
        asks=goal is None or goal.status != GoalStatus.LET_GO,
    )
    context = {
        "tabs": tabs(request, "goals"),
        "state": state,
        "values": values,
        "most": SHOWN,
        "form": form or ValueForm(measure=measure, initial={"on": timezone.localdate()}),
        "may_work": may(request.role, Capability.WORK_PLAN),
        **more,
    }
    return render(request, "checklists/goals/measure.html", context, status=422 if form else 200)


def _choose(request: OrganizationRequest) -> HttpResponse:
    measures = Measure.objects.for_organization(request.organization).filter(ended_at=None)
    advice = entries_of(ADVICE)
    context = {
        "tabs": tabs(request, "goals"),
        "offered": offered(list(measures)),
        "goal": _chosen_goal(request),
        "advice": [advice[key] for key in ADVICE if key in advice],
    }
    return render(request, "checklists/goals/measure_choose.html", context)


def _chosen_goal(request: OrganizationRequest) -> Goal | None:
    """The goal for which the measure is, if the address names one."""
    text = request.GET.get("goal", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Goal.objects.for_organization(request.organization).filter(pk=int(text)).first()


def _initial(request: OrganizationRequest, entry: Entry | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"starts_on": timezone.localdate(), "goal": _chosen_goal(request)}
    if entry is not None:
        suggestion = suggestion_of(entry)
        initial |= {"name": suggestion.name, "unit": suggestion.unit, "direction": suggestion.direction}
    return initial


def _form(request: OrganizationRequest, status: int, **context: Any) -> HttpResponse:
    context["tabs"] = tabs(request, "goals")
    return render(request, "checklists/goals/measure_form.html", context, status=status)
