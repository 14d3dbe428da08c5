"""What is wrong between fixtures/hiring/ and the toolkits' items: each item stands once, and none is left without."""

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkits.kinds import AnyFixture
from toolkits.strict_yaml import FixtureError

from .content import CATEGORIES, Category, Interview, Template
from .template_fixture import COMPETENCIES

WHOLE = (
    ("titles", "lappa-titles"),
    ("competencies", COMPETENCIES),
    ("competencies", "wise-performance"),
    ("populations", "wise-lived-experience"),
    ("questions", "interview"),
    ("supervision", "lappa-supervision-types"),
    ("supervision", "prcoe-supervision"),
)
"""Which file has something for every item of which collection or instrument."""
NOT_A_CATEGORY = "principles"


def check_hiring(fixtures: Sequence[AnyFixture]) -> list[FixtureError]:
    """Return all of it. A folder without fixtures/hiring/ has nothing to check."""
    own = {one.key: one for one in fixtures if one.kind == "hiring"}
    others = {one.key: one for one in fixtures if one.items}
    return [
        *(error for one in own.values() for error in _file(one, others)),
        *(
            error
            for name, collection in WHOLE
            if name in own and collection in others
            for error in _once(own[name], others[collection])
        ),
    ]


def _file(fixture: AnyFixture, others: dict[str, AnyFixture]) -> Iterator[FixtureError]:
    value = fixture.value
    if isinstance(value, Template):
        yield from _once(fixture, others[value.collection])
    elif isinstance(value, Interview) and "interview" in others:
        yield from _listening(fixture, value, others["interview"])
    elif fixture.key == "competencies" and COMPETENCIES in others:
        yield from _categories(fixture, value, others[COMPETENCIES])
    elif fixture.key == "supervision":
        yield from _each_category(fixture, list(value.categories))


def _once(fixture: AnyFixture, collection: AnyFixture) -> Iterator[FixtureError]:
    """Every item of the collection is meant exactly once; principles are not meant to be."""
    lines: dict[str, int] = {}
    for reference in fixture.references:
        if reference.kind != "item" or not reference.key.startswith(f"{collection.key}/"):
            continue
        if reference.key in lines:
            message = f"`{reference.key}` stands already in line {lines[reference.key]}"
            yield FixtureError(fixture.path, reference.line, message)
        lines.setdefault(reference.key, reference.line)
    for item in collection.items:
        if f"{collection.key}/{item.slug}" not in lines and item.section != NOT_A_CATEGORY:
            yield FixtureError(fixture.path, fixture.line, f"says nothing of `{collection.key}/{item.slug}`")


def _listening(fixture: AnyFixture, interview: Interview, questions: AnyFixture) -> Iterator[FixtureError]:
    """Ours say what to listen for where the toolkit does not, and only there."""
    lines = {reference.key: reference.line for reference in fixture.references}
    given = {f"{questions.key}/{item.slug}" for item in questions.items if "listen-for" in item.parts}
    for one in interview.questions:
        if one.key in lines and bool(one.listen_for) == (one.key in given):
            message = "the toolkit says what to listen for" if one.listen_for else "`listen_for` is missing"
            yield FixtureError(fixture.path, lines[one.key], f"`{one.key}`: {message}")


def _categories(
    fixture: AnyFixture, categories: Sequence[Category], competencies: AnyFixture
) -> Iterator[FixtureError]:
    """The twelve are the toolkit's, and each competency stands in its own."""
    sections = {f"{competencies.key}/{item.slug}": item.section for item in competencies.items}
    lines = {reference.key: reference.line for reference in fixture.references}
    yield from _each_category(fixture, [one.key for one in categories])
    if set(CATEGORIES) != set(sections.values()) - {NOT_A_CATEGORY}:
        yield FixtureError(competencies.path, competencies.line, "its sections are not our categories")
    for category in categories:
        for one in category.competencies:
            if sections.get(one.key, category.key) != category.key:
                message = f"`{one.key}` belongs to `{sections[one.key]}`, not to `{category.key}`"
                yield FixtureError(fixture.path, lines[one.key], message)


def _each_category(fixture: AnyFixture, found: Sequence[str]) -> Iterator[FixtureError]:
    times = Counter(found)
    for category in CATEGORIES:
        if times[category] != 1:
            yield FixtureError(fixture.path, fixture.line, f"the category `{category}` stands {times[category]} times")
