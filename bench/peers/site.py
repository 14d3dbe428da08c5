"""What both peers' sites have alike: Django as its own project template sets it up, PeerReady's SQLite, a bare view."""

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peerready.databases import with_safe_sqlite

APPS = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PROCESSORS = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
PROCESSORS += ["django.contrib.messages.context_processors.messages"]


def configure(folder: str, apps: list[str], urls: str, middleware: tuple[str, ...] = (), **more: Any) -> None:
    """Set Django up for a site with these apps besides Django's own. Not in debug mode, so templates are kept."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(folder) / "site.sqlite3", "CONN_MAX_AGE": 600}
    settings.configure(
        SECRET_KEY="for-a-site-in-a-temporary-folder",  # noqa: S106 - it is gone with its folder
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=[*apps, *(f"django.contrib.{name}" for name in APPS)],
        MIDDLEWARE=[*MIDDLEWARE, *middleware],
        ROOT_URLCONF=urls,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": PROCESSORS},
            }
        ],
        DATABASES={"default": with_safe_sqlite(database)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        STATIC_URL="/static/",
        MEDIA_ROOT=folder,
        USE_TZ=True,
        LOGGING={"version": 1},
        **more,
    )


def bare(request: HttpRequest) -> HttpResponse:
    """Twelve bytes, through all of the middleware."""
    return HttpResponse("a bare view\n", content_type="text/plain")


def bare_row(request: HttpRequest) -> HttpResponse:
    """The same with one row written, in a transaction of its own."""
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key=uuid.uuid4().hex, session_data="x" * 600, expire_date=timezone.now())
    return HttpResponse("one row\n", content_type="text/plain")
