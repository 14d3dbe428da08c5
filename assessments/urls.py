from django.urls import path

from .views import choosing, record, results

app_name = "assessments"

urlpatterns = [
    # Where things stand
    path("", results.index, name="index"),
    path("areas/", results.areas, name="areas"),
    path("choose/", choosing.chosen, name="choose"),
    # Filling an instrument
    path("<slug:instrument>/", record.fill, name="record"),
    path("<slug:instrument>/sections/<slug:section>/", record.fill, name="section"),
    path("<slug:instrument>/reopen/", record.reopen, name="reopen"),
    # What it came to
    path("<slug:instrument>/results/", results.latest, name="results"),
    path("<slug:instrument>/results/<int:number>/", results.completion, name="completion"),
    # Of one person, named by initials or a code
    path("<slug:instrument>/people/<int:person>/", record.fill_person, name="person-record"),
    path("<slug:instrument>/people/<int:person>/sections/<slug:section>/", record.fill_person, name="person-section"),
    path("<slug:instrument>/people/<int:person>/reopen/", record.reopen_person, name="person-reopen"),
    path("<slug:instrument>/people/<int:person>/results/", results.latest_person, name="person-results"),
    path(
        "<slug:instrument>/people/<int:person>/results/<int:number>/",
        results.completion_person,
        name="person-completion",
    ),
]
