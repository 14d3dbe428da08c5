"""Error pages in plain words: what happened, and what to do next."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from surveys.answering.quiet import is_quiet

# Below /s/ nobody is led into the organization, or told more than that something was not taken.
QUIET = {
    status: f"surveys/answer/{name}.html"
    for status, name in (
        (400, "refused"),
        (403, "refused"),
        (404, "unknown"),
        (405, "method"),
        (413, "too_large"),
        (429, "refused"),
        (500, "failed"),
    )
}


def _page(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    if is_quiet(request):
        return HttpResponse(render_to_string(QUIET[status]), status=status)
    return render(request, f"errors/{name or status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "403_csrf")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """allauth asks the URLconf for this."""
    return _page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """No request in the template: whatever failed may be in the frame of the page."""
    if is_quiet(request):
        return HttpResponse(render_to_string(QUIET[500]), status=500)
    return render(None, "errors/500.html", status=500)


class FriendlyNotAllowed:
    """Middleware that gives a wrong method (405) a page; Django has no handler for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = _page(request, 405)
            page["Allow"] = response["Allow"]
            return page
        return response
