"""What is ours about a plan: its name and settings, putting it away, deleting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from organizations.access import Capability, OrganizationRequest, requires

from ..goals.comparing import posted_version
from ..models import Change, Plan, TaskComment
from ..planning.forms import SettingsForm
from ..planning.making import archive, delete_plan, take_up_again
from ..planning.settings import SavedSettings, save_settings
from ..working.refusing import PutAwayError
from .finding import find_plan, may_work_on, part_of
from .making import ask_about_client
from .refusing import changes_plans
from .tabs import tabs
from .undoing import tell_done

METHODS = ["GET", "HEAD", "POST"]


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(METHODS)
def settings(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Ask for name and settings, and with POST save them, unless somebody else saved others meanwhile."""
    found = find_plan(request, plan)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and found.archived_at:
        raise PutAwayError(found)
    form = SettingsForm(posted, plan=found)
    context: dict[str, Any] = _context(request, found) | {"form": form, "version": found.version}
    status = 422 if posted is not None else 200
    if posted is not None:
        context["version"] = posted_version(posted) or 0
        if form.is_valid():
            saved = save_settings(plan=found, version=context["version"], actor=request.user, values=form.cleaned_data)
            if not saved.conflicts:
                _tell(request, saved)
                return redirect("checklists:settings", request.organization.slug, found.pk)
            status, context["version"] = 409, saved.plan.version
            context["differences"] = _differences(form, saved)
            context["saved_by"] = _saved_by(saved)
    return render(request, "checklists/making/settings.html", context, status=status)


def _tell(request: OrganizationRequest, saved: SavedSettings) -> None:
    if saved.change is None:
        messages.info(request, "Nothing was changed.")
        return
    text = "The settings are saved."
    if "skips_holidays" in saved.change.plan_after:
        text += " Dates that tasks have already stay as they are until you move the date."
    tell_done(request, saved.change, text)
    ask_about_client(request, saved.plan.name)


def _differences(form: SettingsForm, saved: SavedSettings) -> list[tuple[str, str, str]]:
    """Label, what is saved, and what this form has, for each field that both changed."""
    return [(str(form.fields[one.name].label), _in_words(one.theirs), _in_words(one.mine)) for one in saved.conflicts]


def _saved_by(saved: SavedSettings) -> Change | None:
    """The latest change of what this form conflicts with; others may have changed tasks since."""
    names = {one.name for one in saved.conflicts}
    return next((made for made in saved.plan.changes.exclude(plan_after={}) if names & made.plan_after.keys()), None)


def _in_words(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@requires(Capability.WORK_PLAN)
@require_POST
def put_away(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Put a plan away, or with `to=again` take it up again."""
    found = find_plan(request, plan)
    if request.POST.get("to") == "again":
        take_up_again(plan=found)
        messages.success(request, "The plan is taken up again.")
    elif not found.archived_at:
        archive(plan=found, actor=request.user, now=timezone.now())
        messages.success(request, "The plan is put away. It can still be read, and it sends no more mail.")
    return redirect("checklists:settings", request.organization.slug, found.pk)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def delete(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Say what would be lost, and with POST delete the plan."""
    found = find_plan(request, plan)
    if request.method == "POST":
        name = found.name
        delete_plan(plan=found, actor=request.user)
        messages.success(request, f"The plan “{name}” is deleted.")
        return redirect(_all_plans(request, found))
    context = _context(request, found) | {
        "tasks": found.tasks.present().count(),
        "comments": TaskComment.objects.filter(task__plan=found, removed_at=None).count(),
        "feeds": found.feeds.filter(revoked_at=None).count(),
    }
    return render(request, "checklists/making/delete.html", context)


def _context(request: OrganizationRequest, plan: Plan) -> dict[str, Any]:
    return {
        "tabs": tabs(request, part_of(plan)),
        "plan": plan,
        "current": "settings",
        "may_work": may_work_on(request, plan),
    }


def _all_plans(request: OrganizationRequest, plan: Plan) -> str:
    return reverse(f"checklists:{'people' if plan.is_onboarding else 'index'}", args=[request.organization.slug])
