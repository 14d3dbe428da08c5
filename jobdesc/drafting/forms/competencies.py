from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from organizations.text import clean_line

from ...hiring.content import Category, Competency
from ...hiring.fixture import hiring
from ..document import Document, Line
from ..lines import LONGEST, steady_id
from ..merging import reword
from ..starting import with_competencies
from .base import StepForm
from .steady import with_steady_ids

DUTY = "duty-"
TOO_LONG = f"A sentence has {LONGEST:,} letters at most. This one is not saved yet: please shorten it."


@dataclass(frozen=True)
class Choice:
    """A competency as it is asked: chosen or not, and the sentences that it becomes."""

    competency: Competency
    label: str
    is_chosen: bool
    duties: tuple[Line, ...]
    too_long: tuple[str, ...] = ()
    """The ids of the duties whose sentence, as it was typed, is too long to be saved."""

    @property
    def slug(self) -> str:
        return self.competency.key.split("/")[1]


@dataclass(frozen=True)
class Area:
    """One of the twelve categories with the competencies below it."""

    category: Category
    is_chosen: bool
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.choices)


class CompetenciesForm(StepForm):
    """Categories, competencies, and a sentence for each, `duty-<line>`. Those of unchosen ones are ignored."""

    categories = forms.MultipleChoiceField(required=False)
    competencies = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = hiring()
        self.fields["categories"].choices = list(content.category_names.items())  # type: ignore[attr-defined]
        self.fields["competencies"].choices = [(key, key) for key in content.competencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if any(self._too_long(name.removeprefix(DUTY)) for name in self.posted if name.startswith(DUTY)):
            self.add_error(None, TOO_LONG)
        return data

    def _typed(self, line: str) -> str:
        return clean_line(self.posted.get(f"{DUTY}{line}", ""))

    def _too_long(self, line: str) -> bool:
        return len(self._typed(line)) > LONGEST

    def apply(self, document: Document) -> Document:
        """With the duties of newly chosen competencies, without those of others, and with sentences as reworded here.

        A competency counts only as long as its category is chosen. A sentence that was not changed here is left as it
        is, whatever else changes it, and so is one that is too long now; one that was emptied is taken out.
        """
        self.is_valid()
        wanted = set(self.cleaned_data.get("categories", document.categories))
        content = hiring()
        chosen = [
            key
            for key in self.cleaned_data.get("competencies", document.competencies)
            if content.competencies[key].category in wanted
        ]
        categories = tuple(key for key in content.category_names if key in wanted)
        after = with_steady_ids(with_competencies(replace(document, categories=categories), chosen), document)
        return self._reworded(self._with_missing(after, chosen), chosen)

    def _reworded(self, document: Document, chosen: Iterable[str]) -> Document:
        """With the sentences that were typed here for chosen competencies."""
        wanted = set(chosen)

        def sentence(duty: Line) -> Line | None:
            if duty.competency not in wanted or f"{DUTY}{duty.id}" not in self.posted or self._too_long(duty.id):
                return duty
            text = self._typed(duty.id)
            return duty if text == self._stood(duty) else reword(duty, text) if text else None

        responsibilities = tuple(
            replace(one, duties=tuple(filter(None, map(sentence, one.duties)))) for one in document.responsibilities
        )
        return replace(document, responsibilities=responsibilities)

    def _stood(self, duty: Line) -> str:
        """What the page showed for a duty before anything was typed."""
        before = self.document.lines().get(duty.id)
        return before.text if before else duty.text

    def _with_missing(self, document: Document, chosen: Iterable[str]) -> Document:
        """With a duty for competencies that were chosen before and had lost theirs, where a sentence was typed."""
        present = {duty.competency for one in document.responsibilities for duty in one.duties}
        typed = [
            key
            for key in chosen
            if key not in present
            and key in self.document.competencies
            and 0 < len(self._typed(duty_id(key))) <= LONGEST
        ]
        if not typed:
            return document
        without = replace(document, competencies=tuple(key for key in document.competencies if key not in typed))
        return with_steady_ids(with_competencies(without, document.competencies), document)

    def areas(self, document: Document, words: Mapping[str, str]) -> tuple[Area, ...]:
        """What is shown of a document: the twelve categories with their competencies and sentences. `words` are the
        toolkit's own for a competency, by its key. A sentence that is too long to be saved stands there as typed.
        """
        duties: dict[str, list[Line]] = {}
        for one in document.responsibilities:
            for duty in one.duties:
                duties.setdefault(duty.competency, []).append(duty)

        def choice(one: Competency) -> Choice:
            is_chosen = one.key in document.competencies
            fallback = Line(duty_id(one.key), "" if is_chosen else one.duty, one.key, one.key)
            label = words.get(one.key) or one.duty
            lines = tuple(duties.get(one.key, ())) or (fallback,)
            too_long = tuple(line.id for line in lines if self._too_long(line.id))
            shown = tuple(reword(line, self._typed(line.id)) if line.id in too_long else line for line in lines)
            return Choice(one, label, is_chosen, shown, too_long)

        return tuple(
            Area(category, category.key in document.categories, tuple(map(choice, category.competencies)))
            for category in hiring().categories
        )


def duty_id(competency: str) -> str:
    """The id of the duty that choosing a competency makes (`with_steady_ids`)."""
    return steady_id("duty", competency, "0")
