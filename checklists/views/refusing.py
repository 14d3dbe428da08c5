"""Saying that a plan was put away, or a task taken out, wherever somebody still wants to change it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from organizations.access import OrganizationRequest

from ..models import Plan
from ..working.refusing import TAKEN_OUT, PutAwayError, TakenOutError
from .finding import part_of
from .tabs import tabs
from .task_page import show

P = ParamSpec("P")
View = Callable[Concatenate[OrganizationRequest, P], HttpResponse]


def changes_plans(view: View[P]) -> Callable[..., HttpResponse]:
    """Mark a view that changes a plan or its tasks: where that cannot be any more, the answer is a 409 in words.

    Asking for the form (GET) shows the same words, as a page like any other.
    """

    @wraps(view)
    def guarded(request: OrganizationRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PutAwayError as refused:
            return _in_place(request, str(refused)) or _put_away(request, refused.plan)
        except TakenOutError as refused:
            refused.task.plan.organization = request.organization
            return _in_place(request, str(refused)) or show(request, refused.task, _status(request), refused=TAKEN_OUT)

    return guarded


def _status(request: OrganizationRequest) -> int:
    return 409 if request.method == "POST" else 200


def _in_place(request: OrganizationRequest, words: str) -> HttpResponse | None:
    """The words among the messages of the page that asked; what is typed there stays."""
    if not request.htmx:  # type: ignore[attr-defined]
        return None
    message = {"level": "warning", "text": words}
    response = render(request, "partials/message.html", message, status=_status(request))
    response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
    return response


def _put_away(request: OrganizationRequest, plan: Plan) -> HttpResponse:
    plan.organization = request.organization
    context: dict[str, Any] = {"tabs": tabs(request, part_of(plan)), "plan": plan, "current": "", "may_work": False}
    return render(request, "checklists/plan/put_away.html", context, status=_status(request))
