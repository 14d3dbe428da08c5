from django import forms

from organizations.fields import LineField

from .codes import as_code
from .models import PortfolioRole

TOO_OFTEN = "These were many in a short time. Wait an hour, then go on."


class PortfolioForm(forms.Form):
    name = LineField(max_length=120, label="Name of the portfolio", help_text="Such as “Ohio peer programs 2027”.")
    kept_by = LineField(
        max_length=150,
        label="Who keeps it",
        help_text="Your agency or training center, as organizations know it. They read it when you ask them.",
    )


class AskForm(forms.Form):
    """`cleaned_data["code"]` is a code as codes are written."""

    code = LineField(
        max_length=60,
        label="Code of the organization",
        help_text="Twelve letters and digits. Its owner or administrator finds it in the settings.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = as_code(str(self.cleaned_data["code"]))
        if not code:
            raise forms.ValidationError("A code has twelve letters and digits, such as KX7M-2QPR-9DTF.")
        return code


class PersonForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="Whoever signs in with this address can open the portfolio.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="They",
        choices=((PortfolioRole.READER, "read it"), (PortfolioRole.OWNER, "keep it with you: ask, invite, delete")),
        initial=PortfolioRole.READER,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of these."},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
