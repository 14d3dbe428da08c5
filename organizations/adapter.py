"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .models import User
from .text import clean_line


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Keeps the person's name at sign-up."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Return the user of a sign-up form, with the name cleaned; saved unless `commit` is off."""
        user.email = form.cleaned_data["email"].lower()
        user.name = clean_line(form.cleaned_data.get("name", ""))
        if form.cleaned_data.get("password1"):
            user.set_password(form.cleaned_data["password1"])
        else:
            user.set_unusable_password()
        if commit:
            user.save()
        return user
