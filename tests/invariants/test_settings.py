"""Production starts only with safe settings, and no setting weakens the Content-Security-Policy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import override_settings

from peerready.checks import mail_is_sent
from peerready.settings import DEFAULT_SECRET_KEY

ROOT = Path(__file__).parents[2]
SAFE = {"SECRET_KEY": "k3y-" * 15, "ALLOWED_HOSTS": "ready.example.org"}
READ = """
import peerready.settings_production as s
from django.core.exceptions import ImproperlyConfigured
print({name: getattr(s, name) for name in dir(s) if name.isupper() and name.split("_")[0] in {PREFIXES}})
"""
PREFIXES = frozenset({"SESSION", "CSRF", "SECURE", "DEBUG", "MFA", "X", "CONTENT"})


def production(prefixes: frozenset[str] = PREFIXES, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Python with nothing but these variables and read the production settings of these first words."""
    unset = {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE", "SECURE_SSL_REDIRECT", "BEHIND_PROXY"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    code = READ.replace("{PREFIXES}", repr(set(prefixes)))
    command = [sys.executable, "-c", code]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("environment", "refusal"),
    [
        ({**SAFE, "DEBUG": "true"}, "DEBUG must be off"),
        ({"ALLOWED_HOSTS": "ready.example.org"}, "Set SECRET_KEY"),
        ({**SAFE, "SECRET_KEY": DEFAULT_SECRET_KEY}, "Set SECRET_KEY"),
        ({**SAFE, "SECRET_KEY": "x" * 49}, "Set SECRET_KEY"),
        ({"SECRET_KEY": SAFE["SECRET_KEY"]}, "Set ALLOWED_HOSTS"),
        ({**SAFE, "ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        ({**SAFE, "ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS"),
        ({**SAFE, "ALLOWED_HOSTS": "ready.example.org,*.example.org"}, "Set ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start(environment: dict[str, str], refusal: str) -> None:
    started = production(**environment)
    assert started.returncode != 0
    assert f"ImproperlyConfigured: {refusal}" in started.stderr


def test_production_starts_with_safe_settings_and_hardens_them() -> None:
    started = production(**SAFE)
    assert started.returncode == 0, started.stderr
    values = eval(started.stdout)  # noqa: S307 - printed by ourselves
    assert values["DEBUG"] is False
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is values["SECURE_SSL_REDIRECT"] is True
    assert values["SESSION_COOKIE_HTTPONLY"] is True
    assert values["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert values["CSRF_TRUSTED_ORIGINS"] == ["https://ready.example.org"]
    assert values["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert values["SECURE_PROXY_SSL_HEADER"] is None, "a header that anybody can send"
    assert values["CONTENT_SECURITY_POLICY"] == settings.CONTENT_SECURITY_POLICY
    assert "CONTENT_SECURITY_POLICY_REPORT_ONLY" not in values


def test_files_go_to_a_bucket_where_one_is_named_and_are_private_there() -> None:
    started = production(frozenset({"STORAGES"}), **SAFE, S3_BUCKET="ours", S3_ENDPOINT="https://s3.example.org")
    assert started.returncode == 0, started.stderr
    files = eval(started.stdout)["STORAGES"]["default"]  # noqa: S307 - printed by ourselves
    assert files["BACKEND"] == "storages.backends.s3.S3Storage"
    assert (files["OPTIONS"]["bucket_name"], files["OPTIONS"]["endpoint_url"]) == ("ours", "https://s3.example.org")
    assert files["OPTIONS"]["default_acl"] is None, "what the bucket says, which is private"
    assert files["OPTIONS"]["querystring_auth"] is True


def unsafe_sources(policy: dict[str, list[str]]) -> list[str]:
    """What lets strangers' code in: unsafe-*, wildcards, whole schemes (data: is for images only), other hosts."""
    return [
        f"{directive} {source}"
        for directive, sources in policy.items()
        for source in sources
        if source not in {"'self'", "'none'"} and (directive, source) != ("img-src", "data:")
    ]


def test_the_content_security_policy_lets_nothing_in() -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert not unsafe_sources(policy)
    assert not settings.CONTENT_SECURITY_POLICY.get("EXCLUDE_URL_PREFIXES")


@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "https:", "*", "cdn.example.org", "data:"])
def test_a_hole_in_the_policy_is_found(source: str) -> None:
    assert unsafe_sources({"script-src": ["'self'", source]}) == [f"script-src {source}"]


def test_an_undefined_template_variable_shows_in_tests() -> None:
    assert settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] == settings.UNDEFINED_VARIABLE
    assert "%s" in settings.UNDEFINED_VARIABLE


def test_checks_pass_and_tell_when_mail_reaches_nobody() -> None:
    assert not [message for message in run_checks() if message.is_serious()]
    with override_settings(MAIL_GOES_TO_FILES=True):
        assert [warning.id for warning in mail_is_sent(None)] == ["peerready.W001"]
    with override_settings(MAIL_GOES_TO_FILES=False):
        assert not mail_is_sent(None)
