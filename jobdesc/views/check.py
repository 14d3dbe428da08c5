"""Checking a text that stands nowhere in PeerReady: pasted, or out of a Word document. Nothing of it is kept."""

from collections import Counter
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.pace import is_too_often
from organizations.text import clean_text
from organizations.upload import UploadForm

from ..reviewing.groups import GROUP_TITLES
from ..reviewing.looking import own_rules
from ..reviewing.marks import pieces_of
from ..wording.docx import MOST_BYTES, DocxError, read_docx
from ..wording.loading import standard_rules
from ..wording.reviewing import review
from .tabs import tabs

LONGEST = 100_000
"""So many characters are looked at, which is some thirty pages."""
MOST_SHOWN = 200
TOO_OFTEN = (
    "These were many checks in a short time. Wait a minute, then send it again. "
    "What you pasted is still here; a file has to be chosen once more."
)


class CheckForm(UploadForm):
    """`cleaned_data["words"]` is the text, of a file or as it was pasted."""

    text = forms.CharField(
        label="Paste a text",
        required=False,
        strip=False,
        help_text="A job description, an advertisement, interview questions, or any other text.",
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
    )
    file = forms.FileField(
        label="Or choose a Word document",
        required=False,
        help_text=f"A file ending in .docx, of up to {MOST_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )
    field_order = ("text", "file")

    most_bytes = MOST_BYTES
    both, neither = "Paste a text or choose a file, not both.", "Paste a text, or choose a file."

    def __init__(self, *args: Any, is_hurried: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_hurried = is_hurried

    def too_large(self, size: int) -> str:
        return f"This is larger than {MOST_BYTES // 1_000_000} MB. Take the pictures out, or paste the text."

    def clean(self) -> dict[str, Any]:
        if self.is_hurried:
            self.add_error("text", TOO_OFTEN)
            return self.cleaned_data
        data = super().clean()
        if "data" in data:
            try:
                words = read_docx(data["data"]) if data.get("file") else data["data"].decode("utf-8", "replace")
            except DocxError as refused:
                self.add_error("file", str(refused))
            else:
                data["words"] = clean_text(words)
                if not data["words"]:
                    self.add_error("file" if data.get("file") else "text", "There is no text in it.")
        return data


@requires(Capability.READ)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: OrganizationRequest) -> HttpResponse:
    """Ask for a text; with POST show what is marked in it. Whoever may read may do it, for nothing is stored."""
    context: dict[str, Any] = {"tabs": tabs(request, "check"), "checked": False}
    if request.method != "POST":
        return render(request, "jobdesc/check.html", context | {"form": CheckForm()})
    form = CheckForm(request.POST, request.FILES, is_hurried=is_too_often(request, "check_text"))
    if not form.is_valid():
        status = 429 if form.is_hurried else 422
        return render(request, "jobdesc/check.html", context | {"form": form}, status=status)
    words = form.cleaned_data["words"]
    text = _shortened(words)
    findings = review(text, standard_rules(), own_rules(request.organization))
    counts = Counter(one.group for one in findings)
    context |= {
        "form": CheckForm(initial={"text": words}),
        "checked": True,
        "findings": findings[:MOST_SHOWN],
        "count": len(findings),
        "more": max(0, len(findings) - MOST_SHOWN),
        "pieces": pieces_of(text, findings[:MOST_SHOWN]),
        "is_cut": len(text) < len(words),
        "longest": LONGEST,
        "counts": [(title, key, counts[key]) for key, title in GROUP_TITLES.items() if counts[key]],
    }
    return render(request, "jobdesc/check.html", context)


def _shortened(text: str) -> str:
    """At most LONGEST characters, cut between two words where there are any."""
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST + 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[:at] if at > LONGEST // 2 else cut[:LONGEST]
