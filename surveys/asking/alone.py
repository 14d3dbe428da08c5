"""One worker at a time: a lock that is let go of with the process or the connection that holds it, however it ends."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

StillSo = Callable[[], bool]
OURS = 0x50656572
"""The number of our advisory lock in PostgreSQL: "Peer"."""


@contextmanager
def alone() -> Iterator[StillSo | None]:
    """Be the only worker of this database inside the block; None where another one is.

    Else a function that says whether it is still so. What is marked RUNNING or SENDING is then known to be left by a
    dead worker, without waiting for any time to pass. SQLite: a file beside the database. PostgreSQL: an advisory lock
    on a connection of its own, which must not go through a pooler that shares connections between transactions.
    """
    if connection.vendor == "sqlite":
        with _alone_by_file(str(connection.settings_dict["NAME"])) as still:
            yield still
    else:
        with _alone_by_session(connection.copy()) as still:
            yield still


@contextmanager
def _alone_by_file(database: str) -> Iterator[StillSo | None]:
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield lambda: True
        return
    with Path(f"{database}-worker").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lambda: True


@contextmanager
def _alone_by_session(session: BaseDatabaseWrapper) -> Iterator[StillSo | None]:
    def ask(question: str, *values: int) -> bool:
        with session.cursor() as cursor:
            cursor.execute(question, values)
            return bool(cursor.fetchone()[0])

    def still() -> bool:
        # A closed session is never opened anew by itself, so whoever answers is the session that took the lock.
        try:
            return ask("SELECT true")
        except DatabaseError:
            return False

    try:
        yield still if ask("SELECT pg_try_advisory_lock(%s)", OURS) else None
    finally:
        session.close()
