from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        # Here, because models can be imported only once the apps are ready.
        from toolkits.loading import register

        from .loading import INSTRUMENTS, PATHS
        from .translation_loading import TRANSLATIONS

        register(INSTRUMENTS)
        register(TRANSLATIONS)
        register(PATHS)
