from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("readiness/", views.readiness, name="readiness"),
    path("readiness.pdf", views.readiness_pdf, name="readiness-pdf"),
    path("print/<slug:name>/", views.print_blank, name="print"),
]
