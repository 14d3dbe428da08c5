from django.apps import AppConfig


class PeerReadyConfig(AppConfig):
    name = "peerready"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers them
