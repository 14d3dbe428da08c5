"""What is typed to set a survey up. The groups' rows are in `group_forms.py`."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.fields import LineField, ParagraphsField

from ..answering.spoken import ENGLISH
from ..asking.inviting import MOST_ADDRESSES, Addresses, read_addresses
from ..confidentiality import FEWEST_FOR_DETAILS, FEWEST_FOR_SCORES
from ..languages import Offer
from ..lifecycle import times_problems
from ..models import Survey

MOST_BYTES = 2_000_000
TWICE_OR_NEVER = (
    "The clocks change around this time, so that it comes twice or not at all. Choose one an hour or two later."
)


def time_zone() -> str:
    """The time zone in words, such as "America/New York, EST"."""
    return f"{settings.TIME_ZONE.replace('_', ' ')}, {timezone.localtime():%Z}"


class MomentField(forms.DateTimeField):
    """A date with a time, in the site's time zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages: ClassVar = {
        "invalid": "Give a date and a time, such as 2030-05-31 17:00.",
        "required": "Give a date and a time.",
    }

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as refused:
            if refused.code == "ambiguous_timezone":
                raise ValidationError(TWICE_OR_NEVER, code=refused.code) from refused
            raise
        except OverflowError as refused:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from refused


def _name_field() -> LineField:
    return LineField(
        label="Name of the survey",
        max_length=120,
        help_text="Everybody who is asked sees it.",
        error_messages={"required": "Give the survey a name."},
    )


def _asked_by_field() -> LineField:
    return LineField(
        label="Who asks",
        max_length=120,
        help_text="A name that people know and can turn to with questions.",
        error_messages={"required": "Say who asks, so that people know whom they answer."},
    )


def _purpose_field() -> ParagraphsField:
    return ParagraphsField(
        label="Why you ask",
        required=False,
        max_length=1_500,
        help_text="Two or three sentences, in your own words. Say what will be done with the results.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewSurveyForm(forms.Form):
    name, asked_by, purpose = _name_field(), _asked_by_field(), _purpose_field()


class DetailsForm(forms.Form):
    """Everything about a draft but what it asks, and whom: a field for each of `drafting.DETAILS`."""

    name, asked_by, purpose = _name_field(), _asked_by_field(), _purpose_field()
    opens_at = MomentField(label="Opens", required=False)
    closes_at = MomentField(label="Closes")
    reminders = forms.TypedChoiceField(
        label="Reminders by e-mail",
        choices=((0, "None"), (1, "One"), (2, "Two"), (3, "Three")),
        coerce=int,
        help_text="For those with a personal link. Everybody gets them, whether or not they have answered, so that no "
        "mail tells who has.",
    )
    languages = forms.MultipleChoiceField(
        label="Also in", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    takes_comments = forms.BooleanField(label="Let people add a comment in their own words", required=False)
    fewest_for_scores = forms.IntegerField(
        label="Shares from",
        min_value=FEWEST_FOR_SCORES,
        max_value=100,
        help_text=f"At least {FEWEST_FOR_SCORES} answers.",
        error_messages={"min_value": "This can be raised, never lowered: %(limit_value)s is the least."},
    )
    fewest_for_details = forms.IntegerField(
        label="Details and comments from",
        min_value=FEWEST_FOR_DETAILS,
        max_value=200,
        help_text=f"At least {FEWEST_FOR_DETAILS} answers, and no fewer than for shares.",
        error_messages={"min_value": "This can be raised, never lowered: %(limit_value)s is the least."},
    )

    def __init__(self, *args: Any, offers: Sequence[Offer] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        possible = [(one.language.code, one.language.name) for one in offers if one.is_possible]
        cast(forms.MultipleChoiceField, self.fields["languages"]).choices = possible
        self.fields["opens_at"].help_text = "Leave it empty to open it when you launch."
        self.fields["closes_at"].help_text = f"In the time of {time_zone()}."
        self.fields["takes_comments"].help_text = (
            "Comments stand apart from all answers and groups, in random order. Nobody reads any until ten or more "
            "have been written; then you read them first, and take out names or withhold what would hurt somebody."
        )

    def clean_languages(self) -> list[str]:
        """English is always there."""
        return [ENGLISH, *self.cleaned_data["languages"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        now, opens, closes = timezone.now(), data.get("opens_at"), data.get("closes_at")
        if opens and opens <= now:
            self.add_error("opens_at", "This is in the past. Choose a later time, or leave it empty.")
        elif closes:
            for problem in times_problems(opens, closes, now):
                self.add_error("closes_at", problem)
        scores, details = data.get("fewest_for_scores"), data.get("fewest_for_details")
        if scores and details and details < scores:
            self.add_error("fewest_for_details", f"Not fewer than for shares: {scores} or more.")
        return data


class PeopleForm(forms.Form):
    """Addresses, pasted or in a file; `addresses` has what was found in both."""

    text = forms.CharField(
        label="E-mail addresses",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
        help_text="One on each line, or separated by commas. You can paste a column from a sheet.",
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=f"CSV or text, up to 2 MB and {MOST_ADDRESSES:,} addresses. Only the addresses in it are read.",
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.addresses = Addresses((), 0, ())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, file = data.get("text") or "", data.get("file")
        if len(text.encode(errors="replace")) > MOST_BYTES:
            self.add_error("text", "This is more than 2 MB. Add the addresses in smaller portions.")
        if file and file.size > MOST_BYTES:
            self.add_error("file", "This file is larger than 2 MB. Save the addresses alone, or in several files.")
        if not self.errors:
            self.addresses = read_addresses("\n".join((text, _decoded(file.read()) if file else "")))
            self._refuse_too_many("file" if file else "text")
        if self.errors:
            self.addresses = Addresses((), 0, ())
        return data

    def _refuse_too_many(self, field: str) -> None:
        if self.addresses.is_nonsense:
            self.add_error(field, "This does not look like a list of e-mail addresses. Nothing was added.")
            return
        more = len(self.addresses.found)
        there = self.survey.invitees.count() if more else 0
        if more + there > MOST_ADDRESSES:
            of = f", {there:,} of which are invited already" if there else ""
            self.add_error(
                field,
                f"A survey invites {MOST_ADDRESSES:,} people at most, and with these it would be {more + there:,}{of}. "
                "Nothing was added. For so many, give the group a shared link.",
            )


def _decoded(data: bytes) -> str:
    """A file's text, however a spreadsheet saved it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
