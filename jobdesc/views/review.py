"""The last step: what is marked and missing, taking over or leaving as it is, and approving."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import whole_number
from toolkits.models import Entry

from ..drafting.steps import BY_KEY
from ..models import Description, DescriptionStatus
from ..reviewing import approving, settling
from ..reviewing.approving import doubts_about
from ..reviewing.forms import ApproveForm, ReasonForm
from ..reviewing.groups import GROUP_TITLES, Group, groups_of
from ..reviewing.lacking import Missing
from .about import about
from .finding import changes_descriptions, description_to_change

CHANGED = "Somebody changed the same text meanwhile, so nothing was taken over. Here is what it says now."


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_safe
def review(request: OrganizationRequest, description: int) -> HttpResponse:
    """What is marked, by group, and what is missing."""
    return _page(request, description_to_change(request, description))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def take_over(request: OrganizationRequest, description: int) -> HttpResponse:
    """Put a replacement where its mark is. What is not marked so any more is left alone, and the page says so."""
    found = description_to_change(request, description)
    posted = request.POST
    try:
        saved = settling.take_over(
            description=found,
            path=posted.get("path", ""),
            rule=posted.get("rule", ""),
            start=whole_number(posted.get("start")),
            matched=posted.get("matched", "").replace("\r\n", "\n"),  # browsers send line ends so
            actor=request.user,
        )
    except settling.GoneError as gone:
        messages.warning(request, str(gone))
        return _back(request, found)
    if saved.conflicts:
        messages.warning(request, CHANGED)
        return _back(request, found)
    undo = reverse("jobdesc:undo", args=[request.organization.slug, found.pk, saved.description.version])
    revision = saved.description.revisions.get(version=saved.description.version)
    messages.success(request, f"{revision.summary}.", extra_tags=undo)
    return _back(request, found)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def leave(request: OrganizationRequest, description: int) -> HttpResponse:
    """Leave a mark as it is, with the reason."""
    found = description_to_change(request, description)
    rule, matched = request.POST.get("rule", ""), request.POST.get("matched", "")
    form = ReasonForm(request.POST, auto_id=False)
    if not form.is_valid():
        return _page(request, found, 422, reason_form=form, refused=(rule, matched))
    reason = form.cleaned_data["reason"]
    try:
        settling.overrule(description=found, rule=rule, matched=matched, reason=reason, actor=request.user)
    except settling.GoneError as gone:
        messages.warning(request, str(gone))
        return _back(request, found)
    messages.success(request, "It stays as it is. Your reason is kept below, under “Left as it is”.")
    if looks_like_client_record(reason):
        messages.warning(request, QUESTION)
    return _back(request, found)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def mark_again(request: OrganizationRequest, description: int, ruling: int) -> HttpResponse:
    """Take back the decision to leave something as it is."""
    found = description_to_change(request, description)
    settling.mark_again(description=found, overruled=get_object_or_404(found.overruled, pk=ruling))
    messages.success(request, "It is marked again.")
    return _back(request, found)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "POST"])
def approve(request: OrganizationRequest, description: int) -> HttpResponse:
    """Show what speaks against approving, ask where no peer has agreed, and approve."""
    found = description_to_change(request, description)
    doubts = doubts_about(found)
    form = ApproveForm(request.POST if request.method == "POST" else None, lacks_a_peer=doubts.lacks_a_peer)
    status, problem = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = whole_number(request.POST.get("version"))
                revision = approving.approve(description=found, version=version, actor=request.user)
            except (approving.ChangedError, approving.BlockedError) as refused:
                status, problem = 409, str(refused)
            else:
                messages.success(request, f"Version {revision.version} is approved. The hiring kit is made from it.")
                return redirect("jobdesc:description", request.organization.slug, found.pk)
    context = about(request, found, "review") | {
        "doubts": doubts,
        "blocks": [GROUP_TITLES[group] for group in doubts.blocks],
        "form": form,
        "is_approved": found.status == DescriptionStatus.APPROVED,
        "problem": problem,
    }
    return render(request, "jobdesc/review/approve.html", context, status=status)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "POST"])
def take_back_approval(request: OrganizationRequest, description: int) -> HttpResponse:
    """Ask, and approve nothing of this description any more."""
    found = description_to_change(request, description)
    if request.method == "POST":
        if approving.take_back_approval(description=found, actor=request.user):
            messages.success(request, "The approval is taken back. Nothing of this description is approved now.")
        return _back(request, found)
    context = about(request, found, "review") | {"pages": found.postings.filter(ended_at=None).count()}
    return render(request, "jobdesc/review/take_back.html", context)


@dataclass(frozen=True)
class Shown:
    """Something missing with what the library says of it."""

    missing: Missing
    entry: Entry | None


def with_entries(missing: Sequence[Missing]) -> list[Shown]:
    """One query."""
    keys = {one.entry for one in missing if one.entry}
    entries = {one.pk: one for one in Entry.objects.filter(pk__in=keys).select_related("toolkit")} if keys else {}
    return [Shown(one, entries.get(one.entry)) for one in missing]


def _back(request: OrganizationRequest, found: Description) -> HttpResponse:
    return redirect("jobdesc:review", request.organization.slug, found.pk)


def _page(request: OrganizationRequest, found: Description, status: int = 200, **more: Any) -> HttpResponse:
    doubts = doubts_about(found)
    look = doubts.look
    groups: list[Group] = groups_of(look.open_marks, with_entries(look.open_missing), look.blocking)
    left = [one for one in look.marks if one.ruling]
    left_missing = [one for one in look.missing if one.ruling]
    context = about(request, found, "review") | {
        "doubts": doubts,
        "groups": groups,
        "left": left,
        "left_missing": left_missing,
        "left_count": len(left) + len(left_missing),
        "step": BY_KEY["review"],
        "reason_form": ReasonForm(auto_id=False),
        "refused": None,
    }
    return render(request, "jobdesc/review/review.html", context | more, status=status)
