from typing import Any

from django import forms

from .unpacking import MOST_BYTES


class BringForm(forms.Form):
    file = forms.FileField(
        label="A record from PeerReady",
        help_text="The ZIP file that “Take everything along” made, as it is.",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"This file has more than {MOST_BYTES // 1_000_000} MB, and that is the most.")
        return file
