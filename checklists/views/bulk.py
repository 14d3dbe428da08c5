"""Several tasks of a plan changed at once."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from organizations.access import Capability, OrganizationRequest, requires

from ..working.bulk import Outcome, do_to_several
from ..working.bulk_form import BulkForm, chosen_of
from ..working.filtering import wanted_of
from .finding import plan_to_work
from .plan import members_of, show_plan
from .refusing import changes_plans
from .undoing import tell_done

NONE_CHOSEN = "Choose at least one task first: tick the box beside it."


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def bulk(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Do one thing to all tasks that are ticked. What cannot be taken comes back with the choice as it was."""
    found = plan_to_work(request, plan)
    form = BulkForm(request.POST, plan=found, members=members_of(request))
    chosen = chosen_of(request.POST)
    is_valid = form.is_valid()
    if not chosen:
        form.add_error(None, NONE_CHOSEN)
    if not is_valid or not chosen:
        return show_plan(request, found, bulk=form, chosen=chosen)
    deed = form.deed()
    outcome = do_to_several(plan=found, actor=request.user, numbers=chosen, deed=deed)
    tell_done(request, outcome.change, _told(deed.told, outcome))
    address = reverse("checklists:plan", args=[request.organization.slug, found.pk])
    return redirect(address + wanted_of(request.GET).query())


def _told(deed: str, outcome: Outcome) -> str:
    noun = "task" if outcome.changed == 1 else "tasks"
    same = outcome.chosen - outcome.changed
    rest = f" {same:,} stayed as {'it is' if same == 1 else 'they are'}." if same else ""
    return f"{deed}: {outcome.changed:,} {noun}.{rest}"
