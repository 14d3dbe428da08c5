"""The public page of an advertisement: switching it on and off, and what anybody sees."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, public, requires
from organizations.fields import DayField

from ..kit.job_posting import as_script
from ..kit.publishing import (
    NotApprovedError,
    address_of,
    advertisements,
    find_posting,
    is_public,
    offered_day,
    open_posting,
    posting_data,
    publish,
    why_pay_is_asked,
    withdraw,
)
from .finding import changes_descriptions, description_to_change, find_description
from .kit import frame

KEPT = 60
"""Seconds for which a browser or a proxy need not ask again."""
LONGEST_DAYS = 366


class PostingForm(forms.Form):
    """Until when the page is open."""

    closes_on = DayField(
        label="Open until",
        help_text="The last day on which anybody can read it. It closes by itself at the end of that day.",
        error_messages={"required": "Give the last day. You can close it earlier, or move the day, whenever you like."},
    )

    def clean_closes_on(self) -> Any:
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("This day has passed. Give today or a later day.")
        if (day - today).days > LONGEST_DAYS:
            raise forms.ValidationError("Give a day within a year. You can move it later.")
        return day


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: OrganizationRequest, description: int) -> HttpResponse:
    """Show what would be public, and with POST make it so: open the page, or give the open one this version and day."""
    found = description_to_change(request, description)
    if found.approved is None:
        return redirect("jobdesc:kit", request.organization.slug, found.pk)
    today, document = timezone.localdate(), found.approved.document
    opened = open_posting(found, today)
    day = opened.closes_on if opened else offered_day(document, today)
    form = PostingForm(request.POST if request.method == "POST" else None, initial={"closes_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            opened = publish(description=found, closes_on=form.cleaned_data["closes_on"], actor=request.user)
        except NotApprovedError as refused:
            messages.warning(request, str(refused))
            return redirect("jobdesc:kit", request.organization.slug, found.pk)
        messages.success(request, "The page is public: anybody who has its address can read it.")
        return redirect("jobdesc:posting", request.organization.slug, found.pk)
    context = frame(request, found) | {
        "form": form,
        "posting": opened,
        "is_behind": opened is not None and opened.revision_id != found.approved_id,
        "address": address_of(opened) if opened else "",
        "advertisement": advertisements(document, request.organization, closes_on=day)[0],
        "pay_is_asked": why_pay_is_asked(document, request.organization),
    }
    return render(request, "jobdesc/kit/posting.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.DRAFT_JOBS)
@require_POST
def end(request: OrganizationRequest, description: int) -> HttpResponse:
    """Take the page back at once."""
    found = find_description(request, description)
    if withdraw(description=found, actor=request.user):
        messages.success(request, "The page is closed. Whoever opens its address is told so, and reads nothing else.")
    else:
        messages.info(request, "There is no open page, so nothing was changed.")
    return redirect("jobdesc:kit", request.organization.slug, found.pk)


@public
@require_safe
def public_page(request: HttpRequest, posting: str) -> HttpResponse:
    """An open position for anybody, without session or user. One that has closed is a 410 that says nothing of it."""
    found = find_posting(posting)
    if found is None:
        raise Http404("No such position.")
    if not is_public(found, timezone.localdate()):
        response = HttpResponse(render_to_string("jobdesc/kit/closed.html"), status=410)
        response["X-Robots-Tag"] = "noindex, nofollow"
    else:
        organization = found.description.organization
        advertisement = advertisements(found.revision.document, organization, closes_on=found.closes_on)[0]
        context = {
            "advertisement": advertisement,
            "address": address_of(found),
            "data": as_script(posting_data(found, advertisement)),
        }
        response = HttpResponse(render_to_string("jobdesc/kit/public.html", context))
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response
