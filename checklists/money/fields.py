"""Fields for sums of money and for days."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from .amounts import FIRST_YEAR, LAST_YEAR, AmountError, read_amount, typed

DAYS = f"Give a day from {FIRST_YEAR} to {LAST_YEAR}."


class AmountField(forms.CharField):
    """U.S. dollars, typed as people type them. Its value is a Decimal with two places, or None where it is empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_amount(text)
        except AmountError as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, Decimal) else value


class DayField(forms.DateField):
    """A day from 2000 to 2100."""

    widget = forms.DateInput(
        attrs={"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}, format="%Y-%m-%d"
    )
    default_error_messages: ClassVar = {"invalid": "Give a day that there is, such as 2030-05-31."}

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(DAYS, code="out of range")
        return day
