"""After a closing: what was erased shall also be gone from the database's file."""

from datetime import datetime

from django.db import connection

from .models import Comment, Delivery, Draft, Erasure, Group, Invitee, Key, Mailing, Receipt, Response, Survey

EMPTIED = (Response, Comment, Delivery, Mailing, Key, Invitee, Draft, Receipt, Group)


def purge(*, now: datetime) -> int:
    """Rewrite the database without what closings erased; return for how many surveys that was done.

    SQLite: VACUUM, with the write-ahead log emptied; PostgreSQL: VACUUM FULL of the tables that were emptied. Outside
    any transaction, and safe to repeat: a survey counts as purged, and an erasure as done, only after it.
    """
    due = list(Survey.objects.closed().filter(purged_at=None).values_list("pk", flat=True))
    erasures = list(Erasure.objects.values_list("pk", flat=True))
    if not due and not erasures:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:  # somebody is still reading what was there before: once more at the next look
                return 0
        else:
            for model in EMPTIED:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
    Erasure.objects.filter(pk__in=erasures).delete()
    return Survey.objects.closed().filter(pk__in=due).update(purged_at=now)
