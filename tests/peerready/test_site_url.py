"""Where links in mail lead, and what `manage.py check --deploy` says of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from peerready.checks import links_in_mail_lead_here

ROOT = Path(__file__).parents[2]
READ = "import peerready.settings_production as s; print(s.SITE_URL, s.SITE_URL_IS_GUESSED)"
SAFE = {"SECRET_KEY": "k3y-" * 15, "ALLOWED_HOSTS": ".ready.example.org,other.example.org"}


def found() -> list[str | None]:
    return [message.id for message in links_in_mail_lead_here(None)]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, "https://ready.example.org True"), ({"SITE_URL": "https://other.example.org/"}, "https://other.example.org")],
)
def test_production_leads_to_the_site_that_is_named_or_to_the_first_allowed_host(
    environment: dict[str, str], expected: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "DEBUG"}}
    read = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", READ],
        cwd=ROOT,
        env={**kept, **SAFE, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert read.stdout.startswith(expected)


def test_a_site_that_is_named_and_allowed_is_fine(settings: Settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://ready.example.org", [".example.org"]
    assert found() == []


def test_a_site_that_is_guessed_is_warned_of(settings: Settings) -> None:
    settings.SITE_URL_IS_GUESSED = True
    assert found() == ["peerready.W002"]


@pytest.mark.parametrize(
    "url",
    ["", "ready.example.org", "ftp://localhost", "https://", "http://localhost/path", "https://elsewhere.example"],
)
def test_an_address_that_leads_nowhere_is_an_error(settings: Settings, url: str) -> None:
    settings.SITE_URL = url
    assert found() == ["peerready.E002"]
