"""Addresses below /o/<organization>/plan/. Each part of the room adds its own group."""

from django.urls import URLPattern, path

from .views import funding, goals, money, people, plan, plans, risks, task

app_name = "checklists"

urlpatterns: list[URLPattern] = [
    # Plans
    path("", plans.index, name="index"),
    path("<int:plan>/", plan.plan, name="plan"),
    # Tasks
    path("<int:plan>/tasks/<int:number>/", task.task, name="task"),
    # Somebody's first months
    path("people/", people.people, name="people"),
    # Goals and measures
    path("goals/", goals.goals, name="goals"),
    # Money
    path("money/", money.money, name="money"),
    path("money/costs/", money.money_costs, name="money-costs"),
    path("money/sources/new/", funding.new_source, name="source-new"),
    path("money/sources/<int:source>/", funding.edit_source, name="source"),
    path("money/sources/<int:source>/remove/", funding.drop_source, name="source-remove"),
    # Risks
    path("risks/", risks.risks, name="risks"),
]
