"""Reads the smaller files of fixtures/hiring/: titles, competencies, populations, supervision, pay, advice."""

from datetime import date
from typing import Any

from organizations.models.organization import states
from toolkits.kinds import Fixture, Reference
from toolkits.schema import Fields
from toolkits.strict_yaml import MapNode, Problems

from ..drafting.steps import STEPS
from .content import (
    CATEGORIES,
    Beside,
    Category,
    Competency,
    JobTitle,
    Pay,
    PayLaw,
    Population,
    Stage,
    Supervision,
    SupervisionKind,
)
from .template_fixture import COMPETENCIES

KIT = ("advertisement", "interview", "supervision")
CONDITIONS = ("alone", "caseload", "contracted", "justice")
SHOWN = ("entry", "item", "jobdesc", "library")
DUTIES = ("advertisement", "on-request")


class File(Fields):
    """A whole file, which collects the references that its rows make."""

    def __init__(self, node: MapNode, problems: Problems, *required: str) -> None:
        super().__init__(node, problems, required=("hiring", *required))
        self.references: list[Reference] = []

    def item(self, row: Fields, key: str, collection: str) -> str:
        """The natural key of an item that a row names by its slug."""
        natural = f"{collection}/{row.name(key)}"
        self.references.append(Reference("item", natural, row.line_of(key)))
        return natural

    def fixture(self, value: Any) -> Fixture[Any]:
        key, line = self.name_of_file("hiring"), self.line_of("hiring")
        return Fixture("hiring", key, self.problems.path, line, value, references=tuple(self.references))


def read_titles(node: MapNode, problems: Problems) -> Fixture[tuple[JobTitle, ...]]:
    file = File(node, problems, "titles")
    rows = file.each("titles", required=("title", "job_title"))
    return file.fixture(
        tuple(JobTitle(file.item(row, "title", "lappa-titles"), row.text("job_title", longest=150)) for row in rows)
    )


def read_competencies(node: MapNode, problems: Problems) -> Fixture[tuple[Category, ...]]:
    file = File(node, problems, "categories")
    categories = []
    for row in file.each("categories", required=("category", "name", "competencies")):
        key = row.one_of("category", CATEGORIES)
        competencies = tuple(
            Competency(
                key=file.item(one, "competency", COMPETENCIES),
                category=key,
                duty=one.text("duty", longest=300),
                evaluated_as=file.item(one, "evaluated_as", "wise-performance"),
            )
            for one in row.each("competencies", required=("competency", "duty", "evaluated_as"))
        )
        categories.append(Category(key, row.text("name", longest=60), competencies))
    return file.fixture(tuple(categories))


def read_populations(node: MapNode, problems: Problems) -> Fixture[tuple[Population, ...]]:
    file = File(node, problems, "populations")
    rows = file.each("populations", required=("population", "label", "qualification"), optional=("caution",))
    return file.fixture(
        tuple(
            Population(
                key=file.item(row, "population", "wise-lived-experience"),
                label=row.text("label", longest=120),
                qualification=row.text("qualification", longest=300),
                caution=row.text("caution", longest=500),
            )
            for row in rows
        )
    )


def read_supervision(node: MapNode, problems: Problems) -> Fixture[Supervision]:
    file = File(node, problems, "kinds", "standing", "rhythm", "competencies", "categories")
    kinds = tuple(
        SupervisionKind(
            key=file.item(row, "kind", "lappa-supervision-types"),
            title=row.text("title", longest=60),
            who=row.text("who", longest=300),
            ask=row.text("ask", longest=300),
        )
        for row in file.each("kinds", required=("kind", "title", "who", "ask"))
    )
    rhythm = file.inside("rhythm", required=("source", "stages"))
    source = rhythm.name("source")
    file.references.append(Reference("entry", source, rhythm.line_of("source")))
    slugs = tuple(kind.key.rpartition("/")[2] for kind in kinds)
    stages = tuple(
        Stage(
            key=row.name("stage"),
            title=row.text("title", longest=60),
            often=row.text("often", longest=120),
            what=row.text("what", longest=500),
            kinds=tuple(f"lappa-supervision-types/{slug}" for slug in row.some_of("kinds", slugs)),
        )
        for row in rhythm.each("stages", required=("stage", "title", "often", "what", "kinds"))
    )
    asked = {
        file.item(row, "competency", "prcoe-supervision"): row.text("ask", longest=300)
        for row in file.each("competencies", required=("competency", "ask"))
    }
    categories: dict[str, tuple[str, ...]] = {}
    for row in file.each("categories", required=("category", "ask")):
        category = row.one_of("category", CATEGORIES)
        if category in categories:
            row.refuse("category", f"is `{category}`, which stands already above")
        categories[category] = tuple(row.texts("ask", longest=300))
    standing = tuple(file.texts("standing", longest=300))
    return file.fixture(Supervision(kinds, standing, source, stages, asked, categories))


def read_pay(node: MapNode, problems: Problems) -> Fixture[Pay]:
    file = File(node, problems, "as_of", "note", "states")
    codes = [code for code, _ in states()]
    laws: dict[str, PayLaw] = {}
    for row in file.each("states", required=("state", "duty", "since", "whom", "law")):
        state = row.one_of("state", codes)
        if state in laws:
            row.refuse("state", f"is `{state}`, which stands already above")
        laws[state] = PayLaw(
            state=state,
            in_advertisement=row.one_of("duty", DUTIES) == "advertisement",
            since=_date(row, "since"),
            whom=row.text("whom", longest=120),
            law=row.text("law", longest=200),
        )
    return file.fixture(Pay(_date(file, "as_of"), file.text("note"), laws))


def read_advice(node: MapNode, problems: Problems) -> Fixture[dict[str, tuple[Beside, ...]]]:
    file = File(node, problems, "steps")
    steps: dict[str, tuple[Beside, ...]] = {}
    for row in file.each("steps", required=("step", "beside")):
        step = row.one_of("step", (*(one.key for one in STEPS), *KIT))
        if step in steps:
            row.refuse("step", f"is `{step}`, which stands already above")
        steps[step] = tuple(_beside(one, file) for one in row.each("beside", required=(), optional=(*SHOWN, "when")))
    return file.fixture(steps)


def _beside(row: Fields, file: File) -> Beside:
    named = [kind for kind in SHOWN if kind in row]
    if len(named) != 1:
        row.refuse("when", f"stands beside exactly one of {', '.join(SHOWN)}")
        return Beside("", "")
    key = row.text(named[0], longest=121)
    file.references.append(Reference(named[0], key, row.line_of(named[0])))
    return Beside(key, row.one_of("when", CONDITIONS) if "when" in row else "")


def _date(row: Fields, key: str) -> date:
    text = row.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            row.refuse(key, f"is `{text}`, and must be a date such as 2025-06-30")
        return date.min
