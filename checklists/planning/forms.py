"""What is typed to make a plan of a program, and to change one."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from organizations.fields import DayField, LineField
from organizations.models import Organization
from toolkits.models import Entry

from ..models import AnchorKind, OwnList, Plan, PlanKind
from .beginning import OfferedList
from .phases import ALWAYS

SUGGESTED_NAME = "Our peer support program"
NO_SUCH_LIST = "One of the lists that you chose is no longer there. Choose again."
SKIPS_HOLIDAYS_HELP = "Weekends are left out in any case."


def _name_field() -> LineField:
    return LineField(
        label="Name of the plan",
        max_length=120,
        help_text="What your colleagues call it.",
        error_messages={"required": "Give the plan a name."},
    )


def _holidays_field() -> forms.BooleanField:
    return forms.BooleanField(
        label="Plan nothing for U.S. federal holidays", required=False, initial=True, help_text=SKIPS_HOLIDAYS_HELP
    )


class NewPlanForm(forms.Form):
    """`lists` are slugs of toolkits' lists, `speed_up` natural keys of the handbook's ways to get ready faster."""

    name = _name_field()
    anchor_kind = forms.ChoiceField(
        label="What happens on the date?",
        choices=AnchorKind.choices,
        widget=forms.RadioSelect,
        initial=AnchorKind.FIRST_DAY,
        error_messages={"required": "Say what happens on the date."},
    )
    anchor = DayField(
        label="The date",
        help_text="Your best guess is good enough. You can move it later, and the dates of tasks move with it.",
    )
    lists = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": NO_SUCH_LIST})
    own_lists = forms.ModelMultipleChoiceField(
        OwnList.objects.none(),
        required=False,
        error_messages={"invalid_choice": NO_SUCH_LIST, "invalid_pk_value": NO_SUCH_LIST},
    )
    speed_up = forms.MultipleChoiceField(required=False)
    skips_holidays = _holidays_field()

    def __init__(
        self, *args: Any, organization: Organization, offered: Sequence[OfferedList], first: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        slugs = [offer.collection.slug for offer in offered]
        cast(forms.MultipleChoiceField, self.fields["lists"]).choices = [(slug, slug) for slug in slugs]
        own = cast(Any, self.fields["own_lists"])
        own.queryset = OwnList.objects.for_organization(organization).filter(kind=PlanKind.PROGRAM)
        self.initial = {"name": SUGGESTED_NAME, "lists": [slug for slug in slugs if slug in (ALWAYS, first)]}

    def offer_ways(self, ways: Sequence[Entry]) -> None:
        """Let some of these tasks be chosen."""
        cast(forms.MultipleChoiceField, self.fields["speed_up"]).choices = [(way.key, way.key) for way in ways]

    def forget_errors_except(self, *names: str) -> None:
        """While only the date is looked at, nobody is told that the name is missing."""
        for name in set(self.errors) - set(names):
            del self.errors[name]


class SettingsForm(forms.Form):
    name = _name_field()
    skips_holidays = _holidays_field()
    reminder_days = forms.IntegerField(
        label="Remind people before a task is due",
        min_value=0,
        max_value=30,
        help_text="Days before, from 0 to 30; 0 sends no reminders. Each member may turn their own mail off.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Give a number of days, or 0 for no reminders.",
            "invalid": "Give a whole number of days, such as 3.",
            "min_value": "Give 0 or more days.",
            "max_value": "Give at most 30 days.",
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(plan, name) for name in self.fields}
        self.fields[
            "skips_holidays"
        ].help_text = (
            f"{SKIPS_HOLIDAYS_HELP} It counts for tasks that are added from now on, and for all when you move the date."
        )
        if plan.is_onboarding:
            self.fields["name"].label = "Who starts"
            self.fields["name"].help_text = "Initials or the role, never a full name."
