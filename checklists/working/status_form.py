"""A status, and why where it needs a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms

from organizations.fields import LineField

from ..models import Status, Task
from .values import status_values

HAVE_REASONS = (Status.WAITING, Status.NOT_NEEDED)


class StatusForm(forms.Form):
    status = forms.ChoiceField(label="Status", choices=Status.choices)
    reason = LineField(label="Why", max_length=300, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, task: Task) -> None:
        super().__init__(data, initial={"status": task.status, "reason": task.reason})
        self.task = task

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("status") != self.task.status and data.get("reason") == self.task.reason:
            data["reason"] = ""  # what a task waited for is not why it is not needed
        if data.get("status") == Status.NOT_NEEDED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in a few words why it is not needed, so that nobody takes it up again.")
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return status_values(data["status"], data["reason"] if data["status"] in HAVE_REASONS else "")
