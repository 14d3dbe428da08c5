from collections.abc import Mapping
from typing import Any

from ...hiring.fixture import hiring
from ..document import Document
from .base import StepForm, line_field


class StartForm(StepForm):
    """The title. One of the toolkit's titles is known by its words, so the document says which it is."""

    title = line_field(
        "What is the job called?", "As it will stand in the advertisement and on a name tag.", longest=150
    )

    def values(self, document: Document) -> Mapping[str, Any]:
        title = self.cleaned_data.get("title")
        return {} if title is None else {"title": title, "title_key": key_of_title(title)}


def key_of_title(title: str) -> str:
    """The natural key of the toolkit's title that a title is, whatever its capitals; "" where it is an own one."""
    return next((one.key for one in hiring().titles if one.title.casefold() == title.casefold()), "")
