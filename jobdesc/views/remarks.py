"""Remarks on a description, which every member may make."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import looks_like_client_record

from ..reviewing import reading
from ..reviewing.forms import RemarkForm
from .finding import changes_descriptions, description_to_change
from .readers import show

ASK = (
    "This reads as if it were about somebody you serve. Please take out names, dates of birth and record numbers of "
    "people you serve, or send it as it is if it is not about anybody."
)


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_POST
def add(request: OrganizationRequest, description: int) -> HttpResponse:
    """Add a remark. One that looks as if it were about somebody you serve is asked about once."""
    found = description_to_change(request, description)
    form = RemarkForm(request.POST, auto_id="remark_%s")
    is_asked = False
    if form.is_valid() and looks_like_client_record(form.cleaned_data["text"]) and "seen" not in request.POST:
        form.add_error("text", ASK)
        is_asked = True
    if not form.is_valid():
        return show(request, found, 422, remark_form=form, remark_is_asked_about=is_asked)
    data = form.cleaned_data
    made = reading.remark(description=found, part=data["part"], text=data["text"], author=request.user)
    messages.success(request, "Your remark is there.")
    return _to(request, found.pk, f"#remark-{made.pk}")


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_POST
def settle(request: OrganizationRequest, description: int, said: int) -> HttpResponse:
    """Settle a remark, or open it again (`do` is "open"): who made it, or who drafts."""
    found = description_to_change(request, description)
    remark = get_object_or_404(found.remarks, pk=said)
    if remark.author_id != request.user.pk and not may(request.role, Capability.DRAFT_JOBS):
        messages.error(request, "Whoever made a remark settles it, or those who draft. Nothing was changed.")
        return _to(request, found.pk, f"#remark-{remark.pk}")
    remark.description = found
    is_settled = request.POST.get("do") != "open"
    reading.settle(remark=remark, actor=request.user, is_settled=is_settled)
    messages.success(request, "The remark is settled." if is_settled else "The remark is open again.")
    return _to(request, found.pk, f"#remark-{remark.pk}")


def _to(request: OrganizationRequest, description: int, place: str) -> HttpResponse:
    return redirect(f"{reverse('jobdesc:readers', args=[request.organization.slug, description])}{place}")
