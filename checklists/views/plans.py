"""All plans of an organization."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.access import VISITOR, Capability, OrganizationRequest, may, requires

from ..planning.cards import plan_cards
from .tabs import tabs


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The plans of the program: how far each is, and what comes next. Those that are put away stand below."""
    cards = plan_cards(request.organization, timezone.localdate())
    context = {
        "tabs": tabs(request, "plans"),
        "current": [card for card in cards if not card.plan.archived_at],
        "archived": [card for card in cards if card.plan.archived_at],
        "may_work": may(request.role, Capability.WORK_PLAN),
        "is_member": request.role != VISITOR,
        "today": timezone.localdate(),
    }
    return render(request, "checklists/index.html", context)
