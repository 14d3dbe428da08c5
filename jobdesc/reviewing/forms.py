"""What is asked while a description is reviewed: reasons, readers, verdicts, remarks, and approving."""

from collections.abc import Iterable
from typing import Any

from django import forms

from organizations.fields import LineField, ParagraphsField
from organizations.models import Membership

from ..models import ReaderKind, Verdict
from .places import PARTS

LONGEST_NOTE = 2_000


class ReasonForm(forms.Form):
    """Why a mark is left as it is."""

    reason = LineField(
        label="Why does it stay?",
        max_length=500,
        help_text="Kept with your name, so that nobody has to ask again.",
        error_messages={"required": "Say in a few words why it stays."},
    )


class ReaderForm(forms.Form):
    """Somebody who has to read it: a member, or a name from outside."""

    kind = forms.ChoiceField(label="Who is it?", choices=ReaderKind.choices, widget=forms.RadioSelect)
    member = forms.ChoiceField(label="A member", required=False)
    name = LineField(
        label="Or somebody from outside",
        max_length=150,
        required=False,
        help_text="A peer-run organization near you, a lawyer. You note what they say.",
    )

    def __init__(self, data: Any = None, *, members: Iterable[Membership]) -> None:
        super().__init__(data, auto_id="reader_%s", initial={"kind": ReaderKind.PEER})
        self.members = {str(one.pk): one for one in members}
        field: Any = self.fields["member"]
        field.choices = [("", "Choose…"), *((key, str(one.user)) for key, one in self.members.items())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        member, name = data.get("member"), data.get("name")
        if "member" in data and "name" in data and bool(member) == bool(name):
            self.add_error("name", "Give one of the two." if member else "Choose a member, or write a name.")
        return data


class VerdictForm(forms.Form):
    """What a reader says of the version that they read."""

    verdict = forms.ChoiceField(
        label="Is it ready?",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    note = ParagraphsField(
        label="A note",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == Verdict.CHANGE and not data.get("note") and "note" in data:
            self.add_error("note", "Say what should change first.")
        return data


class RemarkForm(forms.Form):
    part = forms.ChoiceField(label="About", choices=PARTS.items(), required=False)
    text = ParagraphsField(
        label="Your remark",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write your remark first."},
    )


class ApproveForm(forms.Form):
    """`lacks_a_peer` asks once more where nobody who does peer work has agreed."""

    alone = forms.BooleanField(
        label="We approve it although no peer worker or peer-run organization has agreed to it",
        error_messages={"required": "Tick this if you mean it, or ask a peer worker first."},
    )

    def __init__(self, data: Any = None, *, lacks_a_peer: bool) -> None:
        super().__init__(data)
        if not lacks_a_peer:
            del self.fields["alone"]
