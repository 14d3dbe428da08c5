"""Addresses below /s/: for those who answer, without an account. No log keeps any of them (`answering/quiet.py`)."""

from django.urls import path

from .views import answer

app_name = "answer"

urlpatterns = [
    # A link: traded for a cookie, and gone from the address
    path("k/<link>/", answer.open_link, name="open"),
    # Answering
    path("<public_id>/", answer.start, name="start"),
    path("<public_id>/<int:page>/", answer.part, name="part"),
    path("<public_id>/review/", answer.review, name="review"),
    path("<public_id>/thanks/", answer.thanks, name="thanks"),
]
