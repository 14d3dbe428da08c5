"""Goals: all of them with their measures, one, changing it, and what became of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..goals.answers import advice_on_goals, load_answers, save_answers
from ..goals.comparing import differences, posted_version
from ..goals.forms import GoalForm, initial_of
from ..goals.naming import QUESTION, may_name_somebody
from ..goals.saving import AlreadyThereError, StaleError, add_goal, change_goal, mark_goal, remove_goal
from ..goals.summary import load_goals
from ..models import Goal, GoalStatus
from .tabs import tabs

METHODS = ["GET", "HEAD", "POST"]
MENDED = {
    GoalStatus.OPEN: "The goal is under way again.",
    GoalStatus.REACHED: "Well done. The goal is marked as reached.",
    GoalStatus.LET_GO: "The goal is let go. Its measures stay, and no longer ask for values.",
}


def find_goal(request: OrganizationRequest, goal: int) -> Goal:
    return get_object_or_404(Goal.objects.for_organization(request.organization), pk=goal)


def ask_about_names(request: OrganizationRequest, *texts: str) -> None:
    """Say it, once, where something that was saved looks as if it named somebody."""
    if any(may_name_somebody(text) for text in texts):
        messages.warning(request, QUESTION)


@requires(Capability.READ)
@require_safe
def goals(request: OrganizationRequest) -> HttpResponse:
    """Everything that the organization wants to reach, and how far it is."""
    context = {
        "tabs": tabs(request, "goals"),
        "summary": load_goals(request.organization),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/goals/index.html", context)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def new(request: OrganizationRequest) -> HttpResponse:
    """Ask for a goal in one's own words, and with POST add it."""
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            goal = add_goal(organization=request.organization, fields=form.cleaned_data, actor=request.user)
        except AlreadyThereError:
            form.add_error("what", "There is a goal in these words already.")
        else:
            messages.success(request, "The goal is there. What will show that it is reached? Give it a measure.")
            ask_about_names(request, goal.what, goal.for_whom, goal.how_measured)
            return redirect("checklists:goal", request.organization.slug, goal.pk)
    context = {"tabs": tabs(request, "goals"), "form": form, "goal": None, "advice": advice_on_goals()}
    return render(request, "checklists/goals/form.html", context, status=_status(request, form))


@requires(Capability.READ)
@require_safe
def goal(request: OrganizationRequest, goal: int) -> HttpResponse:
    """One goal with its measures."""
    return _show(request, find_goal(request, goal))


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def edit(request: OrganizationRequest, goal: int) -> HttpResponse:
    """Ask for a goal's words, and with POST save them, unless somebody else changed it meanwhile."""
    found = find_goal(request, goal)
    form = GoalForm(request.POST or None, initial=initial_of(found, GoalForm))
    context = {"tabs": tabs(request, "goals"), "form": form, "goal": found, "version": found.version}
    status = _status(request, form)
    if request.method == "POST":
        context["version"] = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        version = posted_version(request.POST) or 0
        try:
            change_goal(goal=found, version=version, fields=form.cleaned_data, actor=request.user)
        except StaleError as stale:
            status, current = 409, stale.current
            context |= {"current": current, "version": current.version, "differences": differences(form, current)}
        else:
            messages.success(request, "The goal is saved.")
            ask_about_names(request, *map(str, form.cleaned_data.values()))
            return redirect("checklists:goal", request.organization.slug, found.pk)
    context["advice"] = advice_on_goals()
    return render(request, "checklists/goals/form.html", context, status=status)


@requires(Capability.WORK_PLAN)
@require_POST
def mark(request: OrganizationRequest, goal: int) -> HttpResponse:
    """Say that a goal is reached, let go, or under way again."""
    found = find_goal(request, goal)
    if request.POST.get("status") not in GoalStatus.values:
        messages.error(request, "Choose what became of the goal.")
        return _show(request, found, 422)
    status = GoalStatus(request.POST["status"])
    try:
        mark_goal(goal=found, version=posted_version(request.POST) or 0, status=status, actor=request.user)
    except StaleError as stale:
        messages.warning(
            request,
            f"{stale.current.changed_by_name} changed this goal meanwhile. Here it is as it stands now: "
            "is it still so? Then choose again.",
        )
        return _show(request, find_goal(request, goal), 409)
    messages.success(request, MENDED[status])
    return redirect("checklists:goal", request.organization.slug, found.pk)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def remove(request: OrganizationRequest, goal: int) -> HttpResponse:
    """Ask, and with POST remove it; its measures stay."""
    found = find_goal(request, goal)
    version = posted_version(request.POST)
    if request.method == "POST" and version is not None:
        try:
            remove_goal(goal=found, version=version)
        except StaleError:
            messages.warning(request, "Somebody changed this goal meanwhile. Here it is as it stands now.")
            found = find_goal(request, goal)
        else:
            messages.success(request, f"The goal “{found.what}” is removed.")
            return redirect("checklists:goals", request.organization.slug)
    context = {"tabs": tabs(request, "goals"), "goal": found, "measures": found.measures.all()}
    status = 200 if request.method != "POST" else 422 if version is None else 409
    return render(request, "checklists/goals/remove.html", context, status=status)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def from_answers(request: OrganizationRequest) -> HttpResponse:
    """The five motivation answers, each beside a form for a goal; with POST add all that are filled in."""
    posted = request.POST if request.method == "POST" else None
    answers = load_answers(request.organization, posted)
    made = save_answers(answers, organization=request.organization, actor=request.user) if posted is not None else None
    if made:
        messages.success(request, f"{len(made)} goal{'' if len(made) == 1 else 's'} added.")
        ask_about_names(request, *(text for one in made for text in (one.what, one.for_whom, one.how_measured)))
        return redirect("checklists:goals", request.organization.slug)
    if made is not None:
        messages.info(request, "Nothing new was filled in, so nothing was added.")
    context = {
        "tabs": tabs(request, "goals"),
        "answers": answers,
        "any_answer": any(one.is_answered for one in answers),
        "has_errors": any(one.form.errors for one in answers),
        "may_assess": may(request.role, Capability.ASSESS),
        "advice": advice_on_goals(),
    }
    status = 422 if posted is not None else 200
    return render(request, "checklists/goals/from_answers.html", context, status=status)


def _show(request: OrganizationRequest, goal: Goal, status: int = 200) -> HttpResponse:
    summary = load_goals(request.organization, timezone.localdate())
    context = {
        "tabs": tabs(request, "goals"),
        "state": next((one for one in summary.goals if one.goal.pk == goal.pk), None),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/goals/goal.html", context, status=status)


def _status(request: OrganizationRequest, form: GoalForm) -> int:
    return 422 if request.method == "POST" else 200
