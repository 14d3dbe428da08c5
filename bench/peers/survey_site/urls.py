"""Its routes and a bare view."""

from django.urls import include, path

from ..site import bare

urlpatterns = [path("bare/", bare), path("survey/", include("survey.urls"))]
