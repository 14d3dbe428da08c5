from django.urls import path

from .views import record, results

app_name = "assessments"

urlpatterns = [
    # Where things stand
    path("", results.index, name="index"),
    path("areas/", results.areas, name="areas"),
    # Filling an instrument
    path("<slug:instrument>/", record.fill, name="record"),
    path("<slug:instrument>/reopen/", record.reopen, name="reopen"),
    # What it came to
    path("<slug:instrument>/results/", results.latest, name="results"),
    path("<slug:instrument>/results/<int:number>/", results.completion, name="completion"),
]
