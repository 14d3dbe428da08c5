"""What stands in fixtures/hiring/: ours (PeerReady heuristic), and pointing at items of toolkits by natural key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

CATEGORIES = (
    "collaborative-relationships",
    "provides-support",
    "shares-lived-experience",
    "personalizes-support",
    "recovery-planning",
    "links-to-resources",
    "skills-and-information",
    "manages-crises",
    "values-communication",
    "collaboration-and-teamwork",
    "leadership-and-advocacy",
    "growth-and-development",
)
"""The twelve categories: the sections of `samhsa-competencies` but its principles, as `check_hiring` makes sure."""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """Where an item of a template goes: a field of `Document`. `say` is its wording for a description, empty where the
    toolkit's own is taken.
    """

    item: str
    field: str
    say: str


@dataclass(frozen=True, slots=True)
class TemplateDuty:
    """An item as a duty, with the competency that it best expresses; where there is none, `none` says why."""

    item: str
    competency: str
    none: str
    say: str


@dataclass(frozen=True, slots=True)
class TemplateGroup:
    """A core responsibility."""

    name: str
    category: str
    duties: tuple[TemplateDuty, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Template:
    """How a collection with a sample job text becomes a description. Every item of it stands in exactly one of `lines`,
    `responsibilities` and `left_out`. `settings` are keys of `document.SETTINGS`, the first the one to begin with,
    `categories` the three or four that make the heart of the role.
    """

    collection: str
    title: str
    fits: str
    settings: tuple[str, ...]
    categories: tuple[str, ...]
    job_title: str
    lines: tuple[TemplateLine, ...]
    responsibilities: tuple[TemplateGroup, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Competency:
    """One of the 62 as a duty. `evaluated_as` is the item of `wise-performance` that asks about the same."""

    key: str
    category: str
    duty: str
    evaluated_as: str


@dataclass(frozen=True, slots=True)
class Category:
    """`name` is short, for a core responsibility."""

    key: str
    name: str
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """A group of `wise-lived-experience`, and the qualification for it in words for a description."""

    key: str
    label: str
    qualification: str
    caution: str


@dataclass(frozen=True, slots=True)
class JobTitle:
    """An item of `lappa-titles` as the title of one person's job."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of `interview`. `listen_for` is empty where the toolkit says what to listen for. `same_as` is the
    other toolkit's question that asks the same, on both of them; `stands` is `first`, `last` or empty.
    """

    key: str
    shows: tuple[str, ...]
    listen_for: tuple[str, ...]
    same_as: str
    stands: str
    caution: str


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """`sounds` says what an answer at this step is like; the answer, not the person."""

    key: str
    title: str
    sounds: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest step to the highest."""

    title: str
    note: str
    steps: tuple[ScaleStep, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What is not asked before an offer, and what to do instead. `sources` are titles."""

    key: str
    text: str
    instead: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    question: str
    how: str
    listen_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    scale: Scale
    forbidden_note: str
    forbidden: tuple[Forbidden, ...]
    scenario: Scenario
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SupervisionKind:
    """One of the three kinds of `lappa-supervision-types`."""

    key: str
    title: str
    who: str
    ask: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the first year. `kinds` are natural keys, the most important first."""

    key: str
    title: str
    often: str
    what: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supervision:
    """`competencies` are questions by item of `prcoe-supervision`, `categories` questions by category; `rhythm_source`
    is the advice on which the rhythm rests.
    """

    kinds: tuple[SupervisionKind, ...]
    standing: tuple[str, ...]
    rhythm_source: str
    stages: tuple[Stage, ...]
    competencies: Mapping[str, str]
    categories: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PayLaw:
    """`in_advertisement` is False where applicants must be told the pay, but not in the advertisement."""

    state: str
    in_advertisement: bool
    since: date
    whom: str
    law: str


@dataclass(frozen=True, slots=True)
class Pay:
    """The laws as they were known on `as_of`, by state. Not legal advice, which `note` says."""

    as_of: date
    note: str
    laws: Mapping[str, PayLaw]


@dataclass(frozen=True, slots=True)
class Beside:
    """What of the library stands beside a step: the key of advice, of a collection or of an item. `when` is a condition
    (`fixture.CONDITIONS`), or empty for always.
    """

    key: str
    when: str


@dataclass(frozen=True)
class Hiring:
    """All of it. `templates` by collection, `populations` by natural key, `advice` by step."""

    templates: Mapping[str, Template]
    titles: tuple[JobTitle, ...]
    categories: tuple[Category, ...]
    populations: Mapping[str, Population]
    interview: Interview
    supervision: Supervision
    pay: Pay
    advice: Mapping[str, tuple[Beside, ...]]

    @cached_property
    def competencies(self) -> dict[str, Competency]:
        """All 62 by natural key, in the toolkit's order."""
        return {one.key: one for category in self.categories for one in category.competencies}

    @cached_property
    def category_names(self) -> dict[str, str]:
        return {one.key: one.name for one in self.categories}

    def beside(
        self, step: str, *, alone: bool = False, caseload: bool = False, contracted: bool = False, justice: bool = False
    ) -> tuple[str, ...]:
        """The keys of what the library has beside a step, under these conditions."""
        holds = {"": True, "alone": alone, "caseload": caseload, "contracted": contracted, "justice": justice}
        return tuple(one.key for one in self.advice.get(step, ()) if holds[one.when])
