"""Who sees how an organization stands: its code, requests to answer, who sees it now, and what they see."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from surveys.confidentiality import FEWEST_FOR_SCORES

from . import answering
from .codes import make_code
from .models import EntryState, PortfolioEntry, PortfolioPerson, SeenCode
from .standing import standings

MOST_ENDED = 20


@requires(Capability.MANAGE_SETTINGS)
@never_cache
@require_safe
def seen(request: OrganizationRequest) -> HttpResponse:
    organization = request.organization
    entries = list(
        PortfolioEntry.objects.for_organization(organization).select_related("portfolio").order_by("-asked_at", "-pk")
    )
    agreed = [entry for entry in entries if entry.is_agreed]
    keepers: dict[int, list[PortfolioPerson]] = {}
    people = PortfolioPerson.objects.filter(portfolio__in=[entry.portfolio_id for entry in agreed]).exclude(user=None)
    for person in people.select_related("user"):
        keepers.setdefault(person.portfolio_id, []).append(person)
    context = {
        "code": SeenCode.objects.filter(organization=organization).first(),
        "requests": [entry for entry in entries if entry.state == EntryState.ASKED],
        "agreed": [(entry, keepers.get(entry.portfolio_id, [])) for entry in agreed],
        "ended": [entry for entry in entries if entry.state == EntryState.ENDED and entry.agreed_at][:MOST_ENDED],
        "standing": standings([organization], timezone.localdate()).rows[0],
        "fewest": FEWEST_FOR_SCORES,
    }
    return render(request, "peerready/portfolio/seen.html", context)


@requires(Capability.MANAGE_SETTINGS)
@require_POST
def new_code(request: OrganizationRequest) -> HttpResponse:
    """Make a code, in place of the one that there may be."""
    if make_code(organization=request.organization, actor=request.user):
        messages.success(request, "This is the code from now on. Nobody can ask with another one.")
    else:
        messages.error(request, "The demo is seen in no portfolio.")
    return redirect("seen", request.organization.slug)


@requires(Capability.MANAGE_SETTINGS)
@require_POST
def agree(request: OrganizationRequest, entry: int) -> HttpResponse:
    return _answer(request, entry, answering.agree, "They see how you stand from now on. You can end it at any time.")


@requires(Capability.MANAGE_SETTINGS)
@require_POST
def refuse(request: OrganizationRequest, entry: int) -> HttpResponse:
    return _answer(request, entry, answering.refuse, "They see nothing, and are not told that you have refused.")


@requires(Capability.MANAGE_SETTINGS)
@require_POST
def end(request: OrganizationRequest, entry: int) -> HttpResponse:
    return _answer(request, entry, answering.end, "They no longer see how you stand.")


def _answer(request: OrganizationRequest, pk: int, act: Callable[..., bool], done: str) -> HttpResponse:
    found = get_object_or_404(PortfolioEntry.objects.for_organization(request.organization), pk=pk)
    if act(entry=found, organization=request.organization, actor=request.user):
        messages.success(request, done)
    else:
        messages.warning(request, "This has been answered or taken back meanwhile. The page shows how it is now.")
    return redirect("seen", request.organization.slug)
