"""Funding: what the program costs, what pays for it, and where money can come from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..money import costs_form, options
from ..money.amounts import dollars
from ..money.keeping import Cost, CostConflictError, costs_of, own_changes, save_costs
from ..money.summary import load_money
from .tabs import tabs

FORM = ["GET", "HEAD", "POST"]


@requires(Capability.READ)
@require_safe
def money(request: OrganizationRequest) -> HttpResponse:
    """What is secured against what is needed, year by year; the sources; and the toolkits' options."""
    summary = load_money(request.organization, timezone.localdate())
    context = {
        "tabs": tabs(request, "money"),
        "summary": summary,
        "shelves": options.shelves(summary.sources),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/money/index.html", context)


@requires(Capability.WORK_PLAN)
@require_http_methods(FORM)
def money_costs(request: OrganizationRequest) -> HttpResponse:
    """What the program costs in each year."""
    today = timezone.localdate()
    if request.method != "POST":
        return _costs(request, costs_form.form_of(costs_of(request.organization), today))
    form = costs_form.posted_form(request.POST)
    if not form.is_valid():
        return _costs(request, form, status=422)
    typed = form.costs()
    try:
        save_costs(organization=request.organization, typed=typed, based_on=form.was)
    except CostConflictError as conflict:
        pairs = [(str(year), _said(cost), _said(typed[year])) for year, cost in sorted(conflict.saved.items())]
        again = costs_form.form_of(costs_of(request.organization), today, own_changes(typed, form.was))
        return _costs(request, again, pairs, 409)
    messages.success(request, "Saved what the program costs.")
    return redirect(reverse("checklists:money", args=[request.organization.slug]))


def _costs(
    request: OrganizationRequest,
    form: costs_form.CostsForm,
    conflicts: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"tabs": tabs(request, "money"), "form": form, "conflicts": conflicts or []}
    return render(request, "checklists/money/costs.html", context, status=status)


def _said(cost: Cost) -> str:
    return ", ".join(filter(None, (dollars(cost.amount), cost.note)))
