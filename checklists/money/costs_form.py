"""What is typed of the yearly costs: a row for each year, and an empty one for a year more."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from organizations.fields import LineField

from .amounts import FIRST_YEAR, LAST_YEAR
from .fields import AmountField
from .keeping import Cost

YEARS_AHEAD = 5
AMOUNT, NOTE, WAS = "amount-", "note-", "was-"
NEED_AMOUNT = "Say how much, or empty the note."


@dataclass(frozen=True)
class Row:
    """A year's fields. `was` is the digest of the cost that they were made from."""

    year: int
    amount: BoundField
    note: BoundField
    was: str


class CostsForm(forms.Form):
    """`was` has the digest that each year's fields were made from; its years are those shown."""

    new_year = forms.IntegerField(
        label="Another year",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."
        ),
    )
    new_amount = AmountField(label="Amount", required=False)
    new_note = LineField(label="Note", required=False, max_length=300)

    def __init__(self, *args: Any, was: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = was
        for year in sorted(was):
            self.fields[f"{AMOUNT}{year}"] = AmountField(label=f"Cost in {year}", required=False)
            self.fields[f"{NOTE}{year}"] = LineField(label=f"Note on {year}", required=False, max_length=300)

    @property
    def rows(self) -> Iterator[Row]:
        return (Row(year, self[f"{AMOUNT}{year}"], self[f"{NOTE}{year}"], self.was[year]) for year in sorted(self.was))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for year in self.was:
            if data.get(f"{NOTE}{year}") and data.get(f"{AMOUNT}{year}", 0) is None:
                self.add_error(f"{AMOUNT}{year}", NEED_AMOUNT)
        new, amount = data.get("new_year"), data.get("new_amount")
        if new in self.was:
            self.add_error("new_year", f"{new} has a row above.")
        elif new and amount is None and "new_amount" not in self.errors:
            self.add_error("new_amount", "Say how much it costs in this year.")
        elif not new and "new_year" not in self.errors and (amount is not None or data.get("new_note")):
            self.add_error("new_year", "Say which year this is for.")
        return data

    def costs(self) -> dict[int, Cost]:
        """What was typed, by year."""
        data = self.cleaned_data
        found = {year: Cost(data[f"{AMOUNT}{year}"], data[f"{NOTE}{year}"]) for year in self.was}
        if data["new_year"]:
            found[data["new_year"]] = Cost(data["new_amount"], data["new_note"])
        return found


def form_of(costs: Mapping[int, Cost], today: date, typed: Mapping[int, Cost] | None = None) -> CostsForm:
    """The form with the costs as they are saved, or with what was `typed`, made from those."""
    shown = {**costs, **(typed or {})}
    initial: dict[str, Any] = {f"{AMOUNT}{year}": cost.amount for year, cost in shown.items()}
    initial |= {f"{NOTE}{year}": cost.note for year, cost in shown.items()}
    years: Iterable[int] = {*range(today.year, min(today.year + YEARS_AHEAD, LAST_YEAR + 1)), *shown}
    return CostsForm(initial=initial, was={year: costs.get(year, Cost()).digest for year in years})


def posted_form(post: Mapping[str, Any]) -> CostsForm:
    """What was posted, to be checked."""
    found = (re.fullmatch(rf"{WAS}([0-9]{{4}})", name) for name in post)
    years = {int(match[1]) for match in found if match}
    return CostsForm(
        post, was={year: str(post[f"{WAS}{year}"])[:64] for year in years if FIRST_YEAR <= year <= LAST_YEAR}
    )
