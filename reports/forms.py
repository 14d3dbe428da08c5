from django import forms

from organizations.fields import LineField

from .survey_summary import Promised


class PromiseForm(forms.Form):
    """What comes next, to be printed on the summary. It is not kept."""

    next_step = LineField(
        label="What we will do next",
        max_length=300,
        required=False,
        help_text="One or two sentences. Left empty, the page has lines to write on.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    by_when = LineField(label="By when", max_length=60, required=False)

    def promised(self) -> Promised:
        """What was typed, once it is valid."""
        return Promised(**self.cleaned_data)
