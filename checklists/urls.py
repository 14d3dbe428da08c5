"""Addresses below /o/<organization>/plan/. Each part of the room adds its own group."""

from django.urls import URLPattern, path

from .views import goals, money, people, plans, risks

app_name = "checklists"

urlpatterns: list[URLPattern] = [
    # Plans
    path("", plans.index, name="index"),
    # Somebody's first months
    path("people/", people.people, name="people"),
    # Goals and measures
    path("goals/", goals.goals, name="goals"),
    # Money
    path("money/", money.money, name="money"),
    # Risks
    path("risks/", risks.risks, name="risks"),
]
