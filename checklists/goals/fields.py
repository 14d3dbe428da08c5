"""A form field for numbers with a unit."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from organizations.text import clean_line

from .numbers import NotANumberError, Typed, canonical, plain, read_number, read_typed


class NumberField(forms.Field):
    """A number as people type it (numbers.py), as a Decimal.

    Set `unit` once it is known. Without one, "%" and "$" are taken too, and `typed_unit` says which it was.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages: ClassVar = {"required": "Give a number."}
    unit: str | None = ""
    typed_unit = ""

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = clean_line(str(value)) if value else ""
        if not text:
            return None
        try:
            typed = read_typed(text) if self.unit is None else Typed(read_number(text, self.unit), canonical(self.unit))
            if self.unit is None and typed.unit not in ("", "%", "$"):
                read_number(text, "")
        except NotANumberError as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.typed_unit = typed.unit
        return typed.value
