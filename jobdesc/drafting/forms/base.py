from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from organizations.fields import LineField, ParagraphsField

from ..document import Document
from ..lines import posted_lines

LONGEST_LINE, LONGEST_TEXT = 200, 4_000


class StepForm(forms.Form):
    """A step's form, made from a document: bound or not, it knows what stood there.

    Nothing has to be filled: a description is saved as far as it is. `lists` are the fields of lines that it has.
    """

    use_required_attribute = False
    lists: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: QueryDict | None = None, *, document: Document) -> None:
        self.document = document
        super().__init__(data, initial=self.initial_of(document))

    def initial_of(self, document: Document) -> dict[str, Any]:
        """The fields' values in a document: those of the same name, unless a step has others."""
        return {name: getattr(document, name, "") for name in self.base_fields}

    @property
    def posted(self) -> QueryDict:
        return self.data if isinstance(self.data, QueryDict) else QueryDict()

    @property
    def kept_as_typed(self) -> set[str]:
        """The fields of which nothing was taken, because something is wrong with them."""
        return set(self.errors)

    def apply(self, document: Document) -> Document:
        """The document with what was typed in this step, and nothing else changed. What cannot be taken stays out."""
        self.is_valid()
        lines: dict[str, Any] = {name: posted_lines(self.posted, name, getattr(document, name)) for name in self.lists}
        return replace(document, **self.values(document), **lines)

    def values(self, document: Document) -> Mapping[str, Any]:
        """The fields' values for a document that has no lists of the same name."""
        return self.cleaned_data


def line_field(label: str, hint: str = "", *, longest: int = LONGEST_LINE, **attrs: str) -> LineField:
    """A field of one line."""
    given: dict[str, Any] = {"dir": "auto", **attrs}
    return LineField(
        label=label, help_text=hint, max_length=longest, required=False, widget=forms.TextInput(attrs=given)
    )


def text_field(label: str, hint: str = "", *, rows: int = 2) -> ParagraphsField:
    """A field of several lines, which grows with what is typed."""
    attrs: dict[str, Any] = {"dir": "auto", "rows": rows, "class": "grows"}
    widget = forms.Textarea(attrs=attrs)
    return ParagraphsField(label=label, help_text=hint, max_length=LONGEST_TEXT, required=False, widget=widget)
