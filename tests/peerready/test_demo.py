"""The demo organization, made from the real fixtures."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoDbBlocker, SettingsWrapper

from assessments.answers import NO_ANSWER, from_json, option_of
from assessments.models import Area, Completion, Record
from assessments.standing import InstrumentState, overview
from organizations.models import AuditEvent, Membership, Organization, User
from peerready.demo import CONTENT, EMAIL, DemoError, DemoSignIn, load_demo
from tests.factories import UserFactory
from toolkits.loading import load
from toolkits.strict_yaml import RefusedFixturesError

FOLDER = project.FIXTURES / "demo"
SIX = {
    "prcoe-motivation",
    "legere-motivation",
    "prcoe-culture",
    "prcoe-recovery",
    "wise-workplace",
    "legere-timeline",
}


@pytest.fixture(autouse=True)
def var(settings: SettingsWrapper, tmp_path: Path) -> Path:
    """A folder for the password, so that no test sees or writes the real one."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def toolkits(db: None) -> None:
    load(project.FIXTURES, write=True)


@pytest.fixture
def demo(toolkits: None) -> DemoSignIn:
    made = load_demo(folder=FOLDER)
    assert made
    return made


@pytest.fixture
def organization(demo: DemoSignIn) -> Organization:
    return Organization.objects.get(is_demo=True)


def run() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_x(demo):
    pass


def test_y(demo):
    pass
