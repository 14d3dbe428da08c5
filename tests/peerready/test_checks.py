"""What `manage.py check --deploy` says of an installation."""

import pytest
from django.core.checks import CheckMessage, run_checks
from django.core.management import call_command
from pytest_django import Settings


def warnings(*, deploy: bool = True) -> list[CheckMessage]:
    return [m for m in run_checks(include_deployment_checks=deploy) if (m.id or "").startswith("peerready.")]


def test_mail_that_reaches_nobody_is_warned_of_with_what_to_set(settings: Settings) -> None:
    settings.MAIL_GOES_TO_FILES = True
    (warning,) = warnings()
    assert warning.id == "peerready.W001"
    assert "reaches nobody" in warning.msg
    assert "EMAIL_URL" in (warning.hint or "")


def test_whoever_checks_an_installation_reads_it(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.MAIL_GOES_TO_FILES = True
    call_command("check", deploy=True, tags=["security"])
    assert "(peerready.W001) Mail is written to files and reaches nobody." in capsys.readouterr().err


def test_with_a_mail_server_there_is_nothing_to_warn_of(settings: Settings) -> None:
    settings.MAIL_GOES_TO_FILES = False
    assert warnings() == []


def test_a_workplace_may_write_its_mail_to_files(settings: Settings) -> None:
    settings.MAIL_GOES_TO_FILES = True
    assert warnings(deploy=False) == []


def test_a_workplace_has_no_other_complaint() -> None:
    assert run_checks() == []
