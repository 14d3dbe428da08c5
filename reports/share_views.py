"""Links to an issue: seeing them, making one, revoking one. Those who open them come to `shared_views`."""

from contextlib import suppress
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.jobs import TooManyError as TooManyJobsError

from .composing.sharing import TooManyError, revoke, share
from .delivering import ask, stored
from .issue_views import FORM, find_issue
from .models import Issue, Share
from .share_forms import ShareForm

TELL_OF_OTHERS = {"summary", "standing", "method"}
"""Parts that say something about what other parts say."""


@requires(Capability.REPORT)
@require_http_methods(FORM)
@never_cache
def shares(request: OrganizationRequest, issue: int) -> HttpResponse:
    """The links of an issue; a new one is shown this once."""
    found = find_issue(request, issue)
    form = ShareForm(request.POST if request.method == "POST" else None, issue=found)
    if request.method != "POST":
        return _shares(request, found, form)
    if not form.is_valid():
        return _shares(request, found, form, 422)
    asked = {name: form.cleaned_data[name] for name in ("label", "left_out", "passphrase")}
    try:
        made, token = share(issue=found, actor=request.user, ends_at=form.ends_at, **asked)
    except TooManyError as problem:
        form.add_error(None, str(problem))
        return _shares(request, found, form, 422)
    if stored(found, "pdf", made.left_out) is None:
        with suppress(TooManyJobsError):  # whoever opens the link has it made then
            ask(issue=found, kind="pdf", actor=request.user, left_out=made.left_out)
    link = request.build_absolute_uri(reverse("shared:page", args=[token]))
    context = {"issue": found, "share": made, "link": link, **_titles(found, made)}
    return render(request, "reports/issues/share_made.html", context)


@requires(Capability.REPORT, even_ending=True)
@require_http_methods(FORM)
def share_revoke(request: OrganizationRequest, issue: int, share: int) -> HttpResponse:
    """Ask, then end a link for good."""
    found = find_issue(request, issue)
    one: Share = get_object_or_404(found.shares, pk=share)
    one.issue = found
    if one.revoked_at:
        messages.info(request, "That link was revoked already.")
        return redirect("reports:shares", request.organization.slug, found.pk)
    if request.method != "POST":
        return render(request, "reports/issues/share_revoke.html", {"issue": found, "share": one})
    revoke(share=one, actor=request.user)
    messages.success(request, "The link no longer opens.")
    return redirect("reports:shares", request.organization.slug, found.pk)


def _shares(request: OrganizationRequest, issue: Issue, form: ShareForm, status: int = 200) -> HttpResponse:
    found, now = list(issue.shares.all()), timezone.now()
    titles = dict(form.fields["left_out"].choices)  # type: ignore[attr-defined]
    listed = [(one, [titles[key] for key in one.left_out if key in titles]) for one in found]
    context = {
        "issue": issue,
        "form": form,
        "links": [line for line in listed if _opens(line[0], now)],
        "ended": [line for line in listed if not _opens(line[0], now)],
    }
    return render(request, "reports/issues/shares.html", context, status=status)


def _opens(share: Share, now: datetime) -> bool:
    return share.revoked_at is None and (share.ends_at is None or share.ends_at > now)


def _titles(issue: Issue, share: Share) -> dict[str, list[str]]:
    """The titles of parts that are left out, and of those that are shown and may tell of them."""
    parts = issue.parts.values_list("key", "title")
    return {
        "left_out": [title for key, title in parts if key in share.left_out],
        "telling": [title for key, title in parts if key in TELL_OF_OTHERS and key not in share.left_out],
    }
