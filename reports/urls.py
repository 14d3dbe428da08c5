from django.urls import path

from . import compose_views, issue_views, plan_views, share_views, survey_views, views
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
    # Reports as they are put together
    path("compose/", compose_views.new, name="compose-new"),
    path("compose/<int:report>/", compose_views.compose, name="compose"),
    path("compose/<int:report>/preview/", compose_views.preview, name="preview"),
    path("compose/<int:report>/copy/", compose_views.compose_copy, name="compose-copy"),
    path("compose/<int:report>/remove/", compose_views.compose_remove, name="compose-remove"),
    # Reports as they were issued
    path("issues/", issue_views.issues, name="issues"),
    path("issues/new/<int:report>/", issue_views.issue_new, name="issue-new"),
    path("issues/<int:issue>/", issue_views.issue, name="issue"),
    path("issues/<int:issue>/files/<slug:kind>/", issue_views.file, name="issue-file"),
    path("issues/<int:issue>/compare/", issue_views.issue_compare, name="issue-compare"),
    path("issues/<int:issue>/remove/", issue_views.issue_remove, name="issue-remove"),
    path("issues/<int:issue>/links/", share_views.shares, name="shares"),
    path("issues/<int:issue>/links/<int:share>/revoke/", share_views.share_revoke, name="share-revoke"),
]
