"""PeerReady's routes and one bare view beside them: what any page of this server costs at the least."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import path

from peerready.urls import urlpatterns as peerready_urlpatterns
from surveys.models import Draft, Survey


def bare(request: HttpRequest) -> HttpResponse:
    """Twelve bytes, through all of the middleware."""
    return HttpResponse("a bare view\n", content_type="text/plain")


def bare_row(request: HttpRequest) -> HttpResponse:
    """The same with one row written, in a transaction of its own."""
    survey = Survey.objects.only("pk").first()
    Draft.objects.create(lookup=uuid.uuid4().hex, survey=survey, sealed="x" * 600)
    return HttpResponse("one row\n", content_type="text/plain")


urlpatterns = [path("bare/", bare), path("bare-row/", bare_row), *peerready_urlpatterns]
handler400 = "peerready.errors.bad_request"
handler403 = "peerready.errors.permission_denied"
handler404 = "peerready.errors.page_not_found"
handler500 = "peerready.errors.server_error"
