"""Settings for the real thing. Refuses to start where a default would be unsafe."""

from django.core.exceptions import ImproperlyConfigured

from .settings import *  # noqa: F403 - a settings module takes over the one that it hardens
from .settings import ALLOWED_HOSTS, DEBUG, DEFAULT_SECRET_KEY, FILES, SECRET_KEY, env

if DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production: unset the DEBUG environment variable.")
if SECRET_KEY == DEFAULT_SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Set SECRET_KEY to 50 or more random characters.")
if not env.list("ALLOWED_HOSTS", []) or any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names of this site, without wildcards.")

SITE_URL_IS_GUESSED = not env.str("SITE_URL", "")
if SITE_URL_IS_GUESSED:
    SITE_URL = f"https://{ALLOWED_HOSTS[0].removeprefix('.')}"

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # or all visitors would share the proxy's address and rate limits
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": FILES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
