"""What is asked about calendar links and mail."""

from typing import Any, ClassVar

from django import forms

from organizations.models import Membership

from ..models import MailChoice, Plan
from .feeds import MY_TASKS
from .readers import told_plans

MINE = "mine"


class FeedForm(forms.Form):
    """What a new link shows: all tasks of one's own, or a plan."""

    which = forms.ChoiceField(
        label="What the calendar shows",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the calendar shows.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans: dict[str, Plan] = {str(plan.pk): plan for plan in told_plans(member)}
        choices = [(MINE, f"{MY_TASKS}, from all plans")]
        choices += [(pk, f"The whole plan “{plan.name}”") for pk, plan in self.plans.items()]
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        if self.initial.get("which") not in self.plans:
            self.initial["which"] = MINE

    @property
    def plan(self) -> Plan | None:
        """The plan that was chosen; None for one's own tasks."""
        return self.plans.get(self.cleaned_data["which"])


class MailForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no type argument at run time
    class Meta:
        model = MailChoice
        fields = ("weekly", "reminders", "mentions")
        labels: ClassVar = {
            "weekly": "A summary of my week",
            "reminders": "Reminders",
            "mentions": "When somebody mentions me",
        }
        help_texts: ClassVar = {
            "weekly": "On Monday mornings: what is due, what was finished, and measures that wait for a value. "
            "In a week with nothing to say, no mail.",
            "reminders": "A few days before a task of mine is due, once for each date. They go out once a morning and "
            "say how things stand then: what changes later in the day waits for the next morning.",
            "mentions": "What was said, and a link to the task.",
        }
