"""As the workplace is served, on a database of its own in a temporary folder, or the one in BENCH_DATABASE_URL."""

import os
from pathlib import Path

os.environ["DATABASE_URL"] = (
    os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{os.environ['BENCH_FOLDER']}/bench.sqlite3"
)

from peerready.settings import *  # noqa: F403 - the database must be named first
from peerready.settings import CACHES

VAR = Path(os.environ["BENCH_FOLDER"])  # where the demo organization's password and all files go
for name, cache in CACHES.items():
    cache |= {"LOCATION": VAR / name} if "filebased" in cache["BACKEND"] else {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAIL_FOLDER = EMAIL_FILE_PATH = VAR / "mail"
ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
LOGGING = {"version": 1}
