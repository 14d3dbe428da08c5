from django.apps import AppConfig


class JobdescConfig(AppConfig):
    name = "jobdesc"

    def ready(self) -> None:
        from toolkits.loading import register

        from .hiring.fixture import HIRING
        from .wording.loading import WORDING

        register(HIRING)
        register(WORDING)
