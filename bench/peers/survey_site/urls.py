"""Its routes and a bare view."""

from django.urls import include, path

from ..site import bare, bare_row

urlpatterns = [path("bare/", bare), path("bare-row/", bare_row), path("survey/", include("survey.urls"))]
