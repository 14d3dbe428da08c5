"""Beside the worksheet: asking colleagues to fill it, and making duties of what belongs in the role."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number
from organizations.models import Membership

from ..drafting.saving import save
from ..models import Asked, Description
from ..worksheet.activities import Activity, read_activities
from ..worksheet.asking import AGAIN_AFTER, MOST, ask, letter, may_be_asked
from ..worksheet.deciding import decided
from ..worksheet.duties import TooManyError, add_duties, stands_in
from ..worksheet.filling import is_open
from .finding import changes_descriptions, description_to_change
from .worksheet import frame, only_while_open

SEND = "send"


@dataclass(frozen=True)
class Candidate:
    """A member who can be asked, with the mail that went to them last."""

    member: Membership
    asked: Asked | None
    has_begun: bool
    may_be_asked: bool


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@only_while_open
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: OrganizationRequest, description: int) -> HttpResponse:
    """Choose whom to ask, then see the mail and whom it goes to, then send it."""
    found = description_to_change(request, description)
    candidates = _candidates(request, found) if is_open(found) else []
    wanted = {whole_number(pk) for pk in request.POST.getlist("member")}
    chosen = [one.member for one in candidates if one.member.pk in wanted and one.may_be_asked][:MOST]
    if request.method == "POST" and chosen and request.POST.get("action") == SEND:
        _send(request, found, chosen)
        return redirect("jobdesc:worksheet", request.organization.slug, found.pk)
    context: dict[str, Any] = frame(request, found) | {
        "candidates": candidates,
        "chosen": chosen,
        "nobody": request.method == "POST" and not chosen,
        "most": MOST,
        "hours": AGAIN_AFTER.days * 24,
    }
    if chosen:
        first = chosen[0].user
        context["mail"] = letter(found, name=str(first), address=first.email, actor=request.user)
    return render(request, "jobdesc/worksheet/invite.html", context, status=422 if context["nobody"] else 200)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: OrganizationRequest, description: int) -> HttpResponse:
    """Choose which of the activities that belong become duties, and below which responsibility; with POST add them."""
    found = description_to_change(request, description)
    activities, decisions, document = read_activities(), decided(found), found.document
    belonging = [one for key, one in activities.by_key.items() if (made := decisions.get(key)) and made.belongs]
    missing = [one for one in belonging if not stands_in(document, one)]
    if request.method == "POST":
        names = set(request.POST.getlist("activity"))
        chosen = [one for one in belonging if one.slug in names]
        if chosen and _add(request, found, chosen):
            return redirect("jobdesc:worksheet", request.organization.slug, found.pk)
    context = frame(request, found) | {
        "missing": missing,
        "there": len(belonging) - len(missing),
        "ticked": request.GET.get("activity", ""),
        "responsibilities": document.responsibilities,
        "nothing": request.method == "POST" and not names,
        "activities": activities,
    }
    return render(request, "jobdesc/worksheet/duties.html", context, status=422 if request.method == "POST" else 200)


def _candidates(request: OrganizationRequest, found: Description) -> list[Candidate]:
    """The other members who have not finished, by name."""
    sheets = {one.person_id: one for one in found.worksheets.all()}
    asked = {one.person_id: one for one in found.asked.all()}
    members = Membership.objects.for_organization(request.organization).select_related("user")
    return [
        Candidate(member, asked.get(member.user_id), member.user_id in sheets, may_be_asked(asked.get(member.user_id)))
        for member in sorted(members, key=lambda one: str(one.user).casefold())
        if member.user_id != request.user.pk and not (member.user_id in sheets and sheets[member.user_id].finished_at)
    ]


def _send(request: OrganizationRequest, found: Description, chosen: list[Membership]) -> None:
    result = ask(description=found, members=chosen, actor=request.user)
    if result.sent:
        messages.success(request, f"Asked by mail: {', '.join(result.sent)}.")
    if result.failed:
        words = (
            f"No mail went to {', '.join(result.failed)} ({result.problem}). You can send them the address yourself."
        )
        messages.warning(request, words)
    if not (result.sent or result.failed):
        messages.warning(request, "They have been asked already, a moment ago.")


def _add(request: OrganizationRequest, found: Description, chosen: list[Activity]) -> bool:
    """Save them as duties, and say so; False with a message where that cannot be."""
    try:
        document = add_duties(found.document, chosen, request.POST.get("into", ""))
    except TooManyError:
        messages.warning(request, "There is no room for so many duties. Choose fewer, or another responsibility.")
        return False
    words = "1 duty" if len(chosen) == 1 else f"{len(chosen)} duties"
    saved = save(
        description=found,
        version=found.version,
        document=document,
        actor=request.user,
        summary=f"Added {words} from the role worksheet",
    )
    messages.success(request, f"Added {words}." if saved.changed else "They stand among the duties already.")
    return True
