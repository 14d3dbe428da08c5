"""What SQLite needs to be safe under several writing processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# The releases that mend the WAL-reset bug, by series; older ones keep to a rollback journal.
WAL_IS_SAFE_FROM = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite library release is free of the WAL-reset bug."""
    if version >= WAL_IS_SAFE_FROM[0]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in WAL_IS_SAFE_FROM[1:])


def with_safe_sqlite(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings with SQLite's options set; another engine's settings come back unchanged."""
    if not database["ENGINE"].endswith("sqlite3"):
        return database
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",
    }
    return {**database, "OPTIONS": {**database.get("OPTIONS", {}), **options}}


@contextmanager
def read_meanwhile() -> Iterator[None]:
    """Let everybody read while a transaction inside the block changes very much; others' writes wait for its end.

    With a rollback journal, SQLite locks readers out as soon as what was changed outgrows its cache of 2 MB. Here all
    of it stays in memory until the commit.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_spill = OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_spill = ON")
