"""What opens by a link to an issue, without an account: the report as a page, as a PDF, and its figures.

Whatever is wrong with a link, it is one and the same page. Nothing here reads who is signed in, and no log holds the
address (`surveys/answering/quiet.py`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import public

from .composing.sharing import count, find, opens
from .delivering import file_of, shown_parts, stored
from .issue_views import as_download
from .looks import accent_of, logo_of
from .models import Share
from .share_forms import PassphraseForm
from .tasks import failed_key, make_shared_pdf

P = ParamSpec("P")
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
OPENED, READ = "peerready-opened", "peerready-read"
"""Cookies for one link alone: that its passphrase was right, and that this reader was counted."""
OPEN_SECONDS, READ_SECONDS = 2 * 60 * 60, 12 * 60 * 60
SALT = "reports.shared"
ACTION = "shared_passphrase"
"""What ACCOUNT_RATE_LIMITS calls wrong passphrases of one link."""
ASKED_SECONDS = 60
"""For so long the same PDF is not asked for again."""


def apart(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what a view answers out of caches, search engines and the addresses that other sites are told."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


# Without a Referer a browser says that a form comes from nowhere, which Django's check refuses. All that this one does
# is to set a cookie for whoever knows the passphrase.
@public
@csrf_exempt
@apart
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The report, or the question for its passphrase."""
    share = find(token)
    if share is None:
        return _gone()
    if request.method == "POST":
        return _unlock(request, share, token)
    if not _is_open(request, share):
        return _ask(PassphraseForm())
    parts = shown_parts(share.issue, share.left_out)
    context = {
        "issue": share.issue,
        "parts": parts,
        "logo": logo_of(share.issue),
        "accent": accent_of(share.issue),
        "is_excerpt": bool(share.left_out),
        "has_figures": any(part.figures for part in parts),
        "token": token,
    }
    response = HttpResponse(render_to_string("reports/shared/report.html", context))
    if _is_a_reader(request):
        count(share)
        _set_cookie(response, READ, "yes", token, READ_SECONDS)
    return response


@public
@apart
@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF of the parts that the link shows; where it is still to be made, a page that says so."""
    share = find(token)
    if share is None:
        return _gone()
    if not _is_open(request, share):
        return redirect("shared:page", token)
    content = stored(share.issue, "pdf", share.left_out)
    if content is not None:
        return as_download(share.issue, "pdf", content)
    has_failed = cache.get(failed_key(share.pk)) is not None
    if not has_failed and cache.add(f"shared-pdf-{share.pk}", 1, ASKED_SECONDS):
        make_shared_pdf.using(priority=-10).enqueue(share.pk)
    context = {"issue": share.issue, "token": token, "has_failed": has_failed}
    response = HttpResponse(render_to_string("reports/shared/pdf.html", context), status=503 if has_failed else 202)
    response["Retry-After"] = "60" if has_failed else "5"
    return response


@public
@apart
@require_safe
def figures(request: HttpRequest, token: str) -> HttpResponse:
    """The figures of the parts that the link shows, as CSV."""
    share = find(token)
    if share is None:
        return _gone()
    if not _is_open(request, share):
        return redirect("shared:page", token)
    return as_download(share.issue, "csv", file_of(share.issue, "csv", share.left_out))


def _unlock(request: HttpRequest, share: Share, token: str) -> HttpResponse:
    """Compare the passphrase, as often as is allowed; only wrong ones count."""
    if not ratelimit.consume(request, action=ACTION, key=share.token_hash, dry_run=True):
        return _ask(PassphraseForm(), is_too_often=True, status=429)
    form = PassphraseForm(request.POST)
    if form.is_valid() and not opens(share, form.cleaned_data["passphrase"]):
        ratelimit.consume(request, action=ACTION, key=share.token_hash)
        form.add_error("passphrase", "This is not the passphrase. Mind capital letters, and try again.")
    if not form.is_valid():
        return _ask(form, status=422)
    response = redirect("shared:page", token)
    _set_cookie(response, OPENED, signing.dumps(share.token_hash, salt=SALT), token, OPEN_SECONDS)
    return response


def _is_open(request: HttpRequest, share: Share) -> bool:
    if not share.passphrase:
        return True
    try:
        known = signing.loads(request.COOKIES.get(OPENED, ""), salt=SALT, max_age=OPEN_SECONDS)
    except signing.BadSignature:
        return False
    return bool(known == share.token_hash)


def _is_a_reader(request: HttpRequest) -> bool:
    """Whether this is somebody who has not been counted yet, and no program that only looks."""
    looks_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and READ not in request.COOKIES and not looks_ahead


def _set_cookie(response: HttpResponse, name: str, value: str, token: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=reverse("shared:page", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _ask(form: PassphraseForm, *, is_too_often: bool = False, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_too_often": is_too_often}
    return HttpResponse(render_to_string("reports/shared/passphrase.html", context), status=status)


def _gone() -> HttpResponse:
    return HttpResponse(render_to_string("reports/shared/gone.html"), status=404)
