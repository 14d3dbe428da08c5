"""What every part of the room reads from forms and addresses: days, and small whole numbers."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from .planning.schedule import EARLIEST, LATEST


class DayField(forms.DateField):
    """A day from 2000 to 2100, which is what plans can hold."""

    widget = forms.DateInput(attrs={"type": "date", "min": EARLIEST, "max": LATEST}, format="%Y-%m-%d")
    default_error_messages: ClassVar = {
        "invalid": "Give a date that exists, such as 2027-05-31.",
        "required": "Give a date.",
        "range": "Give a date from 2000 to 2100.",
    }

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return day


def whole_number(text: str | None) -> int:
    """The number that a text is, such as a version or a task's, of nine digits at most; 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
