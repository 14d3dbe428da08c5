from django.urls import path

from .views import choosing, own, people, private, record, results, skills

app_name = "assessments"

urlpatterns = [
    # Where things stand
    path("", results.index, name="index"),
    path("areas/", results.areas, name="areas"),
    path("choose/", choosing.chosen, name="choose"),
    # An organization's own instruments
    path("own/", own.own_list, name="own"),
    path("own/new/", own.new, name="own-new"),
    path("own/copy/", own.copy, name="own-copy"),
    path("own/import/", own.import_yaml, name="own-import"),
    path("own/<slug:own>/edit/", own.edit, name="own-edit"),
    path("own/<slug:own>/export/", own.export, name="own-export"),
    path("own/<slug:own>/remove/", own.remove, name="own-remove"),
    # Filling an instrument
    path("<slug:instrument>/", record.fill, name="record"),
    path("<slug:instrument>/sections/<slug:section>/", record.fill, name="section"),
    path("<slug:instrument>/reopen/", record.reopen, name="reopen"),
    path("<slug:instrument>/newer/", own.newer, name="newer"),
    # What it came to
    path("<slug:instrument>/results/", results.latest, name="results"),
    path("<slug:instrument>/results/<int:number>/", results.completion, name="completion"),
    # Filled in the browser, and never sent
    path("<slug:instrument>/private/", private.fill, name="private"),
    # Of one person, named by initials or a code
    path("<slug:instrument>/people/", people.people, name="people"),
    path("<slug:instrument>/people/<int:person>/", record.fill_person, name="person-record"),
    path("<slug:instrument>/people/<int:person>/sections/<slug:section>/", record.fill_person, name="person-section"),
    path("<slug:instrument>/people/<int:person>/reopen/", record.reopen_person, name="person-reopen"),
    path("<slug:instrument>/people/<int:person>/newer/", own.newer_person, name="person-newer"),
    path("<slug:instrument>/people/<int:person>/results/", results.latest_person, name="person-results"),
    path(
        "<slug:instrument>/people/<int:person>/results/<int:number>/",
        results.completion_person,
        name="person-completion",
    ),
    path("<slug:instrument>/people/<int:person>/rename/", people.rename, name="person-rename"),
    path("<slug:instrument>/people/<int:person>/delete/", people.delete, name="person-delete"),
    # A person's skills, on paper and in other programs
    path("<slug:instrument>/people/<int:person>/schedule/", skills.schedule, name="person-schedule"),
    path("<slug:instrument>/people/<int:person>/export.csv", skills.export, name="person-export"),
    path("<slug:instrument>/people/<int:person>/import/", skills.import_csv, name="person-import"),
]
