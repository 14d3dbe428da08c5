"""What is opened without signing in, by a link of one's own: a calendar, and stopping mail."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import public
from organizations.models import Membership

from ..telling.choosing import choice_of, read_stop, save_choice
from ..telling.feeds import find_feed, note_read
from ..telling.ics import shown_by, write

KEPT_BY_PROGRAMS = 300
"""Seconds for which a calendar program need not ask again."""
WHAT = {
    "weekly": "the summary of your week",
    "reminders": "reminders of tasks that are due",
    "mentions": "a message when somebody mentions you",
}


@public
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """A calendar link as programs read it. Whatever is wrong with it, it is the same 404."""
    feed = find_feed(token)
    if feed is None:
        raise Http404("No such calendar.")
    note_read(feed, timezone.localdate())
    shown = shown_by(feed)
    unchanged = get_conditional_response(request, etag=shown.etag)
    response = unchanged or HttpResponse(write(shown), content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = shown.etag
    response.headers["Cache-Control"] = f"private, max-age={KEPT_BY_PROGRAMS}"
    response.headers["Content-Disposition"] = 'inline; filename="peerready.ics"'
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


# Mail programs post to it by themselves (RFC 8058), without a cookie; whoever has the link may do this and no more.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail, or get it again. Opening it changes nothing: scanners of mail open links."""
    found = read_stop(token)
    if found is None:
        raise Http404("No such link.")
    pk, kind = found
    member = Membership.objects.filter(pk=pk).select_related("organization").first()
    if member and request.method == "POST":
        save_choice(membership=member, **{kind: "again" in request.POST})
    context = {
        "what": WHAT[kind],
        "member": member,
        "gets_it": member is not None and getattr(choice_of(member), kind),
        "is_done": request.method == "POST",
    }
    response = render(request, "checklists/telling/stop.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
