"""What is asked of a report: for whom it is, its own words, and how it looks. Parts and sentences: `compose_typing`."""

import unicodedata
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from organizations.fields import LineField, ParagraphsField

from . import colours
from .logo import MOST_BYTES, Logo, LogoError, read_logo
from .parts import Reader

LONGEST_WORDS, LONGEST_NAME, LONGEST_SENTENCE = 10_000, 150, 1_000
MOST_MARKS = 10
"""Marks upon one letter. No script that we know of needs more; hundreds of them would run over the page."""


class WordsField(ParagraphsField):
    """One's own words, in paragraphs. What is too long is refused, never cut."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"dir": "auto", "rows": 5, "class": "form-control grows"}  # no maxlength: browsers cut what is pasted

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > LONGEST_WORDS:
            raise forms.ValidationError(
                f"This has {len(value):,} letters; at most {LONGEST_WORDS:,} are kept. Nothing is cut: shorten it here."
            )
        check_readable(value)


class ColourField(forms.CharField):
    """A colour in which words can be read on white."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        colour = colours.colour_of(typed)
        if not colour:
            raise forms.ValidationError("Give a color as # with six digits or letters from a to f, such as #1f5c57.")
        if not colours.is_readable(colour):
            raise forms.ValidationError(
                f"Words in {colour} on white have a contrast of {colours.contrast(colour):.1f}:1. To be read by "
                f"everybody they need {colours.LEAST}:1. The nearest darker color that has it is "
                f"{colours.darkened(colour)}.",
                code="contrast",
            )
        return colour


class ReportForm(forms.Form):
    """A report's fields. `has_logo`: whether there is a logo already. `logo` comes out as a `Logo`."""

    use_required_attribute = False

    name = LineField(
        label="What the report is called",
        max_length=LONGEST_NAME,
        help_text="Its title, on the cover too.",
        error_messages={"required": "Give it a name, so that you find it again."},
        widget=forms.TextInput(attrs={"dir": "auto", "class": "form-control"}),
    )
    reader = forms.ChoiceField(
        label="Who reads it", choices=Reader, widget=forms.Select(attrs={"class": "form-select"})
    )
    introduction = WordsField(
        label="Introduction",
        required=False,
        help_text="Why you write, and what to look at. An empty line begins a new paragraph.",
    )
    asked = WordsField(
        label="What we ask of you",
        required=False,
        help_text="What this reader is to decide, to pay for, or to help with.",
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG or JPEG, up to 2 MB and 4,000 pixels a side. It is drawn anew before it is kept.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg", "class": "form-control"}),
    )
    logo_words = LineField(
        label="The logo in words",
        max_length=LONGEST_NAME,
        required=False,
        help_text="For whoever has the report read out.",
        widget=forms.TextInput(attrs={"dir": "auto", "class": "form-control"}),
    )
    accent = ColourField(
        label="Color of headings and lines",
        max_length=20,
        help_text="As your house style has it, such as #1f5c57.",
        widget=forms.TextInput(attrs={"class": "form-control", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, has_logo: bool = False, **kwargs: Any) -> None:
        self.has_logo = has_logo
        super().__init__(*args, **kwargs)
        _describe(self)

    def clean_logo(self) -> Logo | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if not file:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"This file has {(file.size or 0) / 1024 / 1024:.1f} MB. Choose one of 2 MB or less."
            )
        try:
            return read_logo(file.read())
        except LogoError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_new = bool(data.get("logo"))
        if (self.has_logo or is_new) and data.get("logo_words") == "":
            self.add_error("logo_words", "Say in words what the logo shows, such as your name.")
        if is_new and "logo_words" not in data:
            self.add_error("logo", "Put its words in order first, then choose the file once more.")
        return data


class NewReportForm(forms.Form):
    """For whom a new report is, and what it is called."""

    use_required_attribute = False

    reader = forms.ChoiceField(
        label="Who is going to read it?",
        choices=Reader,
        error_messages={
            "required": "Choose who is going to read it.",
            "invalid_choice": "Choose one of these readers.",
        },
    )
    name = LineField(
        label="What it is called",
        max_length=LONGEST_NAME,
        required=False,
        help_text="You can change it at any time.",
        widget=forms.TextInput(attrs={"dir": "auto", "class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self)


def check_readable(text: str) -> None:
    """Raises ValidationError where there is nothing to see, or where marks are piled up on letters."""
    if text and all(unicodedata.category(letter)[0] in "CMZ" for letter in text):
        raise forms.ValidationError("There is nothing to read in this: it has no letter that can be seen.")
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) or unicodedata.category(letter) == "Me" else 0
        if run > MOST_MARKS:
            raise forms.ValidationError(
                f"Somewhere in this, more than {MOST_MARKS} marks are piled up on one letter. Please write it plainly."
            )


def sentence_of(text: str) -> str:
    """A sentence as it was typed. Raises ValidationError where it cannot be taken."""
    line = LineField(max_length=LONGEST_SENTENCE, required=False)
    cleaned = line.clean(text)
    check_readable(cleaned)
    return str(cleaned)


def _describe(form: forms.Form) -> None:
    """Each control is described by its hint and by the place of what is wrong, which is there before anything is."""
    for name, asked in form.fields.items():
        hint = f"id_{name}_helptext " if asked.help_text else ""
        asked.widget.attrs["aria-describedby"] = f"{hint}wrong-{name}"
