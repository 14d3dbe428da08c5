"""What every import asks: a file or a pasted text, one of them, and not too large to be read."""

from typing import Any

from django import forms


class UploadForm(forms.Form):
    """`cleaned_data["data"]` are the bytes of the file or of the text; what is wrong is told at the field.

    A form for one kind of file gives both fields their labels, and says how much is read and what it says.
    """

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False)

    most_bytes = 0
    both, neither = "", ""

    def too_large(self, size: int) -> str:
        """What is said of so many bytes."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, text = data.get("file"), data.get("text") or ""
        if file and text.strip():
            self.add_error("file", self.both)
        elif file or text.strip():
            # Without the line ends that a browser makes of them, so that it counts no more than as a file.
            typed = text.replace("\r\n", "\n").encode("utf-8", "replace")
            size = file.size if file else len(typed)
            if size > self.most_bytes:
                self.add_error("file" if file else "text", self.too_large(size))
            else:
                data["data"] = file.read() if file else typed
        elif not self.errors:
            self.add_error("file", self.neither)
        return data
