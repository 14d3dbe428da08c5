"""Two texts side by side, where somebody else saved meanwhile."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from organizations.fields import whole_number

from ..models import Goal, Measure
from .forms import said_in_field


@dataclass(frozen=True)
class Difference:
    """A field that both filled differently: what is saved, and what this form has."""

    label: str
    theirs: str
    ours: str


def differences(form: forms.Form, current: Goal | Measure) -> list[Difference]:
    """Where a valid form and the row as it is now differ, in the order of the form."""
    return [
        Difference(
            str(form.fields[name].label),
            said_in_field(current, name, getattr(current, name)),
            said_in_field(current, name, ours),
        )
        for name, ours in form.cleaned_data.items()
        if getattr(current, name) != ours
    ]


def posted_version(data: QueryDict) -> int | None:
    """The version that a form carries; None where it carries none, 0 where it is no number."""
    text = data.get("version")
    if text is None:
        return None
    return whole_number(text)
