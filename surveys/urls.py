"""Addresses below /o/<organization>/surveys/: for those who run a survey and read its results."""

from django.urls import URLPattern, path

from .views import (
    check,
    ending,
    follow,
    groups,
    index,
    poster,
    results,
    results_beside,
    results_comments,
    setup,
)

app_name = "surveys"

urlpatterns: list[URLPattern] = [
    # All surveys
    path("", index.index, name="index"),
    path("new/", setup.new, name="new"),
    path("together/", index.together, name="together"),
    path("<int:survey>/", index.survey, name="survey"),
    path("<int:survey>/delete/", index.delete, name="delete"),
    # Setting up
    path("<int:survey>/setup/", setup.details, name="setup"),
    path("<int:survey>/setup/questions/", setup.questions, name="setup-questions"),
    path("<int:survey>/setup/groups/", groups.groups, name="setup-groups"),
    path("<int:survey>/setup/people/<int:group>/", groups.people, name="setup-people"),
    path("<int:survey>/preview/", check.preview, name="preview"),
    path("<int:survey>/preview/<str:page>/", check.preview, name="preview-page"),
    path("<int:survey>/check/", check.check, name="check"),
    # Following an open one
    path("<int:survey>/follow/", follow.follow, name="follow"),
    path("<int:survey>/follow/address/", follow.address, name="address"),
    path("<int:survey>/follow/again/", follow.send_again, name="send-again"),
    path("<int:survey>/people/<int:group>/", follow.people, name="people"),
    path("<int:survey>/groups/<int:group>/poster/", poster.poster, name="poster"),
    path("<int:survey>/groups/<int:group>/qr.svg", poster.qr, name="qr"),
    path("<int:survey>/closing/", ending.closing, name="closing"),
    path("<int:survey>/close/", ending.close, name="close"),
    # After closing
    path("<int:survey>/reopen/", ending.reopen, name="reopen"),
    path("<int:survey>/again/", ending.again, name="again"),
    # Results
    path("<int:survey>/results/", results.overview, name="results"),
    path("<int:survey>/results/questions/", results.questions, name="questions"),
    path("<int:survey>/results/differences/", results.apart, name="differences"),
    path("<int:survey>/results/over-time/", results.over_time, name="over-time"),
    path("<int:survey>/results/beside/", results_beside.beside, name="beside"),
    path("<int:survey>/results/beside/agree/", results_beside.agreement, name="agree"),
    path("<int:survey>/results/comments/", results_comments.comments, name="comments"),
    path("<int:survey>/results/comments/<uuid:comment>/", results_comments.decide, name="comment"),
]
