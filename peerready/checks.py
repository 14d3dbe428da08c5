"""System checks about how PeerReady is installed (`manage.py check --deploy`)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.http.request import validate_host


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


@register(Tags.security, deploy=True)
def links_in_mail_lead_here(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """peerready.E002: links in mail lead nowhere; peerready.W002: where they lead is only guessed."""
    hint = "Set SITE_URL to where people open this site, for example https://ready.example.org."
    url = urlsplit(settings.SITE_URL)
    if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query or url.fragment:
        return [checks.Error(f"“{settings.SITE_URL}” is no address of a site.", hint=hint, id="peerready.E002")]
    if not validate_host(url.hostname, settings.ALLOWED_HOSTS):
        told = f"Links in mail lead to {url.hostname}, which is not among ALLOWED_HOSTS."
        return [checks.Error(told, hint=hint, id="peerready.E002")]
    if settings.SITE_URL_IS_GUESSED:
        return [checks.Warning(f"Links in mail lead to {settings.SITE_URL}.", hint=hint, id="peerready.W002")]
    return []
