"""What is typed to add a task of one's own."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from organizations.fields import DayField, LineField
from organizations.models import Membership

from ..models import Plan
from ..planning.adding import NewTask
from ..planning.phases import phases_of


class QuickForm(forms.Form):
    title = LineField(
        label="What is to be done",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say what is to be done."},
    )
    phase = forms.ChoiceField(label="Phase")
    due = DayField(label="Due", required=False)
    owner = forms.ChoiceField(label="Who does it", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, plan: Plan, members: Sequence[Membership], phase: str = ""
    ) -> None:
        super().__init__(data, auto_id="quick_%s", initial={"phase": phase})
        self.members = members
        self._choice("phase").choices = [(one.slug, one.title) for one in phases_of(plan.kind)]
        self._choice("owner").choices = [("", "Nobody yet"), *((str(one.pk), str(one.user)) for one in members)]
        self._choice("owner").error_messages["invalid_choice"] = "This person has left meanwhile: choose somebody."

    def task(self) -> NewTask:
        """What was typed, of a form that is valid. Without a date the task gets one of its phase."""
        data = self.cleaned_data
        member = next((one for one in self.members if str(one.pk) == data["owner"]), None)
        return NewTask(title=data["title"], phase=data["phase"], due=data["due"], member=member)

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])
