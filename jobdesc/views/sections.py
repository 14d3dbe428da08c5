"""What a step's fields show: its form, its lists of lines, samples to pick, and what the toolkits say beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.functional import cached_property

from organizations.access import OrganizationRequest
from toolkits.models import Entry

from ..drafting.asking import SLOTS, Note, advice, notes
from ..drafting.document import Document, Line, Responsibility, new_id
from ..drafting.forms import StepForm
from ..drafting.forms.competencies import CompetenciesForm
from ..drafting.forms.pay import SUGGESTED
from ..drafting.library import Library, Origin, library
from ..drafting.lines import MOST, MOST_RESPONSIBILITIES
from ..drafting.operations import DUTIES, picked_id
from ..drafting.steps import BY_KEY, Step
from ..hiring.fixture import hiring
from ..models import PayRule
from ..reviewing.law import Correction, duty_in

BLANKS = 2
"""Empty lines at the end of a list, for whoever has no script."""
COMPONENTS, TITLES, COMPETENCIES, LIVED = (
    "legere-components",
    "lappa-titles",
    "samhsa-competencies",
    "wise-lived-experience",
)
OF_STEP = {"start": (TITLES,), "who": (LIVED,), "competencies": (COMPETENCIES,), "parts": (COMPONENTS,)}
"""The collections that a step's fields show."""
PARTS = ("function", "reporting_relationships", "responsibilities", "qualifications", "employment_conditions")
"""The handbook's five parts, as items of `legere-components` with underscores."""
SAMPLES = {"function": "function", "required": "qualifications", "preferred": "qualifications"}
"""The section of the handbook's sample lines for a list."""
LISTS = {
    "function": ("What is the job for?", "In a sentence or a few: what people gain from it."),
    "required": ("Required qualifications", "Only what nobody can do the job without. Each line keeps somebody out."),
    "preferred": ("Preferred qualifications", "What is good to have, and can be learned on the job."),
    "conditions": ("Conditions of the work", "Evenings, travel, checks, a license where driving is part of the job."),
    "benefits": ("Benefits", "Insurance, leave, training, support for certification."),
}


@dataclass(frozen=True)
class Row:
    line: Line
    origins: tuple[Origin, ...] = ()

    @property
    def height(self) -> int:
        """About how many lines of a textarea the text takes."""
        return min(1 + len(self.line.text) // 62, 8)


@dataclass(frozen=True)
class Sample:
    """A toolkit's line to pick; `id` is that of the line that it becomes."""

    id: str
    entry: Entry
    is_there: bool


@dataclass(frozen=True)
class Editor:
    """A list of lines to edit. `word` is what one of them is called, `samples` what may be picked for it."""

    name: str
    title: str
    hint: str
    word: str
    rows: tuple[Row, ...]
    blanks: tuple[str, ...]
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True)
class Group:
    """A responsibility with its duties, as it is edited; `is_blank` where it is one to begin."""

    responsibility: Responsibility
    editor: Editor
    is_blank: bool = False


@dataclass(frozen=True)
class Section:
    """A step as it is asked. `shown` is the document whose lines stand in the form."""

    step: Step
    form: StepForm
    shown: Document
    notes: dict[str, Note | None]
    library: Library
    beside: tuple[str, ...] = ()
    edits_sentences: bool = True

    @property
    def template(self) -> str:
        return f"jobdesc/draft/steps/{self.step.key}.html"

    @cached_property
    def advice(self) -> list[Any]:
        """Entries and collections of the library that belong beside the step."""
        known = {**self.library.collections, **self.library.entries}
        return [known[key] for key in self.beside if key in known]

    @cached_property
    def editors(self) -> dict[str, Editor]:
        return {name: self._editor(name) for name in self.form.lists}

    @cached_property
    def groups(self) -> list[Group]:
        """The responsibilities, and one to begin where there may be more."""
        found = [Group(one, self._duties(one)) for one in self.shown.responsibilities]
        if len(found) < MOST_RESPONSIBILITIES:
            new = Responsibility(new_id(), "")
            found.append(Group(new, self._duties(new), is_blank=True))
        return found

    @cached_property
    def duty_samples(self) -> tuple[Entry, ...]:
        return self.library.items(COMPONENTS, "responsibility")

    @property
    def components(self) -> dict[str, Entry | None]:
        """The handbook's five parts by their names, with underscores."""
        return {key: self.library.entries.get(f"{COMPONENTS}/{key.replace('_', '-')}") for key in PARTS}

    @cached_property
    def areas(self) -> Any:
        words = {one.key: one.text for one in self.library.items(COMPETENCIES)}
        return cast(CompetenciesForm, self.form).areas(self.shown, words)

    @property
    def competency_source(self) -> Entry | None:
        return next((one for one in self.library.items(COMPETENCIES) if one.section != "principles"), None)

    @cached_property
    def titles(self) -> list[tuple[Any, Entry | None]]:
        """The toolkit's titles as titles of one person's job, with what each means."""
        return [(one, self.library.entries.get(one.key)) for one in hiring().titles]

    @cached_property
    def populations(self) -> list[tuple[Any, Entry | None, bool]]:
        """The groups that a peer worker may be for, the toolkit's wording for each, and whether it is chosen."""
        chosen = self.shown.populations
        return [(one, self.library.entries.get(key), key in chosen) for key, one in hiring().populations.items()]

    @property
    def suggested(self) -> dict[str, str]:
        return SUGGESTED

    def _editor(self, name: str) -> Editor:
        lines = getattr(self.shown, name)
        there = {one.source for one in lines}
        samples = tuple(
            Sample(picked_id(name, one.key), one, one.key in there)
            for one in (self.library.items(COMPONENTS, SAMPLES[name]) if name in SAMPLES else ())
        )
        title, hint = LISTS[name]
        return Editor(name, title, hint, "line", self._rows(lines), _blanks(lines), samples)

    def _duties(self, one: Responsibility) -> Editor:
        name = f"{DUTIES}{one.id}"
        return Editor(name, "Specific duties", "", "duty", self._rows(one.duties), _blanks(one.duties))

    def _rows(self, lines: Sequence[Line]) -> tuple[Row, ...]:
        return tuple(Row(one, self.library.origins(one)) for one in lines)


def make_sections(
    request: OrganizationRequest, forms: dict[str, StepForm], shown: Document, *, edits_sentences: bool = True
) -> list[Section]:
    """The steps with these forms, showing the lines of a document. Two or three queries."""
    duty = duty_in(shown.state, hiring().pay, _corrections(request, shown.state if "pay" in forms else ""))
    said = {key: notes(key, shown, duty) for key in forms}
    beside = {key: advice(key, shown) for key in forms}
    wanted = {name for found in beside.values() for name in found}
    wanted |= {name for found in said.values() for note in found for name in note.advice}
    if {"parts", "pay"} & set(forms):
        wanted |= {key for one in shown.lines().values() for key in (one.source, one.competency)}
    known = library(wanted, collections=[name for key in forms for name in OF_STEP.get(key, ())])
    return [
        Section(
            BY_KEY[key],
            form,
            shown,
            {**dict.fromkeys(SLOTS[key]), **{note.slot: note for note in said[key]}},
            known,
            beside[key],
            edits_sentences,
        )
        for key, form in forms.items()
    ]


def said_of(request: OrganizationRequest, keys: Iterable[str], shown: Document) -> tuple[dict[str, Note], Library]:
    """The notes of steps alone, by slot, for what is swapped in place."""
    found = list(keys)
    duty = duty_in(shown.state, hiring().pay, _corrections(request, shown.state if "pay" in found else ""))
    said = {note.slot: note for key in found for note in notes(key, shown, duty)}
    return said, library({name for note in said.values() for name in note.advice})


def sample_texts() -> dict[str, str]:
    """The words of every sample that may be picked, by natural key."""
    samples = (*SAMPLES.values(), "responsibility")
    return dict(Entry.objects.filter(collection=COMPONENTS, section__in=samples).order_by().values_list("key", "text"))


def _corrections(request: OrganizationRequest, state: str) -> dict[str, Correction]:
    rules = PayRule.objects.filter(organization=request.organization, state=state) if state else ()
    return {one.state: Correction(one.state, one.is_required, one.note, one.saved_by_name) for one in rules}


def _blanks(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(new_id() for _ in range(min(BLANKS, MOST - len(lines))))
