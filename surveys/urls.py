"""Addresses below /o/<organization>/surveys/: for those who run a survey and read its results."""

from django.urls import URLPattern

app_name = "surveys"

urlpatterns: list[URLPattern] = [
    # All surveys
    # Setting up
    # Following an open one
    # Results
]
