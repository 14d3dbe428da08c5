"""Settings for the test suite: quick passwords, mail in memory, an undefined template variable is an error."""

from .settings import *  # noqa: F403 - a settings module takes over the one that it varies
from .settings import STORAGES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "prints", "own-prints", "parts")
}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
SECRET_KEY = "only-for-tests"  # noqa: S105 - made up
DEBUG = False
SITE_URL = "http://testserver"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
UNDEFINED_VARIABLE = "«undefined: %s»"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED_VARIABLE  # type: ignore[index]
WHITENOISE_AUTOREFRESH = True  # else each test's client would look at every static file first
