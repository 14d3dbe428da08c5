"""What is typed to answer a risk with tasks."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from organizations.fields import LineField

from ..models import Plan, PlanKind
from ..planning.phases import phases_of
from .answering import Proposal


class AnswerForm(forms.Form):
    """Tasks of toolkits to tick, and one in one's own words."""

    plan = forms.ChoiceField(label="Into which plan", error_messages={"invalid_choice": "Choose one of these plans."})
    proposed = forms.MultipleChoiceField(
        label="Tasks of the toolkits",
        required=False,
        error_messages={"invalid_choice": "One of these tasks is not proposed here any more. Choose again."},
    )
    title = LineField(
        label="In your own words",
        required=False,
        max_length=300,
        help_text="One thing to do, such as “Ask the county about a second source by March”.",
    )
    phase = forms.ChoiceField(label="When", help_text="The plan gives it a date in this time. You can change it there.")

    def __init__(
        self, *args: Any, plans: Sequence[Plan], offered: Sequence[Proposal], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {each.key: each for each in offered if not each.answers}
        self._choose("plan", [(str(plan.pk), plan.name) for plan in plans], str(plans[0].pk) if plans else "")
        self._choose("proposed", [(key, key) for key in self.offered], None)
        phases = [(phase.slug, phase.title) for phase in phases_of(PlanKind.PROGRAM)]
        self._choose("phase", phases, phase_at(plans[0], today) if plans else "")

    def _choose(self, name: str, choices: list[tuple[str, str]], initial: str | None) -> None:
        chosen = cast(forms.ChoiceField, self.fields[name])
        chosen.choices = choices
        chosen.initial = initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("proposed") and not data.get("title") and not self.errors:
            self.add_error(None, "Tick a task, or write one in your own words.")
        return data

    @property
    def chosen(self) -> list[Proposal]:
        return [self.offered[key] for key in self.cleaned_data["proposed"]]


def phase_at(plan: Plan, today: date) -> str:
    """The phase of the plan that today is in, or else the next; the last where all are past."""
    phases = phases_of(plan.kind)
    open_ones = (phase.slug for phase in phases if plan.anchor + timedelta(phase.closes) >= today)
    return next(open_ones, phases[-1].slug)
