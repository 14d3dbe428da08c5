"""A plan as a board: a column a status, and moving cards between them."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.text import clean_line

from ..models import Plan, Status, Task
from ..working.boarding import Column, Wanted, columns, of_owner, wanted
from ..working.filtering import owners_of
from ..working.reading import read_plan
from ..working.refusing import PUT_AWAY, PutAwayError, TakenOutError
from ..working.saving import Saved, save_task
from ..working.values import status_values
from .cards import card_html, card_of, cards_html
from .finding import find_plan, may_work_on, part_of, task_to_work
from .plan import own_membership, progress_of_lines
from .rows import addresses_of
from .tabs import tabs
from .undoing import safe_next, tell_done, undo_address

LONGEST_REASON = 300
LONGEST_TOLD = 80
"""Letters of a title that a message repeats."""
NO_MOVE = "Nothing was moved: what came was no move. Load the page anew and try again."
NO_REASON = "Say why it is not needed."
TOO_LONG = f"Say it in at most {LONGEST_REASON} characters."
TAKEN_OUT = "Nothing was moved: this task was taken out of the plan meanwhile."


@requires(Capability.READ)
@require_safe
def board(request: OrganizationRequest, plan: int) -> HttpResponse:
    """All columns, or with `?owner=` somebody's tasks alone; with `?all` every finished one."""
    found, today = find_plan(request, plan), timezone.localdate()
    lines, me, owner = read_plan(found), own_membership(request), request.GET.get("owner", "")
    chosen, names = of_owner(lines, owner, me), owners_of(lines)
    frame, addresses = _frame(request, found), addresses_of(request.organization.slug, found.pk)

    def html(column: Column) -> SafeString:
        return cards_html(card_of(line, addresses, today, may_work=frame["may_work"]) for line in column.lines)

    whole = "all" in request.GET
    context = frame | {
        "columns": [(column, html(column)) for column in columns(chosen, whole=whole)],
        "owners": names,
        "owner": owner,
        "owner_name": dict(names).get(owner, ""),
        "is_member": me is not None,
        "count": len(chosen),
        "progress": progress_of_lines(lines, today),
        "whole": whole,
    }
    return render(request, "checklists/board/board.html", context)


@requires(Capability.WORK_PLAN)
@require_POST
def move(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Give a task the status of another column. "Not needed" asks for a reason first; a task that somebody else moved
    elsewhere meanwhile stays there. In place (`HX-Request`) the answer is JSON, else a page."""
    found = find_plan(request, plan)
    try:
        return _move(request, found)
    except PutAwayError:
        return _refused(request, found, f"Nothing was moved. {PUT_AWAY}", 409)
    except TakenOutError:
        return _refused(request, found, TAKEN_OUT, 409)


def _move(request: OrganizationRequest, found: Plan) -> HttpResponse:
    """Raises PutAwayError, TakenOutError."""
    asked = wanted(request.POST.get("move", ""))
    if asked is None:
        return _refused(request, found, NO_MOVE, 422)
    task = task_to_work(request, found.pk, asked.number)
    reason, error = _reason(request, asked)
    if error:
        return _ask_reason(request, task, asked, error)
    status, title = asked.status.label, f"“{Truncator(task.title).chars(LONGEST_TOLD)}”"
    saved = save_task(
        task=task,
        version=asked.version,
        actor=request.user,
        values=status_values(asked.status, reason),
        summary=f"Moved “{task.title[:200]}” to {status}",
    )
    if saved.conflicts:
        now = Status(saved.task.status).label
        words = f"Somebody else changed {title} meanwhile: it is in {now} now. Is that right? If not, move it."
        return _refused(request, found, words, 409, saved)
    return _moved(request, found, saved, f"{title} is in {status} now.")


def _frame(request: OrganizationRequest, plan: Plan) -> dict[str, Any]:
    return {
        "tabs": tabs(request, part_of(plan)),
        "plan": plan,
        "current": "board",
        "may_work": may_work_on(request, plan),
    }


def _is_in_place(request: OrganizationRequest) -> bool:
    return "HX-Request" in request.headers


def _board_address(request: OrganizationRequest, plan: Plan) -> str:
    return reverse("checklists:board", args=[request.organization.slug, plan.pk])


def _reason(request: OrganizationRequest, asked: Wanted) -> tuple[str, str]:
    """Why a task is not needed, and what is wrong with that."""
    if asked.status != Status.NOT_NEEDED:
        return "", ""
    reason = clean_line(request.POST.get("reason", ""))
    if not reason:
        return "", NO_REASON
    return (reason, "") if len(reason) <= LONGEST_REASON else ("", TOO_LONG)


def _ask_reason(request: OrganizationRequest, task: Task, asked: Wanted, error: str) -> HttpResponse:
    if _is_in_place(request):
        return JsonResponse({"said": error}, status=422)
    typed = request.POST.get("reason")
    context = _frame(request, task.plan) | {
        "task": task,
        "move": str(asked),
        "reason": typed or "",
        "error": "" if typed is None else error,
        "next": safe_next(request, _board_address(request, task.plan)),
    }
    return render(request, "checklists/board/reason.html", context, status=422)


def _refused(
    request: OrganizationRequest, plan: Plan, words: str, status: int, saved: Saved | None = None
) -> HttpResponse:
    """Say in words why nothing was moved, and where the task stands if somebody else moved it."""
    if _is_in_place(request):
        return JsonResponse({"said": words, **(_stands(request, plan, saved) if saved else {})}, status=status)
    context = _frame(request, plan) | {"words": words, "next": safe_next(request, _board_address(request, plan))}
    return render(request, "checklists/board/refused.html", context, status=status)


def _moved(request: OrganizationRequest, plan: Plan, saved: Saved, words: str) -> HttpResponse:
    if not _is_in_place(request):
        tell_done(request, saved.change, words)
        return redirect(safe_next(request, _board_address(request, plan)))
    message, here = "", safe_next(request, _board_address(request, plan))
    if saved.change:
        undo = {"text": words, "undo": undo_address(request, saved.change), "htmx": None, "here": here}
        message = render_to_string("partials/message_undo.html", undo, request=request)
    return JsonResponse({"said": words, "message": message, **_stands(request, plan, saved)})


def _stands(request: OrganizationRequest, plan: Plan, saved: Saved) -> dict[str, Any]:
    """The card as it is now, how many cards each column has, and how far the plan is."""
    today, lines = timezone.localdate(), read_plan(plan)
    chosen = of_owner(lines, request.POST.get("owner", ""), own_membership(request))
    addresses = addresses_of(request.organization.slug, plan.pk)
    line = next((line for line in lines if line.number == saved.task.number), None)
    far = {"far": progress_of_lines(lines, today)}
    return {
        "card": card_html(card_of(line, addresses, today, may_work=True)) if line else "",
        "status": saved.task.status,
        "counts": {column.status: column.count for column in columns(chosen)},
        "progress": render_to_string("checklists/plan/_progress.html", far),
    }
