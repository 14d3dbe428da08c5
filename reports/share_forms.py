"""What is asked about a link to an issue, and of whoever opens one."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from organizations.text import clean_line

from .models import Issue

SHORTEST, LONGEST = 8, 100
ENDS = {
    "week": ("In a week", timedelta(days=7)),
    "month": ("In a month", timedelta(days=30)),
    "quarter": ("In three months", timedelta(days=90)),
    "never": ("When I revoke it", None),
}


def as_typed(passphrase: str) -> str:
    """A passphrase however it is typed: letters that look the same are the same, blanks around it are none."""
    return " ".join(unicodedata.normalize("NFKC", passphrase[: 10 * LONGEST]).split())


class ShareForm(forms.Form):
    """A new link: for whom, until when, what it leaves out, and whether it asks for a passphrase."""

    label = forms.CharField(
        label="For whom",
        max_length=100,
        required=False,
        help_text="So that you know later which link is whose. Whoever opens the link does not see it.",
    )
    ends = forms.ChoiceField(
        label="It ends",
        choices=[(key, label) for key, (label, _) in ENDS.items()],
        initial="month",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when the link ends.", "invalid_choice": "Choose one of these."},
    )
    left_out = forms.MultipleChoiceField(
        label="Leave out",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What you check is not shown, and neither are its figures. But “Summary”, “Where we stand” and "
        "“Method” tell of other parts too: think about leaving them out as well. The page says that parts were left "
        "out, and not which.",
        error_messages={"invalid_choice": "Choose parts of this report."},
    )
    passphrase = forms.CharField(
        label="Passphrase",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=f"If you like: at least {SHORTEST} letters, asked for before anything is shown. Tell it by another "
        "way than the link, such as by telephone.",
    )

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(issue.parts.values_list("key", "title"))
        self.fields["left_out"].choices = choices  # type: ignore[attr-defined]

    def clean_label(self) -> str:
        return clean_line(self.cleaned_data["label"])

    def clean_passphrase(self) -> str:
        given = as_typed(self.cleaned_data["passphrase"])
        if given and len(given) < SHORTEST:
            raise forms.ValidationError(f"Use at least {SHORTEST} letters, or leave it empty.")
        return given

    def clean_left_out(self) -> list[str]:
        left_out: list[str] = self.cleaned_data["left_out"]
        if len(left_out) == len(self.fields["left_out"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError("Leave at least one part in.")
        return left_out

    @property
    def ends_at(self) -> datetime | None:
        """When the link ends; None for never."""
        after = ENDS[self.cleaned_data["ends"]][1]
        return timezone.now() + after if after else None


class PassphraseForm(forms.Form):
    """What opens a link that is protected."""

    passphrase = forms.CharField(
        label="Passphrase",
        max_length=10 * LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type the passphrase that you were given."},
    )

    def clean_passphrase(self) -> str:
        return as_typed(self.cleaned_data["passphrase"])
