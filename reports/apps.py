from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from organizations.ending import forgets

        from .composing.logo import forget_organization
        from .delivering import register

        register()
        forgets(elsewhere=forget_organization)
