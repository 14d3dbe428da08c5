"""Addresses below /o/<organization>/hiring/. Each part of the room adds its own group."""

from django.urls import URLPattern, path

from .views import check, choices, descriptions, drafting, interviews

app_name = "jobdesc"
urlpatterns: list[URLPattern] = [
    # Job descriptions
    path("", descriptions.index, name="index"),
    path("<int:description>/", descriptions.description, name="description"),
    path("<int:description>/put-away/", descriptions.put_away, name="put-away"),
    path("<int:description>/take-back/", descriptions.take_back, name="take-back"),
    # Drafting, step by step
    path("<int:description>/draft/<slug:step>/", drafting.step, name="step"),
    # Interviews
    path("interviews/", interviews.index, name="interviews"),
    # Words
    path("check/", check.index, name="check"),
    path("words/", choices.index, name="choices"),
]
