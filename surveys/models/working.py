from django.db import models


class WorkerSeen(models.Model):
    """When the worker last said that it is at work: one row, which it writes every few seconds."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a worker at {self.at}"
