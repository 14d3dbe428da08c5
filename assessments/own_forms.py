"""The editor of an organization's own instruments, and the form that imports one.

The editor posts `head-…`, `count` sections as `s0-…`, `s1-…`, and one button `do`: `save`, `look` (show it as it will
look), `add` a section, `out-<n>` take section n out, `back-<n>` put it back. Only `save` stores anything; after each of
the others everything that was typed is still there, taken out or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms

from organizations.fields import LineField, ParagraphsField
from organizations.text import clean_text
from organizations.upload import UploadForm
from toolkits.strict_yaml import REFUSED_CHARACTER

from .content import InstrumentContent, Scale
from .drafting import AS_IS, OWN_LABELS, WORDS, DraftSection, drafts_of, one_line, scale_of_labels
from .instrument_fixture import InstrumentHead
from .models import Area
from .own_fixture import LONGEST_LABEL, MOST_BYTES, MOST_ITEMS, MOST_SECTIONS, to_yaml

LONGEST_QUESTION = 5_000
MOST_LABELS = 10
LOOK, SAVE, ADD, OUT, BACK = "look", "save", "add", "out-", "back-"
Choices = list[tuple[str, str]]


def keepable(text: str) -> str:
    """Without the characters that a file could not hold, so that whatever is typed can be exported and come back."""
    return REFUSED_CHARACTER.sub("", clean_text(text).replace("\t", " "))


class KeptLine(LineField):
    def to_python(self, value: Any) -> str:
        return super().to_python(keepable(str(value))) if value else ""


class KeptText(ParagraphsField):
    def to_python(self, value: Any) -> str:
        return keepable(str(value)).strip() if value else ""


class LinesField(ParagraphsField):
    """A text area with one thing on each line; gives a list of them, without the empty ones."""

    def to_python(self, value: Any) -> Any:
        return [line for line in map(one_line, keepable(str(value or "")).split("\n")) if line]


class HeadForm(forms.Form):
    title = KeptLine(label="Title", max_length=120)
    purpose = KeptText(
        label="What is it for?",
        max_length=1_000,
        help_text="One or two sentences on what filling it in gives you.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    instructions = KeptText(
        label="How is it filled in?",
        max_length=1_000,
        initial="Choose one answer for each question. Skip what you cannot answer.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(label="About how many minutes does it take?", min_value=1, max_value=600, initial=15)


class SectionForm(forms.Form):
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    title = KeptLine(label="Title of this part", max_length=200)
    answered = forms.ChoiceField(label="Answered with")
    labels = LinesField(
        label="Answers of your own",
        required=False,
        help_text="Only if you chose “Answers of our own”: one on each line, the best first. "
        "“Don't know” and “Not applicable” count neither for nor against.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = LinesField(
        label="Questions or statements",
        help_text="One on each line.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered"].choices = choices  # type: ignore[attr-defined]

    def clean_labels(self) -> list[str]:
        labels: list[str] = self.cleaned_data["labels"]
        if self.cleaned_data.get("answered") != OWN_LABELS:
            return []
        if not 2 <= len(labels) <= MOST_LABELS:
            raise forms.ValidationError(f"Please write two to {MOST_LABELS} answers, one on each line.")
        if twice := _twice(labels):
            raise forms.ValidationError(f"“{twice}” stands here twice.")
        if any(len(label) > LONGEST_LABEL for label in labels):
            raise forms.ValidationError(f"An answer has at most {LONGEST_LABEL} characters.")
        if len({option.value for option in scale_of_labels(labels).options} - {None}) < 2:
            raise forms.ValidationError("Besides “don't know” and “not applicable”, please write at least two answers.")
        return labels

    def clean_questions(self) -> list[str]:
        questions: list[str] = self.cleaned_data["questions"]
        if twice := _twice(questions):
            raise forms.ValidationError(f"This stands here twice: “{twice}”")
        if any(len(question) > LONGEST_QUESTION for question in questions):
            raise forms.ValidationError(f"A question has at most {LONGEST_QUESTION:,} characters.")
        return questions


class ImportForm(UploadForm):
    """A YAML file or its text."""

    file = forms.FileField(
        label="File", required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml,text/plain"})
    )
    text = forms.CharField(
        label="Or paste its text here",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "wrap": "off"}),
    )

    most_bytes = MOST_BYTES
    both, neither = "Please give a file or paste a text, not both.", "Please choose a file or paste its text."

    def too_large(self, size: int) -> str:
        return f"This has {size:,} bytes; {MOST_BYTES:,} are the most. Nothing of it was read."


@dataclass
class Editor:
    """All forms of the page. `out` are the numbers of the sections that were taken out."""

    head: HeadForm
    sections: list[SectionForm]
    out: set[int] = field(default_factory=set)

    def kept(self) -> list[SectionForm]:
        return [form for n, form in enumerate(self.sections) if n not in self.out]

    def is_valid(self) -> bool:
        """Validates every form, so that all errors show at once; what was taken out is not asked."""
        fine = [form.is_valid() for form in (self.head, *self.kept())]
        if all(fine):
            self._check_size()
        return all(fine) and not self.head.errors

    @property
    def is_wrong(self) -> bool:
        """Whether any form that was to be saved has an error."""
        return any(form.errors for form in (self.head, *self.kept()))

    def _check_size(self) -> None:
        count = sum(len(form.cleaned_data["questions"]) for form in self.kept())
        if not self.kept():
            self.head.add_error(None, "Please add a part with at least one question.")
        if count > MOST_ITEMS:
            self.head.add_error(None, f"These are {count} questions; {MOST_ITEMS} are the most.")

    def drafts(self) -> list[DraftSection]:
        return [
            DraftSection(
                title=form.cleaned_data["title"],
                answered=form.cleaned_data["answered"],
                questions=tuple(form.cleaned_data["questions"]),
                labels=tuple(form.cleaned_data["labels"]),
                base=form.cleaned_data["base"],
            )
            for form in self.kept()
        ]

    def head_over(self, before: InstrumentHead | None) -> InstrumentHead:
        """The head as typed; what the editor does not ask stays as it was."""
        typed = {name: self.head.cleaned_data[name] for name in ("title", "purpose", "instructions", "minutes")}
        if before:
            return replace(before, **typed)
        return InstrumentHead(area=Area.OWN, heading="", pages="", **typed)

    def is_small_enough(self, head: InstrumentHead, content: InstrumentContent) -> bool:
        """Notes an error where the instrument could not be exported and imported again."""
        if len(to_yaml(head, content, copy_of="x" * 60).encode()) > MOST_BYTES:
            self.head.add_error(
                None, "All questions together are too long. Please shorten some, or make two assessments."
            )
            return False
        return True


def choices_of(offered: Mapping[str, Scale], *, as_is: bool) -> Choices:
    """What a section can be answered with. `as_is`: it is one that is answered in some other way now."""
    before: Choices = (
        [(AS_IS, "As it is now (not the same for each question, or more than one answer)")] if as_is else []
    )
    scales = [(name, _shown(scale)) for name, scale in offered.items()]
    return [*before, *scales, (WORDS, "Words (open question)"), (OWN_LABELS, "Answers of our own (write them below)")]


def _shown(scale: Scale) -> str:
    labels = " / ".join(option.label for option in scale.options)
    best = max((o for o in scale.options if o.value is not None), key=lambda option: option.value or 0)
    notes = []
    if best != scale.options[0]:
        notes.append(f"“{best.label}” is best")
    if any(option.comment for option in scale.options):
        notes.append("some ask for a comment")
    return f"{labels} ({'; '.join(notes)})" if notes else labels


def editor_of(head: InstrumentHead | None, content: InstrumentContent | None, offered: Mapping[str, Scale]) -> Editor:
    """The editor as it opens: with an instrument, or with one empty section."""
    names = ("title", "purpose", "instructions", "minutes")
    initial = {name: getattr(head, name) for name in names} if head else None
    drafts: Sequence[DraftSection | None] = drafts_of(content) if content else [None]
    sections = [_section_form(n, draft, offered) for n, draft in enumerate(drafts)]
    return Editor(HeadForm(prefix="head", initial=initial), sections)


def _section_form(n: int, draft: DraftSection | None, offered: Mapping[str, Scale]) -> SectionForm:
    choices = choices_of(offered, as_is=bool(draft and draft.answered == AS_IS))
    initial = {}
    if draft:
        initial = {"base": draft.base, "title": draft.title, "answered": draft.answered}
        initial["questions"] = "\n".join(draft.questions)
    return SectionForm(prefix=f"s{n}", choices=choices, initial=initial)


def editor_posted(post: Mapping[str, str], content: InstrumentContent | None, offered: Mapping[str, Scale]) -> Editor:
    """The editor as it was sent: bound to what was typed where it is to be saved or looked at, else only showing it."""
    do = post.get("do", LOOK)
    count = min(_number(post.get("count", "")), MOST_SECTIONS)
    out = {n for n in range(count) if post.get(f"out{n}") == "yes"}
    if do.startswith(OUT):
        out.add(_number(do.removeprefix(OUT)))
    if do.startswith(BACK):
        out.discard(_number(do.removeprefix(BACK)))
    if do == ADD:
        count = min(count + 1, MOST_SECTIONS)
    as_is = {draft.base for draft in drafts_of(content) if draft.answered == AS_IS} if content else set()
    sections = []
    for n in range(count):
        choices = choices_of(offered, as_is=post.get(f"s{n}-base", "") in as_is)
        sections.append(_filled(SectionForm, post, f"s{n}", do in (SAVE, LOOK) and n not in out, choices=choices))
    if do == ADD:
        sections[-1].fields["title"].widget.attrs["autofocus"] = True
    return Editor(_filled(HeadForm, post, "head", do in (SAVE, LOOK)), sections, out & set(range(count)))


def _filled(form: type[Any], post: Mapping[str, str], prefix: str, bound: bool, **more: Any) -> Any:
    """A form with what was typed in it; errors show only where it is bound."""
    if bound:
        return form(post, prefix=prefix, **more)
    typed = {name: post[f"{prefix}-{name}"] for name in form.base_fields if f"{prefix}-{name}" in post}
    return form(prefix=prefix, initial=typed, **more)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def _twice(lines: Sequence[str]) -> str:
    seen: set[str] = set()
    for line in lines:
        if line.casefold() in seen:
            return line
        seen.add(line.casefold())
    return ""
