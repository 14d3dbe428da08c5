"""Making a plan: its date and lists, and what results call for."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import QUESTION, looks_like_client_record

from ..findings import findings
from ..models import Plan
from ..planning.adding import TooManyTasksError
from ..planning.beginning import DateLook, begin_plan, look_at_date, offered_lists
from ..planning.called_for import add_called_for, called_for
from ..planning.forms import NewPlanForm
from ..planning.lead_time import ways_to_speed_up
from ..planning.making import SameNameError
from ..planning.suggesting import suggest
from .finding import part_of, plan_to_work
from .refusing import changes_plans
from .tabs import tabs
from .undoing import tell_done

METHODS = ["GET", "HEAD", "POST"]


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def new(request: OrganizationRequest) -> HttpResponse:
    """Ask for a plan's name, date and lists; with `do=check` say what the date comes to, else with POST make it."""
    offered = offered_lists()
    posted = request.POST if request.method == "POST" else None
    form = NewPlanForm(
        posted, organization=request.organization, offered=offered, first=request.GET.get("list", "")[:60]
    )
    is_check = posted is not None and posted.get("do") == "check"
    if posted is not None:
        form.offer_ways(ways_to_speed_up())
        if form.is_valid() and not is_check and (plan := _begin(request, form)):
            return redirect(_after(request, plan))
    if is_check:
        form.forget_errors_except("anchor")
    context = {
        "tabs": tabs(request, "plans"),
        "form": form,
        "offered": offered,
        "own_lists": form.fields["own_lists"].queryset,  # type: ignore[attr-defined]
        "look": _look(request, form),
        "may_assess": may(request.role, Capability.ASSESS),
    }
    template = "checklists/making/_date.html" if is_check and request.htmx else "checklists/making/new.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


def _begin(request: OrganizationRequest, form: NewPlanForm) -> Plan | None:
    """The plan, or None where something in the form has to be mended."""
    data = form.cleaned_data
    try:
        plan = begin_plan(
            organization=request.organization,
            actor=request.user,
            name=data["name"],
            anchor=data["anchor"],
            anchor_kind=data["anchor_kind"],
            skips_holidays=data["skips_holidays"],
            lists=data["lists"],
            own_lists=list(data["own_lists"]),
            entries=data["speed_up"],
        )
    except SameNameError:
        form.add_error("name", "There is a current plan of this name already. Give this one another name.")
    except TooManyTasksError as refused:
        form.add_error("lists", f"{refused} Choose fewer lists.")
    else:
        count = plan.last_number
        messages.success(request, f"The plan is made, with {count} task{'' if count == 1 else 's'}.")
        ask_about_client(request, plan.name)
        return plan
    return None


def ask_about_client(request: OrganizationRequest, name: str) -> None:
    """Say so where a plan's name that was saved looks like a client's record."""
    if looks_like_client_record(name):
        messages.warning(request, QUESTION)


def _after(request: OrganizationRequest, plan: Plan) -> str:
    """Where a new plan leads: to what results call for, if anything, else to itself."""
    calls = called_for(plan, findings(request.organization))
    return reverse(f"checklists:{'called-for' if calls else 'plan'}", args=[request.organization.slug, plan.pk])


def _look(request: OrganizationRequest, form: NewPlanForm) -> DateLook | None:
    """What the date comes to, where one is given that can be taken."""
    data = form.cleaned_data if form.is_bound else {}
    if not data.get("anchor"):
        return None
    return look_at_date(
        request.organization,
        data["anchor"],
        lists=data.get("lists", ()),
        own_lists=list(data.get("own_lists", ())),
    )


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(METHODS)
def calls(request: OrganizationRequest, plan: int) -> HttpResponse:
    """The toolkits' tasks that the latest results call for, to choose from; with POST add those chosen."""
    found = plan_to_work(request, plan)
    if found.is_onboarding:
        raise Http404("What results call for goes into a program's plan.")
    chosen = [key for key in request.POST.getlist("entry")[:1000] if "\0" not in key]
    if request.method == "POST" and chosen and (done := _add_calls(request, found, chosen)):
        return done
    ticked = chosen if request.method == "POST" else None
    problem = "Choose at least one task, or go on without." if request.method == "POST" and not chosen else ""
    context: dict[str, Any] = {
        "tabs": tabs(request, part_of(found)),
        "plan": found,
        "current": "called-for",
        "may_work": True,
        "suggestions": suggest(called_for(found, findings(request.organization)), ticked),
        "problem": problem,
        "may_assess": may(request.role, Capability.ASSESS),
        "may_run": may(request.role, Capability.RUN_SURVEYS),
    }
    return render(
        request, "checklists/making/called_for.html", context, status=422 if request.method == "POST" else 200
    )


def _add_calls(request: OrganizationRequest, plan: Plan, chosen: Collection[str]) -> HttpResponse | None:
    try:
        change, tasks = add_called_for(
            plan=plan, actor=request.user, entries=list(chosen), organization=request.organization
        )
    except TooManyTasksError as refused:
        messages.error(request, f"{refused} Nothing was added. Take out what is not needed first.")
        return None
    if tasks:
        tell_done(request, change, f"{len(tasks)} task{'' if len(tasks) == 1 else 's'} added to the plan.")
    else:
        messages.info(request, "All of these were in the plan already.")
    return redirect("checklists:plan", request.organization.slug, plan.pk)
