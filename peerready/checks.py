"""System checks about how PeerReady is installed (`manage.py check --deploy`)."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """peerready.W001: in production nobody reads mail from a folder."""
    if not settings.MAIL_GOES_TO_FILES:
        return []
    return [
        checks.Warning(
            "Mail is written to files and reaches nobody.",
            hint="Set EMAIL_URL, for example smtp://user:password@host:587/?tls=True.",
            id="peerready.W001",
        )
    ]
