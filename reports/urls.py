from django.urls import path

from . import survey_views, views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("readiness/", views.readiness, name="readiness"),
    path("readiness.pdf", views.readiness_pdf, name="readiness-pdf"),
    path("surveys/<int:survey>.csv", survey_views.as_csv, name="survey-csv"),
    path("surveys/<int:survey>.xlsx", survey_views.as_xlsx, name="survey-xlsx"),
    path("surveys/<int:survey>/summary/", survey_views.summary, name="survey-summary"),
    path("surveys/<int:survey>/summary.pdf", survey_views.summary_pdf, name="survey-summary-pdf"),
    path("print/<slug:name>/", views.print_blank, name="print"),
]
