"""What is typed for goals, measures and their values."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone

from organizations.fields import DayField, LineField, ParagraphsField
from organizations.models import Organization

from ..models import Direction, Goal, HowOften, Measure, MeasureValue
from .fields import NumberField
from .numbers import canonical, shown

IN_THE_FUTURE = "This day is still to come. Give the day on which it was counted."


class GoalForm(forms.Form):
    what = LineField(
        label="What do you want to reach?",
        max_length=300,
        help_text="One thing, so that you can tell afterwards whether it is there.",
        error_messages={"required": "Say what you want to reach."},
    )
    for_whom = LineField(
        label="For whom?", max_length=200, required=False, help_text="A group, such as “everybody in the day program”."
    )
    by_when = DayField(label="By when?", required=False)
    how_measured = ParagraphsField(
        label="How will you know?",
        max_length=2_000,
        required=False,
        help_text="What you will count or ask, and where the number comes from.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed, visibly."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)


class MeasureForm(forms.Form):
    name = LineField(
        label="What is counted or asked?",
        max_length=200,
        help_text="One number for the whole program: a count, a share or an average, never about a person.",
        error_messages={"required": "Say what is counted or asked."},
    )
    unit = LineField(
        label="Unit", max_length=30, required=False, help_text="What stands behind the number: %, $, meetings, points."
    )
    direction = forms.ChoiceField(
        label="Which way is better?", choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.UP
    )
    how_often = forms.ChoiceField(
        label="How often is it counted?",
        choices=HowOften.choices,
        initial=HowOften.QUARTER,
        help_text="PeerReady asks for the next value when this time has passed since the last one.",
    )
    starts_on = DayField(label="Counted from", help_text="The first value is asked for one such time after this day.")
    baseline = NumberField(label="Baseline", required=False, help_text="Where you stand before you begin, if you know.")
    baseline_on = DayField(label="Baseline counted on", required=False)
    target = NumberField(label="Target", required=False, help_text="Where you want to be.")
    target_on = DayField(label="Target by", required=False)
    goal = forms.ModelChoiceField(
        label="Which goal does it show?", queryset=Goal.objects.none(), required=False, empty_label="None yet"
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = Goal.objects.for_organization(organization)  # type: ignore[attr-defined]
        unit = self["unit"].value() if self.is_bound else ""
        for name in ("baseline", "target"):
            self._number(name).unit = LineField(required=False).to_python(unit) or None

    def _number(self, name: str) -> NumberField:
        return cast(NumberField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["unit"] = canonical(data.get("unit", ""))
        if not data["unit"]:
            typed = {self._number(name).typed_unit for name in ("baseline", "target")} - {""}
            if len(typed) > 1:
                self.add_error("target", "Give the target in the unit of the baseline.")
            data["unit"] = typed.pop() if typed else ""
        for name, what in (("baseline", "baseline"), ("target", "target")):
            if data.get(f"{name}_on") and data.get(name) is None and name not in self.errors:
                self.add_error(name, f"Give the {what} that belongs to this date, or leave the date empty.")
        self._check_days(data)
        return data

    def _check_days(self, data: Mapping[str, Any]) -> None:
        counted, by = data.get("baseline_on"), data.get("target_on")
        if data.get("baseline") is not None and not counted and "baseline_on" not in self.errors:
            self.add_error("baseline_on", "Say when the baseline was counted.")
        if counted and counted > timezone.localdate():
            self.add_error("baseline_on", IN_THE_FUTURE)
        if counted and by and by <= counted:
            self.add_error("target_on", "Give a date after that of the baseline.")


class ValueForm(forms.Form):
    value = NumberField(label="Value")
    on = DayField(label="Counted on", error_messages={"required": "Say on which day it was counted."})
    note = LineField(
        label="How it was found",
        max_length=300,
        required=False,
        help_text="Such as “from 42 of 60 forms handed out in June”. A count or an average, without names.",
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = cast(NumberField, self.fields["value"])
        number.unit = measure.unit
        number.help_text = f"In {measure.unit}, for the whole program." if measure.unit else "For the whole program."
        self.fields["on"].widget.attrs["max"] = timezone.localdate()

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(IN_THE_FUTURE)
        return day


def initial_of(row: Goal | Measure | MeasureValue, form: type[forms.Form]) -> dict[str, Any]:
    """What a row has, as a form begins with it."""
    return {name: getattr(row, name) for name in form.base_fields}


def said_in_field(row: Goal | Measure, name: str, value: Any) -> str:
    """A field's value in words, to be put beside another."""
    if value is None or value == "":
        return ""
    if name in ("baseline", "target"):
        return shown(value, row.unit if isinstance(row, Measure) else "")
    if name in ("direction", "how_often"):
        return str((Direction if name == "direction" else HowOften)(value).label)
    return f"{value:%B} {value.day}, {value.year}" if name.endswith(("_on", "by_when")) else str(value)
