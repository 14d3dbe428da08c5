"""What is typed about a task. A form is made from a version of it, and knows what was changed of that."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms

from organizations.fields import DayField, LineField, ParagraphsField
from organizations.models import Membership
from organizations.text import clean_line, clean_text

from ..models import OwnerKind, Status, Task
from ..planning.phases import phases_of
from .changing import from_json
from .values import due_values, owner_values, phase_values, planned_values, status_values

LONGEST_TEXT = 10_000
OUTSIDE, LEFT = "outside", "left"
HAVE_REASONS = (Status.WAITING, Status.NOT_NEEDED)
BOTH = "Give a date, or let the plan give it, not both."
NO_NAME = "Say who it is, or choose somebody above."


class StateForm(forms.Form):
    """Who does a task, by when, and how far it is. `base` are the task's values as JSON at the form's version."""

    status = forms.ChoiceField(label="Status", choices=Status.choices)
    reason = LineField(
        label="Why",
        max_length=300,
        required=False,
        help_text="Why it is not needed, or what it waits for.",
    )
    owner = forms.ChoiceField(label="Who does it", required=False)
    outside = LineField(
        label="Name of somebody outside",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = DayField(label="Due", required=False)
    planned = forms.BooleanField(label="Let the plan give the date", required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        task: Task,
        base: Mapping[str, Any],
        members: Sequence[Membership],
    ) -> None:
        super().__init__(data, initial=initial_of(base, members))
        self.task, self.base, self.members = task, base, members
        choices: list[tuple[str, str]] = [("", OwnerKind.NOBODY.label)]
        if self.initial["owner"] == LEFT:
            choices = [(LEFT, f"{base['owner_name']} has left: choose somebody"), *choices]
        choices += [(str(member.pk), str(member.user)) for member in members]
        self._choice("owner").choices = [*choices, (OUTSIDE, "Somebody outside…")]
        self._choice("owner").error_messages["invalid_choice"] = "This person has left meanwhile: choose somebody."

    def _choice(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("status") == Status.NOT_NEEDED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in a few words why it is not needed, so that nobody takes it up again.")
        if data.get("owner") == "" and "outside" in self.changed_data and "owner" not in self.changed_data:
            data["owner"] = OUTSIDE if data.get("outside") else ""
        if data.get("owner") == OUTSIDE and not data.get("outside") and "outside" not in self.errors:
            self.add_error("outside", NO_NAME)
        if "planned" in self.changed_data and data.get("planned") and "due" in self.changed_data and data.get("due"):
            self.add_error("due", BOTH)
        return data

    def values(self) -> dict[str, Any]:
        """What was changed, as values of a task's fields."""
        data, changed = self.cleaned_data, set(self.changed_data)
        values: dict[str, Any] = {}
        if changed & {"status", "reason"}:
            values |= status_values(data["status"], data["reason"] if data["status"] in HAVE_REASONS else "")
        if changed & {"owner", "outside"} and data["owner"] != LEFT:
            member = next((one for one in self.members if str(one.pk) == data["owner"]), None)
            values |= owner_values(member, data["outside"] if data["owner"] == OUTSIDE else "")
        return values | self._due(changed)

    def _due(self, changed: set[str]) -> dict[str, Any]:
        data = self.cleaned_data
        if "planned" in changed and data["planned"]:
            return planned_values(self.task.plan, self.as_chosen())
        return due_values(data["due"]) if changed & {"due", "planned"} else {}

    def as_chosen(self) -> Task:
        """Where in the plan the task stands, as far as this form says."""
        return Task(phase=self.base["phase"], place=self.base["place"], due_by_hand=self.base["due_by_hand"])


class TaskForm(StateForm):
    """Everything about a task but its steps, links and comments. `others` are the plan's other tasks."""

    title = LineField(label="What is to be done", max_length=300, error_messages={"required": "Give the task a title."})
    detail = ParagraphsField(
        label="In more words", max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    phase = forms.ChoiceField(label="Phase")
    notes = ParagraphsField(
        label="Notes",
        max_length=LONGEST_TEXT,
        required=False,
        help_text="About the work, never about a person served.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    needs = forms.TypedMultipleChoiceField(label="Waits for", coerce=int, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        task: Task,
        base: Mapping[str, Any],
        members: Sequence[Membership],
        others: Sequence[Task],
    ) -> None:
        super().__init__(data, task=task, base=base, members=members)
        self.others = others
        self._choice("phase").choices = [(phase.slug, phase.title) for phase in phases_of(task.plan.kind)]
        self._choice("needs").choices = [(one.number, one.title) for one in others]
        numbers = {one.number for one in others}
        self.initial["needs"] = [number for number in base["needs"] if number in numbers]

    @property
    def need_groups(self) -> list[tuple[str, list[tuple[int, str, bool]], int]]:
        """The other tasks by phase: number, title, and whether it is ticked; and how many of them are."""
        ticked = {str(number) for number in self["needs"].value() or ()}
        groups = []
        for phase in phases_of(self.task.plan.kind):
            tasks = [(t.number, t.title, str(t.number) in ticked) for t in self.others if t.phase == phase.slug]
            if tasks:
                groups.append((phase.title, tasks, sum(is_ticked for *_, is_ticked in tasks)))
        return groups

    def values(self) -> dict[str, Any]:
        data, changed = self.cleaned_data, self.changed_data
        values: dict[str, Any] = {name: data[name] for name in ("title", "detail", "notes") if name in changed}
        if "phase" in changed:
            values |= phase_values(self.task.plan, self.as_chosen(), data["phase"])
        if "needs" in changed:
            hidden = [number for number in self.base["needs"] if number not in {one.number for one in self.others}]
            values["needs"] = sorted({*data["needs"], *hidden})
        return values | super().values()

    def as_chosen(self) -> Task:
        chosen = super().as_chosen()
        if "phase" in self.changed_data:
            chosen.phase, chosen.place = self.cleaned_data["phase"], 500
        return chosen


class CommentForm(forms.Form):
    text = ParagraphsField(
        label="Add a comment",
        max_length=5_000,
        help_text="About the work, never about a person served. To have somebody told by e-mail, write @ and the name.",
        error_messages={"required": "Write something first."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(forms.Form):
    text = LineField(label="Add a step", max_length=300, error_messages={"required": "Say what the step is."})


def initial_of(values: Mapping[str, Any], members: Iterable[Membership]) -> dict[str, Any]:
    """What the form shows of a task's values (as JSON has them)."""
    owner = values["owner_kind"]
    if owner == OwnerKind.MEMBER:
        owner = str(values["owner_id"])
        if owner not in {str(member.pk) for member in members}:
            owner = LEFT
    return {
        "title": clean_line(values["title"]),
        "detail": clean_text(values["detail"]),
        "notes": clean_text(values["notes"]),
        **{name: values[name] for name in ("phase", "status", "reason")},
        "needs": list(values["needs"]),
        "owner": owner,
        "outside": values["owner_name"] if values["owner_kind"] == OwnerKind.OUTSIDE else "",
        "due": from_json("due", values["due"]),
        "planned": not values["due_by_hand"],
    }
