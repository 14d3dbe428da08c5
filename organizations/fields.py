"""Form fields that clean what was typed before anything else sees it."""

from typing import Any

from django import forms

from .text import clean_line, clean_text


class LineField(forms.CharField):
    """A one-line text, such as a name."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value)) if value else ""


class ParagraphsField(forms.CharField):
    """A text of several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(str(value)) if value else ""
