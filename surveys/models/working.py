from django.db import models


class WorkerSeen(models.Model):
    """When the worker last said that it is at work: one row, which it writes every few seconds."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a worker at {self.at}"


class Erasure(models.Model):
    """That something was erased whose survey cannot say so any more: it was deleted, or is open again.

    The next purge rewrites the database's file and takes these rows away.
    """

    def __str__(self) -> str:
        return f"erasure {self.pk}"
