"""The site's routes, and one for each error page: `error/<name>/` shows templates/errors/<name>.html."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from peerready.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def error(request: HttpRequest, name: str) -> HttpResponse:
    return render(None if name == "500" else request, f"errors/{name}.html", status=int(name[:3]))


urlpatterns = [*urlpatterns, path("error/<str:name>/", error)]
