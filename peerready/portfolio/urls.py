"""Below /portfolios/. What an organization answers is below its settings, in `peerready/urls.py`."""

from django.urls import path

from . import people_views, views

app_name = "portfolios"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:portfolio>/", views.portfolio, name="portfolio"),
    path("<int:portfolio>/details/", views.details, name="details"),
    path("<int:portfolio>/delete/", views.delete, name="delete"),
    path("<int:portfolio>/report/", views.report, name="report"),
    path("<int:portfolio>/report.pdf", views.report_pdf, name="report-pdf"),
    path("<int:portfolio>/organizations.csv", views.table_csv, name="table"),
    # Organizations that were asked
    path("<int:portfolio>/asking/", people_views.ask, name="asking"),
    path("<int:portfolio>/asking/<int:entry>/drop/", people_views.drop, name="drop"),
    # Who may open it
    path("<int:portfolio>/people/", people_views.people, name="people"),
    path("<int:portfolio>/people/<int:keeper>/remove/", people_views.remove_person, name="remove-person"),
]
