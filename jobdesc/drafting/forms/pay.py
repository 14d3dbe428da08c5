import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from organizations.fields import DayField
from organizations.models.organization import states

from ..document import PER, Document
from .base import StepForm, line_field, text_field

MOST_PAY = 1_000_000
AMOUNT = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?")
OTHER_CURRENCY = re.compile(r"[€£¥₹₩]|\b(?:eur|euros?|gbp|pounds?|cad|aud|mxn|pesos?|yen)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\$?\s?[-\u2212\u2013]\s?\$?\s?\d")
NO_AMOUNT = "Write the amount in dollars and in figures, such as 22.50 or 45,000."
NO_DOLLARS = "PeerReady takes U.S. dollars only. Write the amount in dollars, such as 22.50."
NO_PAY = "Pay cannot be negative. Write the amount in dollars, such as 22.50."
TOO_MUCH = f"Pay cannot be more than ${MOST_PAY:,}. Write the amount in dollars, such as 22.50 or 45,000."
NOTHING = "Pay cannot be 0. Leave it empty if you do not know it yet."
UPSIDE_DOWN = "The highest pay is lower than the lowest. Which of the two is right?"

SUGGESTED = {
    "accommodation": (
        "We want you to be able to show what you can do. If you need something to be different while you apply or at "
        "work, tell us, and we will find a way together."
    ),
    "equal_opportunity": (
        "We are an equal opportunity employer. We decide on the grounds of what the work takes, and welcome people of "
        "every race, color, religion, sex, gender identity, sexual orientation, national origin, age, disability and "
        "veteran status."
    ),
}
"""Our own words for two statements, to begin with."""


class PayForm(StepForm):
    lists: ClassVar[tuple[str, ...]] = ("benefits",)

    pay_low = line_field("Pay from", longest=20, inputmode="decimal")
    pay_high = line_field("to", longest=20, inputmode="decimal")
    pay_per = forms.ChoiceField(label="Pay for", choices=PER.items(), widget=forms.RadioSelect, required=False)
    pay_note = line_field("More about the pay", "Such as a raise with certification, or what decides within the range.")
    hours = line_field("Hours", "How many a week, and when.")
    place = line_field("Place of work", "City or county, and whether some of it can be done from home.")
    state = forms.ChoiceField(label="State", required=False)
    closes_on = DayField(
        label="Closing date", help_text="The last day to apply. Leave it open if none.", required=False
    )
    how_to_apply = text_field("How does somebody apply?", "Where to write, what to send, and whom to ask.", rows=3)
    accommodation = text_field(
        "Accommodation statement", "How somebody asks for something to be different, so that they can apply and work."
    )
    equal_opportunity = text_field("Equal opportunity statement", "Your own, if your organization has one.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "Choose…"), *states()]  # type: ignore[attr-defined]

    def initial_of(self, document: Document) -> dict[str, Any]:
        return super().initial_of(document) | {"pay_per": document.pay_per or "hour"}

    def clean_pay_low(self) -> str:
        return amount(str(self.cleaned_data["pay_low"]))

    def clean_pay_high(self) -> str:
        return amount(str(self.cleaned_data["pay_high"]))

    def clean_closes_on(self) -> str:
        day: date | None = self.cleaned_data["closes_on"]
        return day.isoformat() if day else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("pay_low"), data.get("pay_high")
        if low and high and Decimal(low) > Decimal(high):
            self.add_error("pay_high", UPSIDE_DOWN)
        return data

    @property
    def kept_as_typed(self) -> set[str]:
        """A range is taken whole or not at all."""
        wrong = set(self.errors)
        return wrong | ({"pay_low", "pay_high"} if {"pay_low", "pay_high"} & wrong else set())

    def values(self, document: Document) -> Mapping[str, Any]:
        """An hour, which stands there at first, is no choice as long as there is no pay."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in self.kept_as_typed}
        has_pay = data.get("pay_low", document.pay_low) or data.get("pay_high", document.pay_high)
        if data.get("pay_per") == "hour" and not has_pay and not document.pay_per:
            data.pop("pay_per")
        return data


def amount(text: str) -> str:
    """An amount of dollars as it is kept: "$45,000" as "45000", "22.5" as "22.50". Raises ValidationError."""
    if not text:
        return ""
    found = AMOUNT.fullmatch(text) if text.isascii() else None
    if found:
        whole, cents = found[1].replace(",", ""), (found[2] or "").ljust(2, "0")
        number = Decimal(f"{whole}.{cents}")
        if number > MOST_PAY:
            raise forms.ValidationError(TOO_MUCH)
        if not number:
            raise forms.ValidationError(NOTHING)
        return f"{int(whole)}.{cents}" if found[2] else str(int(whole))
    if OTHER_CURRENCY.search(text):
        raise forms.ValidationError(NO_DOLLARS)
    raise forms.ValidationError(NO_PAY if NEGATIVE.match(text) else NO_AMOUNT)
