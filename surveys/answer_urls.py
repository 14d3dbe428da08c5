"""Addresses below /s/: for those who answer, without an account. No log keeps any of them (`quiet.py`)."""

from django.urls import URLPattern

app_name = "answer"

urlpatterns: list[URLPattern] = []
