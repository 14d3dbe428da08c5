"""Addresses that need no account but a link of one's own: calendar links, and the links in mail that stop it."""

from django.urls import URLPattern, path

from .views import open_links

app_name = "telling"

urlpatterns: list[URLPattern] = [
    path("calendar/<str:token>.ics", open_links.calendar, name="calendar"),
    path("mail/stop/<str:token>/", open_links.stop, name="stop"),
]
