"""Filling one's own worksheet: saved in place as it goes, finished, opened again."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires

from ..models import Description
from ..worksheet.activities import Activities, read_activities
from ..worksheet.answering import Answers, Posted, answered, code, read_posted
from ..worksheet.filling import ClosedError, Filled, is_open, save_answers, stays
from .finding import changes_descriptions, description_to_change
from .worksheet import frame
from .worksheet_form import Item, items_of, sections_html

FINISH, REOPEN = "finish", "reopen"


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: OrganizationRequest, description: int) -> HttpResponse:
    """Show one's worksheet; with POST save it, in place or not, finish it (`action`) or open it again.

    409 where another tab saved the same differently, or finished it meanwhile: what was marked stands there either way.
    """
    found = description_to_change(request, description)
    activities = read_activities()
    if request.method != "POST":
        sheet = found.worksheets.filter(person=request.user).first()
        return _page(request, found, activities, Filled(sheet) if sheet else None)
    posted, action = read_posted(request.POST, activities), request.POST.get("action")
    try:
        filled = save_answers(
            description=found,
            person=request.user,
            posted=posted,
            finish=action == FINISH,
            reopen=action == REOPEN,
        )
    except ClosedError:
        return _page(request, found, activities, None, posted, status=409)
    if filled.conflicts or filled.is_late:
        return _page(request, found, activities, filled, posted, status=409)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, found, activities, filled, posted)
    return _go_on(request, found, activities, filled, action or "")


def _go_on(
    request: OrganizationRequest, found: Description, activities: Activities, filled: Filled, action: str
) -> HttpResponse:
    """To the overview once it is finished, else back to the form."""
    if filled.worksheet.finished_at:
        open_ones = len(activities) - answered(filled.worksheet.answers, activities)
        rest = f" {open_ones} of the activities have a question without an answer, which is fine." if open_ones else ""
        messages.success(request, f"You have finished your worksheet.{rest} You see now what others answered.")
        return redirect("jobdesc:worksheet", request.organization.slug, found.pk)
    if filled.is_empty:
        messages.warning(request, "Nothing is answered yet, so there is nothing to finish.")
    else:
        messages.success(request, "Your worksheet is open again." if action == REOPEN else "Saved.")
    return redirect("jobdesc:worksheet-fill", request.organization.slug, found.pk)


def _page(
    request: OrganizationRequest,
    found: Description,
    activities: Activities,
    filled: Filled | None,
    posted: Mapping[str, Posted] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page; for htmx the state of saving, with whatever else on the page has changed by it."""
    saved = filled.worksheet.answers if filled else {}
    refused = status == 409 and not (filled and filled.conflicts)
    conflicts = filled.conflicts if filled else {}
    items = list(items_of(activities, saved, posted or {}, conflicts, is_refused=refused))
    is_finished = bool(filled and filled.worksheet.finished_at)
    is_read_only = status == 200 and (not is_open(found) or is_finished)
    is_closed = status == 409 and filled is None
    context: dict[str, Any] = frame(request, found) | {
        "activities": activities,
        "sheet": filled.worksheet if filled else None,
        "done": answered(saved, activities),
        "conflicts": len(conflicts),
        "is_late": bool(filled and filled.is_late),
        "is_closed": is_closed,
        "stays": is_finished and stays(found, request.user),
        "is_read_only": is_read_only,
    }
    if not request.htmx:  # type: ignore[attr-defined]
        by_slug = {item.activity.slug: item for item in items}
        context["items"] = sections_html(activities.sections, by_slug, is_read_only=is_read_only or is_closed)
        return render(request, "jobdesc/worksheet/fill.html", context, status=status)
    if not refused:
        said = posted or {}
        shown = [item for item in items if item.activity.key in said]
        context["changed"] = [item for item in shown if _differs(item, said[item.activity.key], saved)]
        context["marks"] = [item for item in shown if item not in context["changed"]]
    return render(request, "jobdesc/worksheet/_saved.html", context, status=status)


def _differs(item: Item, said: Posted, saved: Answers) -> bool:
    """Whether the page shows something else of this activity than it should after saving."""
    return bool(item.problem or said.keep) or code(saved.get(item.activity.key, {})) != code(said.answer)
