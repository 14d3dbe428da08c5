"""One source of money: adding, changing and removing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..models import FundingSource
from ..money.keeping import StaleError, add_source, change_source, remove_source
from ..money.options import find_option
from ..money.source_form import (
    SourceForm,
    differences,
    form_of,
    form_with_its_years,
    posted_form,
    years_to_ask,
)
from ..money.summary import source_of
from .tabs import tabs

FORM = ["GET", "HEAD", "POST"]
SHOW_YEARS = "years"
LONGEST_NAME = 200


@requires(Capability.WORK_PLAN)
@require_http_methods(FORM)
def new_source(request: OrganizationRequest) -> HttpResponse:
    """A source in one's own words, or made from a toolkit's option, which `from` names."""
    today = timezone.localdate()
    option = find_option(request.GET.get("from", ""))
    context = {"option": option}
    if request.method != "POST":
        given = {"name": option.entry.name[:LONGEST_NAME], "ends": option.ends} if option else {}
        return _form(request, SourceForm(initial=given, years=years_to_ask(None, None, (), today)), context)
    if request.POST.get("do") == SHOW_YEARS:
        return _form(request, form_with_its_years(request.POST, today), context)
    form = posted_form(request.POST, today)
    if not form.is_valid():
        return _form(request, form, context, 422)
    values = form.values(key=option.entry.key if option else "")
    source = add_source(organization=request.organization, actor=request.user, values=values)
    messages.success(request, f"Added “{source.name}”.")
    return redirect("checklists:money", request.organization.slug)


@requires(Capability.WORK_PLAN)
@require_http_methods(FORM)
def edit_source(request: OrganizationRequest, source: int) -> HttpResponse:
    """Change a source. What somebody else changed meanwhile is shown beside what was typed."""
    today = timezone.localdate()
    found = _source(request, source)
    context = {"source": found, "version": found.version}
    if request.method != "POST":
        return _form(request, form_of(found, today), context)
    context["version"] = _posted_version(request)
    if request.POST.get("do") == SHOW_YEARS:
        return _form(request, form_with_its_years(request.POST, today), context)
    form = posted_form(request.POST, today)
    if not form.is_valid():
        return _form(request, form, context, 422)
    try:
        change_source(source=found, version=_posted_version(request), actor=request.user, values=form.values())
    except StaleError as stale:
        context = {
            "source": stale.now,
            "version": stale.now.version,
            "conflicts": differences(stale.now, form.values()),
            "is_stale": True,
        }
        return _form(request, form, context, 409)
    messages.success(request, f"Saved “{form.cleaned_data['name']}”.")
    return redirect("checklists:money", request.organization.slug)


@requires(Capability.WORK_PLAN)
@require_http_methods(FORM)
def drop_source(request: OrganizationRequest, source: int) -> HttpResponse:
    """Ask, and remove a source for good."""
    found, status = _source(request, source), 200
    if request.method == "POST":
        version = _posted_version(request)
        try:
            remove_source(source=found, version=version)
        except StaleError as stale:
            found, status = stale.now, 409 if version else 422
        else:
            messages.success(request, f"Removed “{found.name}”.")
            return redirect("checklists:money", request.organization.slug)
    context = {"tabs": tabs(request, "money"), "source": source_of(found), "row": found, "is_stale": status == 409}
    return render(request, "checklists/money/remove.html", context, status=status)


def _source(request: OrganizationRequest, pk: int) -> FundingSource:
    found: FundingSource = get_object_or_404(FundingSource.objects.for_organization(request.organization), pk=pk)
    return found


def _posted_version(request: OrganizationRequest) -> int:
    """The version that a form was made from; 0, which none is, where the post does not say."""
    return whole_number(request.POST.get("version"))


def _form(request: OrganizationRequest, form: SourceForm, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {
        "tabs": tabs(request, "money"),
        "form": form,
        "source": None,
        "option": None,
        "version": 0,
        "conflicts": [],
        "is_stale": False,
    }
    return render(request, "checklists/money/source.html", shown | context, status=status)
