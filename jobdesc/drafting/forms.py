"""What each step of a description asks, by the step's key."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from organizations.fields import LineField

from .document import EMPLOYERS, SETTINGS, Document


class StepForm(forms.Form):
    """A step's form, made from a document: bound or not, it knows what stood there."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, document: Document) -> None:
        self.document = document
        super().__init__(data, initial=self.initial_of(document))

    def initial_of(self, document: Document) -> dict[str, Any]:
        """The fields' values in a document: those of the same name, unless a step has others."""
        return {name: getattr(document, name, "") for name in self.base_fields}

    def apply(self, document: Document) -> Document:
        """The document with what was typed in this step, and nothing else changed."""
        return replace(document, **self.cleaned_data)


class WhoForm(StepForm):
    setting = forms.ChoiceField(
        label="Where does the peer worker work?", choices=[("", "Choose…"), *SETTINGS.items()], required=False
    )
    employer = forms.ChoiceField(
        label="Who employs the peer worker?", choices=EMPLOYERS.items(), widget=forms.RadioSelect, required=False
    )
    employer_name = LineField(label="Name of the peer-run organization", max_length=150, required=False)


FORMS: dict[str, type[StepForm]] = {"who": WhoForm}
