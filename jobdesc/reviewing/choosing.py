"""An organization's own words and rules: terms that it marks, groups that block, and what it knows of states' laws."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from organizations.fields import LineField
from organizations.models import Organization, User
from organizations.models.organization import states

from ..models import OwnTerm, PayRule, WordingChoice
from ..wording.rules import GROUPS, LONGEST_TERM, own_rule

MOST_TERMS = 200


class TermForm(forms.Form):
    """A word or a few words, why they are marked, and what to write instead."""

    term = LineField(
        label="Word or words",
        max_length=LONGEST_TERM,
        help_text="As they are written. Small and capital letters are the same, and so is a line break in between.",
        error_messages={"required": "Write a word or a few words."},
    )
    replacement = LineField(
        label="What to write instead",
        max_length=200,
        required=False,
        help_text="Taken over with one click. Leave it empty where only a person can say.",
    )
    reason = LineField(
        label="Why",
        max_length=300,
        help_text="One friendly sentence, shown to whoever wrote it.",
        error_messages={"required": "Say why in one sentence."},
    )
    sample = LineField(
        label="Try it on a sentence",
        max_length=500,
        required=False,
        help_text="See what it marks. The sentence is not kept.",
    )

    def clean_term(self) -> str:
        term: str = self.cleaned_data["term"]
        try:
            own_rule(term)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None
        return term

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("term") and data.get("replacement", "").casefold() == data["term"].casefold():
            self.add_error("replacement", "This is the word itself.")
        return data


class BlockingForm(forms.Form):
    blocking = forms.MultipleChoiceField(
        label="What has to be settled before a description is approved?",
        choices=[
            ("language", "Words"),
            ("role", "The role"),
            ("lawful", "The law"),
            ("complete", "What is missing"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A mark is settled when it is taken over, changed, or left as it is with a reason.",
    )


class PayRuleForm(forms.Form):
    is_required = forms.TypedChoiceField(
        label="Does the pay have to stand in the advertisement?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    note = LineField(
        label="How do you know?",
        max_length=500,
        required=False,
        help_text="The law, who looked it up, and when.",
    )


class StateForm(forms.Form):
    """A state that the table does not have."""

    state = forms.ChoiceField(label="Another state", choices=lambda: [("", "Choose…"), *states()])


class TakenError(ValueError):
    """The term is on the list already, or the list is full; says so for people."""


@transaction.atomic
def keep_term(
    *, organization: Organization, actor: User, term: str, replacement: str, reason: str, changed: OwnTerm | None = None
) -> OwnTerm:
    """Add a term, or change one. Raises TakenError."""
    one = changed or OwnTerm(organization=organization)
    others = OwnTerm.objects.for_organization(organization).exclude(pk=one.pk)
    if any(other.casefold() == term.casefold() for other in others.values_list("term", flat=True)):
        raise TakenError("This term is on your list already.")
    if changed is None and others.count() >= MOST_TERMS:
        raise TakenError(f"A list has {MOST_TERMS} terms at most.")
    one.term, one.replacement, one.reason = term, replacement, reason
    one.saved_by_name = str(actor)[:150]
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise TakenError("This term is on your list already.") from None
    return one


@transaction.atomic
def choose_blocking(*, organization: Organization, actor: User, groups: Iterable[str]) -> None:
    """Say which groups have to be settled before approving; none is what it is without this."""
    chosen = set(groups)
    WordingChoice.objects.update_or_create(
        organization=organization,
        defaults={"blocking": [one for one in GROUPS if one in chosen], "saved_by_name": str(actor)[:150]},
    )


@transaction.atomic
def correct_pay(*, organization: Organization, actor: User, state: str, is_required: bool, note: str) -> None:
    """Say what holds in a state, in place of the table."""
    PayRule.objects.update_or_create(
        organization=organization,
        state=state,
        defaults={"is_required": is_required, "note": note, "saved_by_name": str(actor)[:150]},
    )
