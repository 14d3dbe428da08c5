"""Wagtail's routes and a bare view."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from ..site import bare, bare_row

urlpatterns = [
    path("bare/", bare),
    path("bare-row/", bare_row),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("", include(wagtail_urls)),
]
