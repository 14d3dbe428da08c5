"""Moving the date that a plan is counted from: what would change, and then doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import DayField

from ..models import Plan, Task
from ..planning.moving import Move, MovedTask, PlanChangedError, look_at_move, move_plan
from ..planning.phases import phases_of
from ..planning.schedule import Window
from .finding import part_of, plan_to_work
from .refusing import changes_plans
from .tabs import tabs
from .undoing import tell_done


class MoveForm(forms.Form):
    anchor = DayField(label="New date")
    by_hand = forms.BooleanField(label="Also move dates that were set by hand", required=False)
    anew = forms.BooleanField(
        label="Spread what is left anew from today",
        required=False,
        help_text="Tasks that are not finished share the time that is left, so that none is overdue at once.",
    )


@dataclass(frozen=True)
class PhaseMove:
    """A phase with the tasks whose date changes in it; the window as it will be."""

    window: Window
    tasks: tuple[MovedTask, ...]


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Ask for the date, with it show what would change, and with POST change it, if that is still what was shown."""
    found = plan_to_work(request, plan)
    sent = request.POST if request.method == "POST" else request.GET
    if "anchor" not in sent:
        return _page(request, found, MoveForm(initial={"anchor": found.anchor}))
    form = MoveForm(sent)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if request.method != "POST":
        return _page(request, found, form, _look(found, form))
    try:
        made = move_plan(plan=found, actor=request.user, seen=request.POST.get("seen", ""), **_choices(form))
    except PlanChangedError:
        found.refresh_from_db()
        found.organization = request.organization
        return _page(request, found, form, _look(found, form), status=409)
    tell_done(request, made, f"{made.summary}." if made else "The dates are as they were: nothing had to be moved.")
    return redirect("checklists:plan", request.organization.slug, found.pk)


def _choices(form: MoveForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "anchor": data["anchor"],
        "by_hand_too": data["by_hand"],
        "scheduled_from": timezone.localdate() if data["anew"] else None,
    }


def _look(plan: Plan, form: MoveForm) -> Move:
    choices = _choices(form)
    return look_at_move(plan, _tasks(plan), choices.pop("anchor"), **choices)


def _tasks(plan: Plan) -> Sequence[Task]:
    return list(plan.tasks.present())


def _page(
    request: OrganizationRequest, plan: Plan, form: MoveForm, seen: Move | None = None, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "tabs": tabs(request, part_of(plan)),
        "plan": plan,
        "current": "move",
        "may_work": True,
        "form": form,
        "move": seen,
        "phases": _by_phase(plan, seen) if seen else (),
        "late": {one.task.pk for one in seen.overdue(today)} if seen else set(),
        "anew": bool(form.is_bound and form.is_valid() and form.cleaned_data["anew"]),
        "by_hand": bool(form.is_bound and form.is_valid() and form.cleaned_data["by_hand"]),
        "is_stale": status == 409,
        "changes_nothing": bool(seen and not seen.moved and _is_same(plan, seen)),
    }
    return render(request, "checklists/moving/move.html", context, status=status)


def _is_same(plan: Plan, move: Move) -> bool:
    return (plan.anchor, plan.scheduled_from) == (move.anchor, move.scheduled_from)


def _by_phase(plan: Plan, move: Move) -> list[PhaseMove]:
    def soonest(one: MovedTask) -> tuple[date, int]:
        return one.after, one.task.number

    return [
        PhaseMove(
            window=move.windows[phase.slug],
            tasks=tuple(sorted((one for one in move.moved if one.task.phase == phase.slug), key=soonest)),
        )
        for phase in phases_of(plan.kind)
    ]
