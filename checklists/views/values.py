"""A measure's values: entering, changing, removing. Where another stands in the way, both are shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from organizations.access import Capability, OrganizationRequest, requires

from ..goals.forms import ValueForm, initial_of
from ..goals.numbers import shown
from ..goals.values import ChangedMeanwhileError, DayTakenError, change_value, enter_value, remove_value, seal
from ..models import Measure, MeasureValue
from .goals import METHODS, ask_about_names
from .measures import find_measure, show
from .tabs import tabs


@requires(Capability.WORK_PLAN)
@require_POST
def enter(request: OrganizationRequest, measure: int) -> HttpResponse:
    """Add a value. A day that has one is refused with both shown, and can be written over by choice."""
    found = find_measure(request, measure)
    form = ValueForm(request.POST, measure=found)
    if not form.is_valid():
        return show(request, found, form)
    try:
        enter_value(measure=found, fields=form.cleaned_data, actor=request.user, over=request.POST.get("over", ""))
    except DayTakenError as taken:
        return _ask_over(request, form, found, taken.there)
    return _saved(request, found, form)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def change(request: OrganizationRequest, measure: int, value: int) -> HttpResponse:
    """Ask for a value anew, and with POST save it."""
    found, row = _find(request, measure, value)
    if request.method != "POST":
        form = ValueForm(measure=found, initial=initial_of(row, ValueForm))
        return _form(request, form, found, row=row, was=seal(row))
    form = ValueForm(request.POST, measure=found)
    was = request.POST.get("was", "")
    if not form.is_valid():
        return _form(request, form, found, 422, row=row, was=was)
    over = request.POST.get("over", "")
    try:
        change_value(value=row, fields=form.cleaned_data, actor=request.user, was=was, over=over)
    except DayTakenError as taken:
        return _ask_over(request, form, found, taken.there, row=row, was=was)
    except ChangedMeanwhileError as changed:
        return _ask_over(request, form, found, changed.current, row=row, was=seal(changed.current), is_same=True)
    return _saved(request, found, form)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def remove(request: OrganizationRequest, measure: int, value: int) -> HttpResponse:
    """Ask, and with POST remove it."""
    found, row = _find(request, measure, value)
    was = request.POST.get("was")
    if request.method == "POST" and was is not None:
        try:
            remove_value(value=row, was=was)
        except ChangedMeanwhileError as changed:
            messages.warning(request, "Somebody changed this value meanwhile. Here it is as it stands now.")
            row = changed.current
        else:
            messages.success(request, f"The value of {_day(row)} is removed.")
            return redirect("checklists:measure", request.organization.slug, found.pk)
    context = {"tabs": tabs(request, "goals"), "measure": found, "value": row, "was": seal(row)}
    context["shown"] = shown(row.value, found.unit)
    status = 200 if request.method != "POST" else 422 if was is None else 409
    return render(request, "checklists/goals/value_remove.html", context, status=status)


def _find(request: OrganizationRequest, measure: int, value: int) -> tuple[Measure, MeasureValue]:
    found = find_measure(request, measure)
    row = get_object_or_404(found.values, pk=value)
    row.measure = found
    return found, row


def _ask_over(
    request: OrganizationRequest, form: ValueForm, measure: Measure, there: MeasureValue, **more: Any
) -> HttpResponse:
    """Both values side by side; saving once more writes over the one that is there."""
    more |= {
        "there": there,
        "there_shown": shown(there.value, measure.unit),
        "ours_shown": shown(form.cleaned_data["value"], measure.unit),
        "over": seal(there),
    }
    return _form(request, form, measure, 409, **more)


def _form(
    request: OrganizationRequest, form: ValueForm, measure: Measure, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"tabs": tabs(request, "goals"), "form": form, "measure": measure}
    return render(request, "checklists/goals/value_form.html", context, status=status)


def _saved(request: OrganizationRequest, measure: Measure, form: ValueForm) -> HttpResponse:
    value = shown(form.cleaned_data["value"], measure.unit)
    messages.success(request, f"Saved: {value} on {_day(form.cleaned_data['on'])}.")
    ask_about_names(request, form.cleaned_data["note"])
    return redirect("checklists:measure", request.organization.slug, measure.pk)


def _day(of: Any) -> str:
    day = getattr(of, "on", of)
    return f"{day:%B} {day.day}, {day.year}"
