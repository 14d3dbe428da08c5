"""Forms about a person's record: by what name it goes, and a CSV to import."""

from typing import Any

from django import forms

from organizations.fields import LineField
from organizations.models import Organization
from organizations.upload import UploadForm

from .models import Instrument, Record
from .people import is_taken
from .skills_csv import LARGEST, SkillsFileError, decode

TAKEN = "There is a record with these initials or this code already. Add a letter or a number to tell the two apart."
TOO_LARGE = f"This is too large: {LARGEST // 1000} kB is the most. A file of all skills with notes is far smaller."


class PersonForm(forms.Form):
    """`record` is the one that is renamed; without one, a person is added."""

    subject = LineField(
        label="Initials or a code",
        max_length=40,
        help_text=(
            "Of the peer worker or the supervisor. Initials, or a code that only you can resolve; "
            "never a whole name, and never a client."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        organization: Organization,
        instrument: Instrument,
        record: Record | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organization, self.instrument, self.record = organization, instrument, record

    def clean_subject(self) -> str:
        subject = str(self.cleaned_data["subject"])
        if is_taken(self.organization, self.instrument, subject, but=self.record):
            raise forms.ValidationError(TAKEN)
        return subject


class ImportForm(UploadForm):
    """A file or pasted text; `cleaned_data["csv"]` is the text of either."""

    file = forms.FileField(
        label="A file",
        required=False,
        help_text="CSV, as it is exported here or saved by Excel, LibreOffice or another program.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label="Or cells that you paste",
        required=False,
        strip=False,
        help_text="Copied from a spreadsheet or from a CSV file, with the headings.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )

    most_bytes = LARGEST
    both, neither = "Choose a file or paste cells, not both.", "Choose a file, or paste cells below."

    def too_large(self, size: int) -> str:
        return TOO_LARGE

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "data" in data:
            try:
                data["csv"] = _one_kind_of_line_end(decode(data["data"]))
            except SkillsFileError as error:
                self.add_error("file" if data.get("file") else "text", str(error.errors[0]))
        return data


def _one_kind_of_line_end(text: str) -> str:
    """A form sends line ends as it likes; the text is compared and measured without that."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
