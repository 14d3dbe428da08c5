"""Addresses below /r/: a report that somebody shares by a link. No account is needed."""

from django.urls import path

from . import shared_views

app_name = "shared"

urlpatterns = [
    path("<str:token>/", shared_views.page, name="page"),
    path("<str:token>/report.pdf", shared_views.pdf, name="pdf"),
    path("<str:token>/figures.csv", shared_views.figures, name="figures"),
]
