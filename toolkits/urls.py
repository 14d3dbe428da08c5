from django.urls import path

from . import views

app_name = "toolkits"

urlpatterns = [
    # Searching and browsing
    path("", views.index, name="index"),
    path("topics/<slug:topic>/", views.topic, name="topic"),
    path("toolkits/<slug:toolkit>/", views.toolkit, name="toolkit"),
    # What there is
    path("advice/<slug:key>/", views.advice, name="advice"),
    path("<slug:collection>/", views.collection, name="collection"),
    path("<slug:collection>/<slug:item>/", views.item, name="item"),
]
