"""A composed report's form as it was sent: its fields, the parts in their order, the sentences of the summary."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from organizations.client_data import looks_like_client_record
from organizations.text import clean_text

from ..models import Report
from .colours import colour_of
from .forms import ReportForm, sentence_of
from .lacking import in_order, moved
from .merging import MINE, SAID, THEIRS, Typed, digest
from .parts import KINDS, parts_for

PLAIN = ("name", "reader", "introduction", "asked", "accent")
WORDS = ("name", "introduction", "asked")
MOST_SENTENCES = 300


@dataclass(frozen=True)
class Sent:
    """What a form said. `typed` holds what can be taken, `wrong` what is wrong with a sentence by its path; `shown` are
    the sentences as they were typed, by their key.
    """

    form: ReportForm
    typed: tuple[Typed, ...]
    parts: list[str]
    shown: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and not self.wrong

    @property
    def has_sentences(self) -> bool:
        """Whether a sentence was changed: only then the rules have to be asked what they say."""
        return any(one.path.startswith(SAID) and one.is_changed for one in self.typed)

    @property
    def changed(self) -> tuple[Typed, ...]:
        return tuple(one for one in self.typed if one.is_changed)

    @property
    def asks_about_client(self) -> bool:
        """Whether something that was changed looks like a client's record."""
        mine = (one for one in self.changed if one.path in WORDS or one.path.startswith(SAID))
        return any(looks_like_client_record(one.value) for one in mine)

    def value(self, path: str) -> Any:
        """What was typed there; None where it was not sent or cannot be taken."""
        return next((one.value for one in self.typed if one.path == path), None)


def initial_of(report: Report) -> dict[str, str]:
    """What the form shows of a report's fields."""
    return {name: getattr(report, name) for name in (*PLAIN, "logo_words")} | {"accent_pick": report.accent}


def read(
    report: Report,
    posted: QueryDict,
    files: "MultiValueDict[str, UploadedFile[bytes]]",
    do: str = "",
    *,
    may_decide: bool = True,
) -> Sent:
    """Read what was sent. `do` is the button that was pressed, such as "up:team", with what it does done already."""
    posted = posted.copy()
    _choose_colour(posted, do)
    form = ReportForm(posted, files, has_logo=bool(report.logo))
    parts = _parts(posted, do)
    form.is_valid()
    typed = [_typed(name, value, posted) for name, value in form.cleaned_data.items() if name in PLAIN]
    if "order" in posted:
        typed.append(_typed("parts", parts, posted))
    if report.logo and "logo_words" in form.cleaned_data:
        typed.append(_typed("logo_words", form.cleaned_data["logo_words"], posted))
    shown: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name in [name for name in posted if name.startswith(SAID)][:MOST_SENTENCES]:
        key = name.removeprefix(SAID)
        shown[key] = "" if do == f"back:{key}" else posted.get(name, "")
        try:
            typed.append(_typed(name, sentence_of(shown[key]), posted))
        except ValidationError as error:
            wrong[name] = error.messages[0]
    if not may_decide:
        typed = [Typed(one.path, one.value, one.was) for one in typed]
    return Sent(form, tuple(typed), parts, shown, wrong)


def _typed(path: str, value: Any, posted: QueryDict) -> Typed:
    decided = posted.get(f"keep-{path}", "")
    return Typed(
        path,
        value,
        was=posted.get(f"was-{path}", "")[:50],
        decided=decided if decided in (MINE, THEIRS) else "",
        seen=posted.get(f"seen-{path}", "")[:50],
    )


def _parts(posted: QueryDict, do: str) -> list[str]:
    """The parts that are ticked, in the order in which they stand, after what the button does."""
    if do == "parts":
        return parts_for(posted.get("reader", ""))
    ticked = set(posted.getlist("part"))
    parts = [key for key in in_order(posted.getlist("order")[: len(KINDS)]) if key in ticked]
    what, _, key = do.partition(":")
    return moved(parts, key, {"up": -1, "down": 1}[what]) if what in ("up", "down") else parts


def _choose_colour(posted: QueryDict, do: str) -> None:
    """A color can be picked, typed, or taken as it was proposed; what was typed goes before what was picked."""
    if do.startswith("accent:"):
        posted["accent"] = do.removeprefix("accent:")
        return
    was = posted.get("was-accent", "").partition(".")[0]
    picked = colour_of(posted.get("accent_pick", ""))
    if picked and digest(colour_of(clean_text(posted.get("accent", "")))) == was:
        posted["accent"] = picked
