"""PeerReady's routes and one bare view beside them: what any page of this server costs at the least."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from peerready.urls import urlpatterns as peerready_urlpatterns


def bare(request: HttpRequest) -> HttpResponse:
    """Twelve bytes, through all of the middleware."""
    return HttpResponse("a bare view\n", content_type="text/plain")


urlpatterns = [path("bare/", bare), *peerready_urlpatterns]
handler400 = "peerready.errors.bad_request"
handler403 = "peerready.errors.permission_denied"
handler404 = "peerready.errors.page_not_found"
handler500 = "peerready.errors.server_error"
