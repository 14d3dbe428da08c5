"""Who is told of what: one's own calendar links, and what one is mailed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.models import Membership

from ..models import Feed
from ..telling.choosing import choice_of, save_choice
from ..telling.feeds import MOST_FEEDS, TooManyFeedsError, label_of, make_feed, revoke_feed, works
from ..telling.forms import FeedForm, MailForm
from .tabs import tabs

FORM = ["GET", "HEAD", "POST"]


@requires(Capability.SEE_MEMBERS)
@require_http_methods(FORM)
@never_cache
def feeds(request: OrganizationRequest) -> HttpResponse:
    """One's own calendar links; a new one is shown this once."""
    member = _member(request)
    asked = request.POST if request.method == "POST" else None
    form = FeedForm(asked, member=member, initial={"which": request.GET.get("plan", "")})
    if request.method != "POST":
        return _feeds(request, member, form)
    if not form.is_valid():
        return _feeds(request, member, form, 422)
    try:
        made = make_feed(membership=member, plan=form.plan)
    except TooManyFeedsError:
        form.add_error("which", f"You have {MOST_FEEDS} links. Revoke one that you no longer need first.")
        return _feeds(request, member, form, 422)
    link = request.build_absolute_uri(reverse("telling:calendar", args=[made.token]))
    context = {"tabs": tabs(request, ""), "label": label_of(made.feed), "link": link}
    return render(request, "checklists/telling/feed_made.html", context)


@requires(Capability.SEE_MEMBERS)
@require_http_methods(FORM)
def revoke(request: OrganizationRequest, feed: int) -> HttpResponse:
    """Ask, then end one of one's own links for good."""
    known = Feed.objects.for_organization(request.organization)
    found = get_object_or_404(known.select_related("plan", "organization", "membership__user"), pk=feed)
    if found.revoked_at or found.membership.user != request.user:
        messages.info(request, "That link is not among yours any more. Nothing was changed.")
        return redirect("checklists:feeds", request.organization.slug)
    if request.method != "POST":
        context = {"tabs": tabs(request, ""), "feed": found, "label": label_of(found)}
        return render(request, "checklists/telling/feed_revoke.html", context)
    revoke_feed(feed=found, now=timezone.now())
    messages.success(request, "The link no longer works.")
    return redirect("checklists:feeds", request.organization.slug)


@requires(Capability.SEE_MEMBERS)
@require_http_methods(FORM)
def mail_choice(request: OrganizationRequest) -> HttpResponse:
    """What of plans one is mailed."""
    member = _member(request)
    form = MailForm(request.POST if request.method == "POST" else None, instance=choice_of(member))
    if request.method == "POST" and form.is_valid():
        save_choice(membership=member, **form.cleaned_data)
        messages.success(request, "Saved. This is what you get from now on.")
        return redirect("checklists:mail-choice", request.organization.slug)
    return render(request, "checklists/telling/mail.html", {"tabs": tabs(request, ""), "form": form})


def _member(request: OrganizationRequest) -> Membership:
    """The visitor as a member, with the user that is signed in."""
    found = next(one for one in request.memberships if one.organization_id == request.organization.pk)
    found.user = request.user
    return found


def _feeds(request: OrganizationRequest, member: Membership, form: FeedForm, status: int = 200) -> HttpResponse:
    mine = list(Feed.objects.filter(membership=member, revoked_at=None).select_related("plan"))
    for feed in mine:
        feed.membership = member
    context = {
        "tabs": tabs(request, ""),
        "form": form,
        "feeds": [(feed, label_of(feed), works(feed)) for feed in mine],
        "now": timezone.localdate(),
    }
    return render(request, "checklists/telling/feeds.html", context, status=status)
