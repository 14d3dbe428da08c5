import re
from dataclasses import replace
from typing import Any

from django import forms

from ...hiring.fixture import hiring
from ..document import EMPLOYERS, SETTINGS, Document
from ..starting import with_populations
from .base import StepForm, line_field, text_field
from .steady import with_steady_ids

MOST_PEER_WORKERS = 1_000
RANGE = re.compile(r"(\d{1,4})(?:\s*(?:-|\u2013|\u2014|to)\s*(\d{1,4}))?", re.IGNORECASE)
NO_NUMBER = "Write a whole number in figures, such as 2."
NO_RANGE = "Write a number or a range in figures, such as 20 or 20 to 30."


class WhoForm(StepForm):
    setting = forms.ChoiceField(
        label="Where does the peer worker work?", choices=[("", "Choose…"), *SETTINGS.items()], required=False
    )
    populations = forms.MultipleChoiceField(required=False)
    certification = text_field(
        "Certification",
        "Which one your state has, and whether somebody needs it on the first day or can earn it on the job, with your "
        "help and by when.",
    )
    employer = forms.ChoiceField(
        label="Who employs the peer worker?", choices=EMPLOYERS.items(), widget=forms.RadioSelect, required=False
    )
    employer_name = line_field(
        "Name of the peer-run organization", "Only if another organization employs the peer worker.", longest=150
    )
    peer_workers = line_field(
        "How many peer workers will there be?", "This one and those you have already.", longest=10, inputmode="numeric"
    )
    caseload = line_field(
        "How many people does one peer worker support?", "If you set a number at all, such as 20 to 30.", longest=20
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = hiring().populations
        self.fields["populations"].choices = [(key, one.label) for key, one in known.items()]  # type: ignore[attr-defined]

    def initial_of(self, document: Document) -> dict[str, Any]:
        return super().initial_of(document) | {"populations": list(document.populations)}

    def clean_peer_workers(self) -> str:
        text = str(self.cleaned_data["peer_workers"])
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PEER_WORKERS):
            raise forms.ValidationError(NO_NUMBER)
        return str(int(text)) if text else ""

    def clean_caseload(self) -> str:
        text = str(self.cleaned_data["caseload"])
        found = RANGE.fullmatch(text) if text.isascii() or "\u2013" in text or "\u2014" in text else None
        if text and not found:
            raise forms.ValidationError(NO_RANGE)
        if not found:
            return ""
        low, high = found[1], found[2]
        if high and int(low) >= int(high):
            raise forms.ValidationError("The first number has to be the smaller one.")
        return f"{int(low)} to {int(high)}" if high else str(int(low))

    def apply(self, document: Document) -> Document:
        """With the lived experience that newly chosen populations call for among what is required."""
        self.is_valid()
        typed = dict(self.cleaned_data)
        chosen = typed.pop("populations", None)
        after = replace(document, **typed)
        return after if chosen is None else with_steady_ids(with_populations(after, chosen), document)
