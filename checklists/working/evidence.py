"""Links to what shows that a task is done: http and https alone, with the host that they lead to."""

from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from organizations.fields import LineField
from organizations.text import clean_line

from .steps import Link

LONGEST_ADDRESS = 2_000
_check = URLValidator(schemes=["http", "https"])


class AddressField(forms.CharField):
    """An http(s) address without a name or password in it. Raises nothing but ValidationError, whatever is typed."""

    widget = forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"})
    default_error_messages: ClassVar = {
        "required": "Give the address of a page or a file.",
        "invalid": "Give an address that begins with https:// or http://, such as https://example.org/minutes.",
        "password": "This address holds a name or a password. Give one without, for everybody here sees it.",
    }

    def to_python(self, value: Any) -> str:
        text = clean_line(str(value)) if value else ""
        if text and "://" not in text and "." in text.partition("/")[0] and ":" not in text:
            text = f"https://{text}"
        return text

    def validate(self, value: str) -> None:
        super().validate(value)
        parts = split(value)
        if parts is None or not is_safe(value) or " " in value or "\\" in value:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if "@" in parts.netloc:
            raise ValidationError(self.error_messages["password"], code="password")
        try:
            _check(value)
        except ValidationError as refused:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from refused


class LinkForm(forms.Form):
    title = LineField(label="What it is", max_length=200, required=False, help_text="Such as “Minutes of March 3”.")
    url = AddressField(label="Address", max_length=LONGEST_ADDRESS)

    def link(self) -> Link:
        url = self.cleaned_data["url"]
        return {"title": self.cleaned_data["title"] or host_of(url), "url": url}


def split(url: str) -> SplitResult | None:
    """The parts of an address, or None where it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def host_of(url: str) -> str:
    """Where a link leads, as it is asked for: letters that are not ASCII could look like others."""
    parts = split(url)
    host = parts.hostname if parts else None
    if not host:
        return ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def is_safe(url: str) -> bool:
    """Whether an address, wherever it came from, may stand behind a link."""
    parts = split(url)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
