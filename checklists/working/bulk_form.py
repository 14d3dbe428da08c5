"""What is typed to change several tasks at once: one of several things, of which only that one is looked at."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from organizations.fields import DayField, LineField
from organizations.models import Membership

from ..models import ChangeKind, Plan, Status
from ..planning.phases import phases_of
from ..planning.words import long_date
from .bulk import MOST_DAYS, Deed, into_phase, moved_by
from .values import due_values, owner_values, status_values

OUTSIDE = "outside"
DEEDS = {
    "owner": ("owner", "outside"),
    "status": ("status", "reason"),
    "due": ("due",),
    "days": ("days",),
    "phase": ("phase",),
    "remove": (),
}
"""What can be done, and which fields say how."""
NO_REASON = "Say in a few words why they are not needed, so that nobody takes them up again."
MOST_NUMBERS = 2_000


class BulkForm(forms.Form):
    """`do` is one of DEEDS. `chosen` are the numbers of the tasks to do it to."""

    do = forms.ChoiceField(choices=[(name, name) for name in DEEDS])
    owner = forms.ChoiceField(label="Who does them", required=False)
    outside = LineField(
        label="Name of somebody outside",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    status = forms.ChoiceField(label="Status", choices=Status.choices)
    reason = LineField(label="Why, if they wait or are not needed", max_length=300, required=False)
    due = DayField(label="Due on", error_messages={"required": "Give a date."})
    days = forms.IntegerField(
        label="By how many days",
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text="With a minus before it they come earlier. Finished tasks and those without a date stay.",
        error_messages={
            "required": "Say by how many days.",
            "invalid": "Give a whole number of days, such as 14 or -7.",
            "min_value": "Ten years are the most.",
            "max_value": "Ten years are the most.",
        },
    )
    phase = forms.ChoiceField(label="Phase")

    def __init__(
        self, data: QueryDict | Mapping[str, Any] | None = None, *, plan: Plan, members: Sequence[Membership]
    ) -> None:
        super().__init__(data, auto_id="bulk_%s")
        self.plan, self.members = plan, members
        people = [(str(member.pk), str(member.user)) for member in members]
        self._choice("owner").choices = [("", "Nobody"), *people, (OUTSIDE, "Somebody outside…")]
        self._choice("owner").error_messages["invalid_choice"] = "This person has left meanwhile: choose somebody."
        self._choice("phase").choices = [(phase.slug, phase.title) for phase in phases_of(plan.kind)]
        wanted = data.get("do", "") if data else ""
        for name in set(self.fields) - {"do", *DEEDS.get(wanted, ())} if data else ():
            self.fields[name].required = False

    @property
    def doing(self) -> str:
        """What was tried."""
        done = self.data.get("do", "") if self.is_bound else ""
        return done if done in DEEDS else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        do = data.get("do", "")
        for name in set(self.errors) - {"do", *DEEDS.get(do, ())}:
            del self.errors[name]
        if do == "status" and data.get("status") == Status.NOT_NEEDED and not data.get("reason"):
            self.add_error("reason", NO_REASON)
        if do == "owner" and data.get("owner") == OUTSIDE and not data.get("outside"):
            self.add_error("outside", "Say who it is, or choose somebody above.")
        if do == "days" and data.get("days") == 0:
            self.add_error("days", "Say by how many days; 0 changes nothing.")
        return data

    def deed(self) -> Deed:
        """What to do, of a form that is valid."""
        data = self.cleaned_data
        match data["do"]:
            case "owner":
                return self._owner(data)
            case "status":
                reason = data["reason"] if data["status"] in (Status.WAITING, Status.NOT_NEEDED) else ""
                values = status_values(data["status"], reason)
                return Deed(f"Set the status to “{Status(data['status']).label}”", lambda task: values)
            case "due":
                return Deed(f"Set the date to {long_date(data['due'])}", lambda task: due_values(data["due"]))
            case "days":
                days = data["days"]
                way = "later" if days > 0 else "earlier"
                noun = "day" if abs(days) == 1 else "days"
                return Deed(f"Moved by {abs(days):,} {noun} {way}", moved_by(days, self.plan))
            case "phase":
                title = dict(self._choice("phase").choices)[data["phase"]]  # type: ignore[arg-type]
                return Deed(f"Put into “{title}”", into_phase(data["phase"]))
        return Deed("Took out", lambda task: {"is_removed": True}, ChangeKind.REMOVED)

    def _owner(self, data: Mapping[str, Any]) -> Deed:
        member = next((one for one in self.members if str(one.pk) == data["owner"]), None)
        outside = data["outside"] if data["owner"] == OUTSIDE else ""
        values = owner_values(member, outside)
        name = values["owner_name"]
        return Deed(f"Gave to {name}" if name else "Took the owner away", lambda task: values)

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])


def chosen_of(data: QueryDict) -> set[int]:
    """The numbers of the tasks that are ticked."""
    given = data.getlist("task")[:MOST_NUMBERS]
    return {int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 10}
