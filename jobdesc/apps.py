from django.apps import AppConfig


class JobdescConfig(AppConfig):
    name = "jobdesc"
