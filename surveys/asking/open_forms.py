"""What is typed while a survey is open, and to open a closed one again."""

from datetime import datetime
from typing import Any

from django import forms

from ..setting_up.forms import MomentField, time_zone


class ClosingForm(forms.Form):
    """Another closing time. `was` carries the one that was seen, lest a colleague's change be undone unknowingly."""

    closes_at = MomentField(label="Closes")
    was = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, closes_at: datetime | None, **kwargs: Any) -> None:
        was = closes_at.isoformat() if closes_at else ""
        kwargs["initial"] = {"closes_at": closes_at, "was": was}
        super().__init__(*args, **kwargs)
        self.fields[
            "closes_at"
        ].help_text = f"120 days after it opened at the latest. Times are those of {time_zone()}."

    def clean_was(self) -> datetime | None:
        """What was seen; None where somebody has tampered with it, and then the change is made as it is."""
        try:
            was = datetime.fromisoformat(self.cleaned_data["was"])
        except ValueError:
            return None
        return was if was.tzinfo else None

    def seen_now(self, closes_at: datetime | None) -> None:
        """Let the next try be based on this closing time."""
        typed = {name: self.data[name] for name in self.data}
        self.data = typed | {"was": closes_at.isoformat() if closes_at else ""}


class ReopenForm(forms.Form):
    closes_at = MomentField(label="Closes again")

    def __init__(self, *args: Any, closes_at: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {"closes_at": closes_at}
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].help_text = f"Within 120 days. Times are those of {time_zone()}."


class AddressForm(forms.Form):
    """What to do with one address that mail did not reach."""

    invitee = forms.IntegerField(min_value=1)
    action = forms.ChoiceField(choices=(("remove", "remove"), ("correct", "correct")))
    email = forms.CharField(required=False, max_length=500)
