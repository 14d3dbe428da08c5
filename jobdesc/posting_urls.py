"""Addresses below /jobs/: open positions that an organization has made public. No account is needed."""

from django.urls import path

from .views import posting

app_name = "jobs"

urlpatterns = [
    path("<slug:posting>/", posting.public_page, name="posting"),
]
