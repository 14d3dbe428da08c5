"""Form fields that clean what was typed before anything else sees it, and numbers out of addresses."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from .text import clean_line, clean_text

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""The days that are taken: nothing that people plan lies outside."""


class LineField(forms.CharField):
    """A one-line text, such as a name."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value)) if value else ""


class ParagraphsField(forms.CharField):
    """A text of several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(str(value)) if value else ""


class DayField(forms.DateField):
    """A day from 2000 to 2100."""

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
