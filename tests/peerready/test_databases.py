"""What SQLite is told, and what the health check asks."""

import sqlite3
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from peerready.databases import read_meanwhile, wal_is_safe, with_safe_sqlite

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "a.sqlite3"}
WITH_BUG, MENDED = (3, 51, 2), (3, 51, 3)


@pytest.mark.parametrize(
    ("release", "safe"),
    [
        ("3.40.1", False),
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.52.0", True),
        ("4.0.0", True),
    ],
)
def test_wal_is_safe_only_in_the_releases_that_mend_its_bug(release: str, safe: bool) -> None:
    assert wal_is_safe(tuple(map(int, release.split(".")))) is safe


@pytest.mark.parametrize(("release", "journal"), [(WITH_BUG, "DELETE"), (MENDED, "WAL")])
def test_a_release_with_the_bug_keeps_to_a_rollback_journal(
    monkeypatch: pytest.MonkeyPatch, release: tuple[int, ...], journal: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", release)
    command = with_safe_sqlite(SQLITE)["OPTIONS"]["init_command"]
    assert f"PRAGMA journal_mode={journal};" in command
    assert "PRAGMA synchronous=FULL;" in command, "what was saved survives a power cut"


def test_sqlite_waits_for_its_turn_to_write_and_takes_the_lock_at_once() -> None:
    options = with_safe_sqlite(SQLITE)["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_other_options_of_sqlite_stay_and_the_settings_given_are_not_changed() -> None:
    given: dict[str, Any] = {**SQLITE, "CONN_MAX_AGE": 600, "OPTIONS": {"isolation_level": None, "timeout": 1}}
    safe = with_safe_sqlite(given)
    assert (safe["NAME"], safe["CONN_MAX_AGE"]) == ("a.sqlite3", 600)
    assert safe["OPTIONS"].items() >= {"isolation_level": None, "timeout": 20}.items()
    assert given["OPTIONS"] == {"isolation_level": None, "timeout": 1}


def test_settings_of_postgresql_come_back_unchanged() -> None:
    given = {"ENGINE": "django.db.backends.postgresql", "NAME": "peerready", "OPTIONS": {"sslmode": "require"}}
    assert with_safe_sqlite(given) is given
    assert given["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's own settings")
def test_the_connection_in_use_was_told_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == ("wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete")
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone()[0] == 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="others never lock readers out")
def test_a_large_transaction_stays_in_memory_until_it_commits_and_only_that_one() -> None:
    def spills() -> bool:
        with connection.cursor() as cursor:
            return bool(cursor.execute("PRAGMA cache_spill").fetchone()[0])

    with read_meanwhile():
        assert not spills()
    assert spills()


@pytest.mark.django_db
def test_health_asks_the_database_once_and_is_never_kept(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        response = Client().get("/health")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_is_no_200_where_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise sqlite3.OperationalError("gone")

    monkeypatch.setattr("peerready.views.connection.cursor", gone)
    assert Client(raise_request_exception=False).get("/health").status_code == 500
