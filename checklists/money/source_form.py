"""What is typed of a source of money: a field for each year that it may pay in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from organizations.fields import DayField, LineField, ParagraphsField

from ..models import FundingSource, FundingStatus
from .amounts import FIRST_YEAR, LAST_YEAR, dollars
from .fields import AmountField
from .summary import source_of

PREFIX = "amount-"
YEARS_AHEAD = 5
LONGEST_NOTES = 5_000
LABELS = {
    "name": "Name",
    "status": "Where it stands",
    "ends": "It is given for a time only",
    "covers_from": "Pays from",
    "covers_to": "Pays until",
    "notes": "Notes",
}


@dataclass(frozen=True)
class SourceValues:
    """What a source of money shall be. `amounts` has the years with a sum."""

    name: str
    status: str
    ends: bool
    covers_from: date | None
    covers_to: date | None
    notes: str
    amounts: Mapping[int, Decimal]
    key: str = ""


class SourceForm(forms.Form):
    """`years` are those that have a field for their amount."""

    name = LineField(
        label=LABELS["name"],
        max_length=200,
        help_text="As you speak of it, such as “County recovery grant”.",
        error_messages={"required": "Give it a name."},
    )
    status = forms.ChoiceField(label=LABELS["status"], choices=FundingStatus, initial=FundingStatus.IDEA)
    ends = forms.BooleanField(
        label=LABELS["ends"],
        required=False,
        help_text="Such as a grant or a contract, which has to be applied for anew when it ends.",
    )
    covers_from = DayField(label=LABELS["covers_from"], required=False)
    covers_to = DayField(label=LABELS["covers_to"], required=False)
    notes = ParagraphsField(
        label=LABELS["notes"],
        required=False,
        max_length=LONGEST_NOTES,
        help_text="What it may be spent on, who knows more, when to apply. Nothing about people you serve.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = sorted(set(years))
        for year in self.years:
            self.fields[f"{PREFIX}{year}"] = AmountField(label=str(year), required=False)

    @property
    def amount_fields(self) -> Iterator[BoundField]:
        return (self[f"{PREFIX}{year}"] for year in self.years)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("covers_from"), data.get("covers_to")
        if first and last and last < first:
            self.add_error("covers_to", "This is before the day from which it pays.")
            return data
        for year in self.years:
            name = f"{PREFIX}{year}"
            if data.get(name) and ((first and year < first.year) or (last and year > last.year)):
                self.add_error(
                    name, f"It does not pay in {year}, by its dates above. Change them, or empty this field."
                )
        return data

    def values(self, key: str = "") -> SourceValues:
        data = self.cleaned_data
        amounts = {year: data[f"{PREFIX}{year}"] for year in self.years}
        return SourceValues(
            **{name: data[name] for name in LABELS},
            amounts={year: amount for year, amount in amounts.items() if amount is not None},
            key=key,
        )


def form_of(source: FundingSource, today: date) -> SourceForm:
    """The form with a source as it is saved."""
    there = source_of(source)
    initial: dict[str, Any] = {name: getattr(source, name) for name in LABELS}
    initial |= {f"{PREFIX}{year}": amount for year, amount in there.amounts.items()}
    return SourceForm(initial=initial, years=years_to_ask(there.covers_from, there.covers_to, there.amounts, today))


def posted_form(post: Mapping[str, Any], today: date) -> SourceForm:
    """What was posted, to be checked."""
    return SourceForm(post, years=_posted_years(post) or years_to_ask(None, None, (), today))


def form_with_its_years(post: Mapping[str, Any], today: date) -> SourceForm:
    """What was posted, unchecked, with a field for each of the years that its dates name."""
    filled = [year for year in _posted_years(post) if str(post[f"{PREFIX}{year}"]).strip()]
    first, last = (_day(post.get(name)) for name in ("covers_from", "covers_to"))
    initial = {name: post.get(name, "") for name in LABELS}
    initial |= {f"{PREFIX}{year}": post[f"{PREFIX}{year}"] for year in filled}
    return SourceForm(initial=initial, years=years_to_ask(first, last, filled, today))


def years_to_ask(first: date | None, last: date | None, filled: Iterable[int], today: date) -> list[int]:
    """The years that it pays in; where it is not said until when, five from the first; and those with an amount."""
    begin = first.year if first else min(last.year, today.year) if last else today.year
    end = last.year if last else begin + YEARS_AHEAD - 1
    asked = {*range(begin, end + 1), *filled}
    return sorted(year for year in asked if FIRST_YEAR <= year <= LAST_YEAR)


def differences(source: FundingSource, values: SourceValues) -> list[tuple[str, str, str]]:
    """What is saved beside what was typed, field by field, where they differ: label, saved, typed."""
    now = source_of(source)
    pairs = [
        (label, _said(name, getattr(now, name)), _said(name, getattr(values, name))) for name, label in LABELS.items()
    ]
    pairs += [
        (str(year), dollars(now.amounts.get(year)), dollars(values.amounts.get(year)))
        for year in sorted({*now.amounts, *values.amounts})
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _said(name: str, value: Any) -> str:
    if name == "status":
        return FundingStatus(value).label
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value:%B} {value.day}, {value.year}" if isinstance(value, date) else str(value or "")


def _posted_years(post: Mapping[str, Any]) -> list[int]:
    found = (re.fullmatch(rf"{PREFIX}([0-9]{{4}})", name) for name in post)
    years = {int(match[1]) for match in found if match}
    return sorted(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)


def _day(text: Any) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return day
