from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        from . import audit  # noqa: F401 - its receiver notes sign-ins
