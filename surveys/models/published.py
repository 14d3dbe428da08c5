from typing import ClassVar

from django.db import models

from assessments.models import Completion

from .survey import Survey


class Snapshot(models.Model):
    """What a closing found. Results read `view`, which is masked; `counts` are kept only for the next closing's rules.

    `counts` are those that the view rests on (`confidentiality.countable`), so perhaps not of everybody who answered.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    counts = models.JSONField()
    view = models.JSONField()

    class Meta:
        ordering = ("survey_id", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("survey", "number"), name="one_snapshot_per_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} no. {self.number}"


class Agreement(models.Model):
    """That those who filled the organization's own record agreed to have it shown beside the surveys."""

    completion = models.OneToOneField(Completion, on_delete=models.CASCADE, related_name="agreement")
    agreed_by_name = models.CharField(max_length=150)
    agreed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"agreed for {self.completion_id}"
