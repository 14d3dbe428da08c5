from django.urls import path

from . import plan_views, survey_views, views
from .hiring import views as hiring_views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("readiness/", views.readiness, name="readiness"),
    path("readiness.pdf", views.readiness_pdf, name="readiness-pdf"),
    path("surveys/<int:survey>.csv", survey_views.as_csv, name="survey-csv"),
    path("surveys/<int:survey>.xlsx", survey_views.as_xlsx, name="survey-xlsx"),
    path("surveys/<int:survey>/summary/", survey_views.summary, name="survey-summary"),
    path("surveys/<int:survey>/summary.pdf", survey_views.summary_pdf, name="survey-summary-pdf"),
    path("plans/<int:plan>.csv", plan_views.as_csv, name="plan-csv"),
    path("plans/<int:plan>.xlsx", plan_views.as_xlsx, name="plan-xlsx"),
    path("plans/<int:plan>.pdf", plan_views.as_pdf, name="plan-pdf"),
    path("plans/<int:plan>/status/", plan_views.status, name="plan-status"),
    path("plans/<int:plan>/status.pdf", plan_views.status_pdf, name="plan-status-pdf"),
    path("jobs/<int:description>/", hiring_views.index, name="job"),
    path("jobs/<int:description>/<slug:paper>.docx", hiring_views.as_docx, name="job-docx"),
    path("jobs/<int:description>/<slug:paper>.pdf", hiring_views.as_pdf, name="job-pdf"),
    path("jobs/<int:description>/<slug:paper>.html", hiring_views.as_html, name="job-html"),
    path("jobs/<int:description>/<slug:paper>.md", hiring_views.as_markdown, name="job-markdown"),
    path("jobs/<int:description>/<slug:paper>/paste/", hiring_views.paste, name="job-paste"),
    path("print/<slug:name>/", views.print_blank, name="print"),
]
