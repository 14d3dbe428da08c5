from typing import Any, ClassVar

from django import forms

from .fields import LineField
from .membership import grantable_roles
from .models import Membership, Organization, Role


class SignupForm(forms.Form):
    """What sign-up asks beside the address and the password; allauth adds it to its own form."""

    name = LineField(
        label="Your name",
        max_length=150,
        help_text="As your colleagues know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["name", "email", "password1"]  # noqa: RUF012 - as Django declares it

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: `AccountAdapter.save_user` keeps the name. allauth asks for this method."""


class OrganizationForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no type argument at run time
    name = LineField(max_length=150, label="Name of the organization")
    staff_count = forms.IntegerField(
        label="Number of staff",
        min_value=1,
        max_value=1_000_000,
        help_text="A rough number is fine. Count everybody who is paid.",
    )
    employs_peer_workers = forms.TypedChoiceField(
        label="Do you employ peer support workers already?",
        choices=(("no", "Not yet"), ("yes", "Yes")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )

    class Meta:
        model = Organization
        fields = ("name", "kind", "state", "staff_count", "employs_peer_workers")
        labels: ClassVar = {"kind": "Kind of organization", "state": "State or territory"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["employs_peer_workers"] = "yes" if self.instance.employs_peer_workers else "no"


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Role")

    def __init__(self, *args: Any, organization: Organization, inviter_role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.fields["role"].choices = [(r.value, r.label) for r in grantable_roles(inviter_role)]  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.LEADER

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Membership.objects.for_organization(self.organization).filter(user__email__iexact=email).exists():
            raise forms.ValidationError("This person is a member already. You can change their role in the list.")
        return email


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role)


class DeleteForm(forms.Form):
    name = LineField(label="Type the organization's name to confirm")

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if name.casefold() != self.organization.name.casefold():
            raise forms.ValidationError(f"That is not the name. Type “{self.organization.name}”.")
        return name
